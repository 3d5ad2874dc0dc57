import type { Day } from "../../kernel/record.js";
import { addDays, addYears } from "../../kernel/shanghai-day.js";
import {
  describePenalty,
  incidentsAt,
  writeIncidents,
  type Blemish,
  type Describe,
} from "../kit/sample-incidents.js";
import type { RandomSource } from "../kit/sample-random.js";
import {
  createRecorder,
  representativeOf,
  yuanBetween,
  type Recorder,
  type SampleSubject,
  type SeedRecords,
} from "../kit/sample.js";

/** Sample records of 人社: social insurance, grades, wage arrears, violations. */
export const seedRecords: SeedRecords = (subject, random, anchorDay) => {
  if (subject.kind === "PERSON") return [];
  const recorder = createRecorder({ subject, department: "hrss", random, anchorDay });
  if (subject.kind !== "SELF_EMPLOYED" || random.chance(0.3)) writeSocialInsurance(recorder, subject, random);
  if (subject.kind === "ENTERPRISE") writeGrades(recorder, subject, random);
  writeIncidents(recorder, incidentsAt("hrss", subject, random, blemishes), () =>
    descriptionsFor(subject, random),
  );
  return [...recorder.records];
};

const blemishes: readonly Blemish[] = [
  { recordType: "HR_MAJOR", probability: 0.002, maxDaysAgo: 900 },
  { recordType: "PENALTY", probability: 0.005, maxDaysAgo: 1400, ended: [0.05, "REVOKED"] },
];

/** Paid up to the end of the month before the last collection, or of an earlier month. */
function writeSocialInsurance(recorder: Recorder, subject: SampleSubject, random: RandomSource): void {
  const owes = subject.grades.socialInsurance === "ARREARS" || (subject.ordinary && random.chance(0.01));
  const decidedOn = recorder.daysAgo(10);
  const paidUntil = lastDayBeforeMonthOf(recorder.daysAgo(owes ? random.int(100, 400) : 10));
  recorder.write({
    recordType: "HR_SOCIAL",
    decidedOn,
    decidingAuthority: authorityOf(subject),
    facts: {
      status: owes ? "ARREARS" : "NORMAL",
      paidUntil,
      arrears: owes ? yuanBetween(random, 3_000, 300_000) : "0.00",
    },
    legalBasis: ["《社会保险法》第六十条"],
    openness: "SHARED",
  });
}

function lastDayBeforeMonthOf(day: Day): Day {
  return addDays(`${day.slice(0, 8)}01`, -1);
}

/** The last two years for the enterprises that are graded at all; each is graded in June of the next. */
function writeGrades(recorder: Recorder, subject: SampleSubject, random: RandomSource): void {
  if (subject.ordinary && !random.chance(0.25)) return;
  const gradable = recorder.daysAgo(10);
  const thisYear = Number(gradable.slice(0, 4));
  const latestGradingYear = gradable >= `${thisYear}${gradingDay}` ? thisYear : thisYear - 1;
  const registeredOn = recorder.daysAgo(subject.registeredDaysAgo);
  const grade = subject.grades.labour ?? (subject.ordinary ? random.weighted(gradeWeights) : "B");
  for (const gradingYear of [latestGradingYear - 1, latestGradingYear]) {
    const year = gradingYear - 1;
    if (registeredOn >= `${year}-12-31`) continue;
    recorder.write({
      recordType: "HR_GRADE",
      decidedOn: `${gradingYear}${gradingDay}`,
      decidingAuthority: authorityOf(subject),
      facts: { year, grade },
      legalBasis: ["《企业劳动保障守法诚信等级评价办法》，待核"],
      openness: "PUBLIC",
    });
  }
}

const gradingDay = "-06-15";
const gradeWeights = [
  ["A", 35],
  ["B", 63],
  ["C", 2],
] as const;

function descriptionsFor(subject: SampleSubject, random: RandomSource): Record<string, Describe> {
  const decidingAuthority = authorityOf(subject);
  const mark = `${subject.region.county.slice(0, -1)}人社`;
  const numberOf = (kind: string, decidedOn: string): string =>
    `${mark}${kind}〔${decidedOn.slice(0, 4)}〕${random.int(1, 199)}号`;
  return {
    HR_WAGE_LIST: ({ decidedOn }) => ({
      facts: {
        amount: yuanBetween(random, 200_000, 5_000_000),
        workers: random.int(10, 180),
        orderedBy: decidingAuthority,
        listedOn: decidedOn,
      },
      documentNo: numberOf("监列", decidedOn),
      decidingAuthority,
      legalBasis: [
        "《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》（人社部令第45号）",
        "《保障农民工工资支付条例》第四十八条",
      ],
      severity: "SERIOUS",
      openness: "PUBLIC",
      publishFrom: decidedOn,
      maxPublishUntil: addYears(decidedOn, 3),
      namedPersons: representativeOf(subject),
    }),
    HR_MAJOR: ({ decidedOn }) => ({
      facts: {
        kind: random.pick([
          "克扣、无故拖欠劳动报酬，数额较大",
          "不依法参加社会保险，情节严重",
          "违反工作时间规定，情节严重",
        ]),
        facts: "经劳动保障监察查实，责令限期改正后未按期改正。",
        handling: "责令改正，罚款",
        publishedOn: decidedOn,
      },
      documentNo: numberOf("监公", decidedOn),
      decidingAuthority,
      legalBasis: ["《重大劳动保障违法行为社会公布办法》（人社部令第29号）"],
      severity: "SERIOUS",
      openness: "PUBLIC",
      publishFrom: decidedOn,
    }),
    PENALTY: describePenalty(random, {
      authority: decidingAuthority,
      mark: `${mark}罚`,
      kinds: ["警告", "罚款"],
      basis: "《劳动保障监察条例》第三十条",
    }),
  };
}

function authorityOf({ region }: SampleSubject): string {
  return `${region.city}${region.county}人力资源和社会保障局`;
}
