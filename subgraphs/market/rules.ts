import type { TermRow } from "../kit/terms.js";

/** How long the records of 市场监管 count (domain.md §3). */
export const terms: readonly TermRow[] = [
  {
    recordTypes: ["MSA_REGISTRATION"],
    // Permanent: only a later registration replaces it.
    term: { kind: "UNTIL_NEXT" },
    effectiveFrom: "1900-01-01",
    basis: "《市场主体登记管理条例》，待核",
    verified: false,
  },
  {
    recordTypes: ["MSA_ABNORMAL"],
    term: { kind: "UNTIL_ENDED" },
    removedOnIn: "removedOn",
    effectiveFrom: "1900-01-01",
    basis: "《企业信息公示暂行条例》第十七条",
    verified: true,
  },
  {
    recordTypes: ["MSA_SERIOUS"],
    term: { kind: "MONTHS", months: 36 },
    removedOnIn: "removedOn",
    effectiveFrom: "1900-01-01",
    basis: "《市场监督管理严重违法失信名单管理办法》（国家市场监督管理总局令第44号）",
    verified: true,
  },
  {
    recordTypes: ["MSA_HONOUR"],
    // As the award states: its own last day is the record's validTo.
    term: { kind: "UNTIL_ENDED" },
    effectiveFrom: "1900-01-01",
    basis: "地方规定，待核",
    verified: false,
  },
];
