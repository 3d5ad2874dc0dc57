import { addDays } from "../../kernel/shanghai-day.js";
import { incidentsAt, writeIncidents, type Blemish, type Describe } from "../kit/sample-incidents.js";
import type { RandomSource } from "../kit/sample-random.js";
import {
  createRecorder,
  representativeOf,
  yuanBetween,
  type SampleSubject,
  type SeedRecords,
} from "../kit/sample.js";

/** Sample records of 法院: enforcement, restrictions, dishonesty, restructuring. */
export const seedRecords: SeedRecords = (subject, random, anchorDay) => {
  const recorder = createRecorder({ subject, department: "courts", random, anchorDay });
  writeIncidents(recorder, incidentsAt("courts", subject, random, blemishes), () =>
    descriptionsFor(subject, random),
  );
  return [...recorder.records];
};

const everybody = ["ENTERPRISE", "SELF_EMPLOYED", "ORGANISATION", "PERSON"] as const;

const blemishes: readonly Blemish[] = [
  {
    recordType: "CT_EXECUTED",
    probability: 0.02,
    kinds: everybody,
    maxDaysAgo: 1200,
    ended: [0.6, "REMOVED"],
  },
  {
    recordType: "CT_CONSUMPTION",
    probability: 0.006,
    kinds: everybody,
    maxDaysAgo: 900,
    ended: [0.4, "REMOVED"],
  },
  { recordType: "CT_BANKRUPT", probability: 0.0005, kinds: ["ENTERPRISE"], maxDaysAgo: 900 },
];

function descriptionsFor(subject: SampleSubject, random: RandomSource): Record<string, Describe> {
  const { region } = subject;
  const court = `${region.city}${region.county}人民法院`;
  const courtCode = `苏${region.code.slice(2)}`;
  const caseNumber = (kind: string, day: string): string =>
    `（${day.slice(0, 4)}）${courtCode}${kind}${random.int(100, 9999)}号`;
  return {
    CT_DISHONEST: ({ decidedOn }) => {
      const number = caseNumber("执", addDays(decidedOn, -60));
      return {
        facts: {
          caseNumber: number,
          court,
          duty: `支付申请执行人货款 ${yuanBetween(random, 50_000, 3_000_000)} 元及利息`,
          performance: random.pick(["全部未履行", "全部未履行", "部分履行"]),
          // Cause 1 has no end of its own; causes 2 to 6 count two years.
          cause: random.int(2, 6),
          publishedOn: decidedOn,
        },
        documentNo: number,
        decidingAuthority: court,
        legalBasis: ["《最高人民法院关于公布失信被执行人名单信息的若干规定》（2017）"],
        severity: "SERIOUS",
        openness: "PUBLIC",
        publishFrom: decidedOn,
        whenFulfilled: { performance: "全部履行" },
      };
    },
    CT_CONSUMPTION: ({ decidedOn }) => {
      const number = caseNumber("执", decidedOn);
      return {
        facts: { caseNumber: number, court, orderedOn: decidedOn },
        documentNo: number,
        decidingAuthority: court,
        legalBasis: ["《最高人民法院关于限制被执行人高消费及有关消费的若干规定》"],
        openness: "PUBLIC",
        publishFrom: decidedOn,
        namedPersons: representativeOf(subject),
      };
    },
    CT_EXECUTED: ({ decidedOn }) => {
      const number = caseNumber("执", decidedOn);
      return {
        facts: {
          caseNumber: number,
          court,
          amount: yuanBetween(random, 8_000, 2_000_000),
          filedOn: decidedOn,
        },
        documentNo: number,
        decidingAuthority: court,
        legalBasis: ["《民事诉讼法》"],
        openness: "PUBLIC",
        publishFrom: decidedOn,
      };
    },
    CT_BANKRUPT: ({ decidedOn }) => {
      const number = caseNumber("破", decidedOn);
      return {
        facts: { rulingNumber: number, kind: random.pick(["重整", "和解"]), approvedOn: decidedOn },
        documentNo: number,
        decidingAuthority: court,
        legalBasis: ["国办发〔2025〕22号"],
        openness: "PUBLIC",
        publishFrom: decidedOn,
      };
    },
  };
}
