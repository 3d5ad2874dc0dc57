import type { Day } from "../../kernel/record.js";
import { addYears } from "../../kernel/shanghai-day.js";
import {
  describePenalty,
  incidentsAt,
  writeIncidents,
  type Blemish,
  type Describe,
} from "../kit/sample-incidents.js";
import type { RandomSource } from "../kit/sample-random.js";
import { createRecorder, type Recorder, type SampleSubject, type SeedRecords } from "../kit/sample.js";
import { colourOfScore } from "./environment-colour.js";

/** Sample records of 生态环境: the live rating, permits and penalties of industrial enterprises. */
export const seedRecords: SeedRecords = (subject, random, anchorDay) => {
  if (subject.kind !== "ENTERPRISE" || subject.sector !== "INDUSTRY") return [];
  const recorder = createRecorder({ subject, department: "ecology", random, anchorDay });
  writeRating(recorder, subject, random);
  if (!subject.ordinary || random.chance(0.6)) writePermit(recorder, subject, random);
  writeIncidents(recorder, incidentsAt("ecology", subject, random, blemishes), () =>
    descriptionsFor(subject, random),
  );
  return [...recorder.records];
};

const blemishes: readonly Blemish[] = [
  { recordType: "PENALTY", probability: 0.02, maxDaysAgo: 1400, ended: [0.05, "REVOKED"] },
];

/** Everybody starts with 9 points; a rating that changed since is a later version of the same record. */
function writeRating(recorder: Recorder, subject: SampleSubject, random: RandomSource): void {
  const score = subject.grades.ecology ?? (subject.ordinary ? random.weighted(scoreWeights) : startScore);
  const startedDaysAgo = Math.min(800, subject.registeredDaysAgo - 10);
  const ratedOn = recorder.daysAgo(random.int(20, Math.min(340, Math.floor(startedDaysAgo / 2))));
  const startedOn = recorder.daysAgo(startedDaysAgo);
  const items = itemsFor(score, subject, ratedOn);
  recorder.write({
    recordType: "ENV_GRADE",
    decidedOn: startedOn,
    decidingAuthority: authorityOf(subject),
    facts: { colour: colourOfScore(startScore), score: startScore, ratedOn: startedOn, items: [] },
    legalBasis: ["《江苏省企业环保信用评价办法》（2020）"],
    openness: "PUBLIC",
    steps:
      score === startScore
        ? []
        : [
            {
              on: ratedOn,
              decidedOn: ratedOn,
              facts: { colour: colourOfScore(score), score, ratedOn, items },
            },
          ],
  });
}

const startScore = 9;
const scoreWeights = [
  [12, 6],
  [11, 10],
  [9, 72],
  [7, 8],
  [4, 3],
  [2, 0.7],
  [-1, 0.3],
] as const;

/** Items whose points lead from 9 to the score. */
function itemsFor(score: number, { reference }: SampleSubject, ratedOn: Day) {
  const difference = score - startScore;
  const parts = difference < -6 ? [-6, difference + 6] : [difference];
  return parts.map((points, index) => ({
    recordId: `ECOLOGY-${reference}-ITEM-${index + 1}`,
    description: points > 0 ? "通过强制性清洁生产审核，主动减排" : (deductions[index] ?? ""),
    points,
    until: addYears(ratedOn, 1),
  }));
}

const deductions = ["超标排放水污染物", "未按排污许可证要求自行监测"];

function writePermit(recorder: Recorder, subject: SampleSubject, random: RandomSource): void {
  const latest = Math.min(1900, subject.registeredDaysAgo - 20);
  const decidedOn = recorder.daysAgo(subject.ordinary ? random.int(30, latest) : 400);
  const validTo = addYears(decidedOn, 5);
  recorder.write({
    recordType: "ENV_PERMIT",
    decidedOn,
    decidingAuthority: authorityOf(subject),
    facts: { number: `${subject.identifier}001P`, validTo, status: "有效" },
    legalBasis: ["《排污许可管理条例》"],
    openness: "PUBLIC",
    validTo,
  });
}

function descriptionsFor(subject: SampleSubject, random: RandomSource): Record<string, Describe> {
  const penalty = describePenalty(random, {
    authority: authorityOf(subject),
    mark: `${cityOf(subject)}环罚`,
    kinds: ["罚款", "责令停产整治、罚款"],
    basis: "《水污染防治法》第八十三条",
  });
  return { PENALTY: penalty };
}

function authorityOf(subject: SampleSubject): string {
  return `${cityOf(subject)}市${subject.region.county.slice(0, -1)}生态环境局`;
}

function cityOf({ region }: SampleSubject): string {
  return region.city.slice(0, -1);
}
