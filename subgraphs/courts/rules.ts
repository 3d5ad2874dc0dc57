import type { TermRow } from "../kit/terms.js";

/** How long the records of 法院 count (domain.md §3). */
export const terms: readonly TermRow[] = [
  {
    recordTypes: ["CT_DISHONEST"],
    when: { field: "cause", in: [2, 3, 4, 5, 6] },
    term: { kind: "MONTHS", months: 24 },
    effectiveFrom: "1900-01-01",
    basis: "《最高人民法院关于公布失信被执行人名单信息的若干规定》（2017）第二条",
    verified: true,
  },
  {
    // Able to perform and refusing to: listed until the duty is performed.
    recordTypes: ["CT_DISHONEST"],
    when: { field: "cause", in: [1] },
    term: { kind: "UNTIL_ENDED", fulfilmentEnds: true },
    effectiveFrom: "1900-01-01",
    basis: "《最高人民法院关于公布失信被执行人名单信息的若干规定》（2017）第二条",
    verified: true,
  },
  {
    recordTypes: ["CT_CONSUMPTION"],
    term: { kind: "UNTIL_ENDED" },
    effectiveFrom: "1900-01-01",
    basis: "《最高人民法院关于限制被执行人高消费及有关消费的若干规定》",
    verified: true,
  },
  {
    recordTypes: ["CT_EXECUTED"],
    term: { kind: "UNTIL_ENDED" },
    effectiveFrom: "1900-01-01",
    basis: "《民事诉讼法》，待核",
    verified: false,
  },
  {
    recordTypes: ["CT_BANKRUPT"],
    term: { kind: "UNTIL_ENDED" },
    removedOnIn: "doneOn",
    effectiveFrom: "1900-01-01",
    basis: "国办发〔2025〕22号",
    verified: true,
  },
];
