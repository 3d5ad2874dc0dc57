import type { TermRow } from "../kit/terms.js";

/** How long the records of 生态环境 count (domain.md §3). */
export const terms: readonly TermRow[] = [
  {
    recordTypes: ["ENV_GRADE"],
    // Live: the latest score is the one that counts.
    term: { kind: "UNTIL_NEXT" },
    effectiveFrom: "1900-01-01",
    basis: "《江苏省企业环保信用评价办法》（2020），现行文本待核",
    verified: false,
  },
  {
    recordTypes: ["ENV_PERMIT"],
    term: { kind: "UNTIL_ENDED" },
    lastDayIn: "validTo",
    effectiveFrom: "1900-01-01",
    basis: "《排污许可管理条例》，待核",
    verified: false,
  },
];
