import { addDays } from "../../kernel/shanghai-day.js";
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

/** Sample records of 税务: yearly ratings, and now and then something worse. */
export const seedRecords: SeedRecords = (subject, random, anchorDay) => {
  const recorder = createRecorder({ subject, department: "tax", random, anchorDay });
  if (subject.kind === "ENTERPRISE") writeRatings(recorder, subject, random);
  writeIncidents(recorder, incidentsAt("tax", subject, random, blemishes), () =>
    descriptionsFor(subject, random),
  );
  return [...recorder.records];
};

const blemishes: readonly Blemish[] = [
  { recordType: "TAX_ARREARS", probability: 0.012, maxDaysAgo: 900, ended: [0.5, "REMOVED"] },
  { recordType: "TAX_ABNORMAL", probability: 0.006, maxDaysAgo: 900, ended: [0.5, "REMOVED"] },
  { recordType: "PENALTY", probability: 0.01, maxDaysAgo: 1400, ended: [0.1, "REVOKED"] },
];

/** The last three years; each is rated in April of the next. */
function writeRatings(recorder: Recorder, subject: SampleSubject, random: RandomSource): void {
  const ratable = recorder.daysAgo(10);
  const thisYear = Number(ratable.slice(0, 4));
  const latestRatingYear = ratable >= `${thisYear}${ratingDay}` ? thisYear : thisYear - 1;
  const present = subject.grades.tax ?? (subject.ordinary ? random.weighted(gradeWeights) : "B");
  const registeredYear = Number(recorder.daysAgo(subject.registeredDaysAgo).slice(0, 4));
  for (const yearsBack of [2, 1, 0]) {
    const year = latestRatingYear - yearsBack - 1;
    if (year < registeredYear) continue;
    const usual = yearsBack > 0 && subject.ordinary && random.chance(0.2) ? "B" : present;
    const grade: Grade = year === registeredYear && subject.grades.tax === undefined ? "M" : usual;
    const [lowest, highest] = scores[grade];
    const direct = grade === "M" || (grade === "D" && random.chance(0.5));
    recorder.write({
      recordType: "TAX_CREDIT",
      decidedOn: `${year + 1}${ratingDay}`,
      decidingAuthority: authorityOf(subject),
      facts: {
        year,
        grade,
        score: direct ? null : random.int(lowest, highest),
        method: direct ? "直接判级" : "年度指标得分",
      },
      legalBasis: ["国家税务总局公告2025年第12号"],
      openness: grade === "A" ? "PUBLIC" : "SHARED",
    });
  }
}

const ratingDay = "-04-20";
const gradeWeights = [
  ["A", 30],
  ["B", 60],
  ["C", 9],
  ["D", 1],
] as const;
type Grade = keyof typeof scores;
const scores = { A: [90, 100], B: [70, 89], M: [70, 89], C: [40, 69], D: [10, 39] } as const;

function descriptionsFor(subject: SampleSubject, random: RandomSource): Record<string, Describe> {
  const decidingAuthority = authorityOf(subject);
  const mark = `${subject.region.county.slice(0, -1)}税`;
  return {
    TAX_SERIOUS: ({ decidedOn }) => ({
      facts: { caseKind: random.pick(caseKinds), amount: yuanBetween(random, 1_000_000, 20_000_000) },
      documentNo: `${mark}稽罚〔${decidedOn.slice(0, 4)}〕${random.int(1, 99)}号`,
      decidingAuthority,
      legalBasis: ["《重大税收违法失信主体信息公布管理办法》（国家税务总局令第54号）"],
      severity: "SERIOUS",
      openness: "PUBLIC",
      publishFrom: addDays(decidedOn, 7),
      namedPersons: representativeOf(subject),
    }),
    TAX_ARREARS: ({ decidedOn }) => ({
      facts: {
        taxKind: random.pick(["增值税", "企业所得税", "城镇土地使用税", "房产税"]),
        balance: yuanBetween(random, 2_000, 800_000),
        noticeDate: decidedOn,
      },
      decidingAuthority,
      legalBasis: ["《税收征收管理法》第四十五条"],
      openness: "PUBLIC",
      whenRemoved: () => ({ balance: "0.00" }),
    }),
    TAX_ABNORMAL: ({ decidedOn }) => ({
      facts: { since: decidedOn },
      decidingAuthority,
      legalBasis: ["《税务登记管理办法》"],
      openness: "SHARED",
    }),
    PENALTY: describePenalty(random, {
      authority: decidingAuthority,
      mark: `${mark}罚`,
      kinds: ["罚款", "没收违法所得"],
      basis: "《税收征收管理法》第六十二条",
    }),
  };
}

function authorityOf({ region }: SampleSubject): string {
  return `国家税务总局${region.city}${region.county}税务局`;
}

const caseKinds = [
  "逃避缴纳税款",
  "逃避追缴欠税",
  "骗取出口退税",
  "虚开增值税专用发票",
  "虚开普通发票",
  "走逃（失联）",
];
