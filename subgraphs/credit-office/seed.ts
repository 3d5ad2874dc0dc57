import { addMonths } from "../../kernel/shanghai-day.js";
import { incidentsAt, writeIncidents, type Blemish, type Describe } from "../kit/sample-incidents.js";
import type { RandomSource } from "../kit/sample-random.js";
import { createRecorder, type SampleSubject, type SeedRecords } from "../kit/sample.js";
import type { IndexedSubject } from "./subjects/subject-index.js";

/** Sample records of 信用办: commitments, evaluations, honours, and its own lists. */
export const seedRecords: SeedRecords = (subject, random, anchorDay) => {
  const recorder = createRecorder({ subject, department: "credit-office", random, anchorDay });
  const incidents = incidentsAt("credit-office", subject, random, blemishes);
  writeIncidents(recorder, incidents, () => descriptionsFor(subject, random));
  return [...recorder.records];
};

/** A sample subject as the subject index keeps it. */
export function toIndexedSubject(subject: SampleSubject): IndexedSubject {
  const { subjectId, formerSubjectIds, kind, identifier, names, status } = subject;
  return { subjectId, formerSubjectIds, kind, identifier, names, status };
}

const blemishes: readonly Blemish[] = [
  { recordType: "COMMITMENT", probability: 0.12, maxDaysAgo: 700 },
  { recordType: "CREDIT_EVALUATION", probability: 0.08, maxDaysAgo: 700 },
  { recordType: "HONOUR", probability: 0.015, maxDaysAgo: 900 },
  { recordType: "BREACH", probability: 0.003, maxDaysAgo: 1300, ended: [0.4, "REPAIRED"] },
  {
    recordType: "FUND_DISHONESTY",
    probability: 0.001,
    kinds: ["ENTERPRISE"],
    maxDaysAgo: 1300,
    ended: [0.3, "REPAIRED"],
  },
];

function descriptionsFor(subject: SampleSubject, random: RandomSource): Record<string, Describe> {
  const place = `${subject.region.city}${subject.region.county}`;
  const office = `${place}社会信用体系建设领导小组办公室`;
  return {
    PROCUREMENT_LIST: ({ decidedOn, facts }) => {
      const banUntil = addMonths(decidedOn, random.pick([12, 24, 36]));
      return {
        facts: { banUntil, reason: "提供虚假材料谋取中标" },
        documentNo: `${subject.region.county.slice(0, -1)}财采罚〔${decidedOn.slice(0, 4)}〕${random.int(1, 60)}号`,
        decidingAuthority: `${place}财政局`,
        legalBasis: ["《政府采购法》第七十七条"],
        severity: "SERIOUS",
        openness: "PUBLIC",
        publishFrom: decidedOn,
        validTo: typeof facts?.["banUntil"] === "string" ? facts["banUntil"] : banUntil,
      };
    },
    FUND_DISHONESTY: ({ decidedOn }) => ({
      facts: { reason: "虚报项目骗取财政专项资金" },
      documentNo: `${subject.region.county.slice(0, -1)}财监〔${decidedOn.slice(0, 4)}〕${random.int(1, 60)}号`,
      decidingAuthority: `${place}财政局`,
      legalBasis: ["苏财规〔2017〕10号"],
      severity: "SERIOUS",
      openness: "SHARED",
    }),
    HONOUR: ({ decidedOn }) => ({
      facts: { award: "诚信示范单位", year: Number(decidedOn.slice(0, 4)) },
      decidingAuthority: office,
      legalBasis: ["地方规定，待核"],
      openness: "PUBLIC",
    }),
    COMMITMENT: ({ decidedOn }) => ({
      facts: { template: random.pick(commitmentTemplates), signedOn: decidedOn },
      decidingAuthority: office,
      legalBasis: ["国办发〔2020〕42号，待核"],
      openness: "PUBLIC",
    }),
    BREACH: ({ decidedOn }) => ({
      facts: { template: random.pick(commitmentTemplates), breachedOn: decidedOn },
      decidingAuthority: office,
      legalBasis: ["地方规定，待核"],
      openness: "SHARED",
      severity: "GENERAL",
    }),
    CREDIT_EVALUATION: ({ decidedOn }) => ({
      facts: { grade: random.pick(["A", "A", "B", "B", "B", "C"]), year: Number(decidedOn.slice(0, 4)) - 1 },
      decidingAuthority: office,
      legalBasis: ["地方规定，待核"],
      openness: "SHARED",
    }),
  };
}

const commitmentTemplates = [
  "告知承诺制证明事项承诺书",
  "容缺受理承诺书",
  "政府采购供应商信用承诺书",
  "信用修复承诺书",
];
