import type { TermRow } from "../kit/terms.js";

/** How long the records of 税务 count (domain.md §3). */
export const terms: readonly TermRow[] = [
  {
    recordTypes: ["TAX_CREDIT"],
    term: { kind: "UNTIL_NEXT" },
    effectiveFrom: "1900-01-01",
    basis: "国家税务总局公告2025年第12号",
    verified: true,
  },
  {
    recordTypes: ["TAX_SERIOUS"],
    term: { kind: "MONTHS", months: 36 },
    effectiveFrom: "1900-01-01",
    basis: "《重大税收违法失信主体信息公布管理办法》（国家税务总局令第54号），期限待核",
    verified: false,
  },
  {
    recordTypes: ["TAX_ARREARS"],
    // Until cleared.
    term: { kind: "UNTIL_ENDED", fulfilmentEnds: true },
    effectiveFrom: "1900-01-01",
    basis: "《税收征收管理法》第四十五条，待核",
    verified: false,
  },
  {
    recordTypes: ["TAX_ABNORMAL"],
    term: { kind: "UNTIL_ENDED" },
    effectiveFrom: "1900-01-01",
    basis: "待核",
    verified: false,
  },
];
