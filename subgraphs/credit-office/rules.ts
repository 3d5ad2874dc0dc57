import type { TermRow } from "../kit/terms.js";

/** How long the credit office's own records count (domain.md §3). */
export const terms: readonly TermRow[] = [
  {
    recordTypes: ["PROCUREMENT_LIST"],
    // The ban's own last day (1–3 years) stands in the record as validTo.
    term: { kind: "MONTHS", months: 36 },
    effectiveFrom: "1900-01-01",
    basis: "《政府采购法》第七十七条",
    verified: true,
  },
  {
    recordTypes: ["FUND_DISHONESTY", "BREACH"],
    term: { kind: "MONTHS", months: 36 },
    effectiveFrom: "1900-01-01",
    basis: "待核",
    verified: false,
  },
  {
    recordTypes: ["HONOUR", "COMMITMENT"],
    term: { kind: "UNTIL_ENDED" },
    effectiveFrom: "1900-01-01",
    basis: "待核",
    verified: false,
  },
  {
    recordTypes: ["CREDIT_EVALUATION"],
    term: { kind: "UNTIL_NEXT" },
    effectiveFrom: "1900-01-01",
    basis: "待核",
    verified: false,
  },
];
