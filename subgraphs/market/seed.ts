import { addYears } from "../../kernel/shanghai-day.js";
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
  type Recorder,
  type RecordStep,
  type SampleSubject,
  type SeedRecords,
} from "../kit/sample.js";

/** Sample records of 市场监管: the registration with its history, lists, honours, penalties. */
export const seedRecords: SeedRecords = (subject, random, anchorDay) => {
  if (subject.kind === "PERSON" || subject.kind === "ORGANISATION") return [];
  const recorder = createRecorder({ subject, department: "market", random, anchorDay });
  writeRegistration(recorder, subject, random);
  writeIncidents(recorder, incidentsAt("market", subject, random, blemishes), () =>
    descriptionsFor(subject, random),
  );
  return [...recorder.records];
};

const blemishes: readonly Blemish[] = [
  { recordType: "MSA_ABNORMAL", probability: 0.03, maxDaysAgo: 1500, ended: [0.6, "REMOVED"] },
  {
    recordType: "MSA_HONOUR",
    probability: 0.02,
    kinds: ["ENTERPRISE"],
    maxDaysAgo: 900,
    ended: [0.05, "REVOKED"],
  },
  { recordType: "PENALTY", probability: 0.012, maxDaysAgo: 1400, ended: [0.05, "REVOKED"] },
];

/** A change of the name or of the status is one more version of the one registration. */
function writeRegistration(recorder: Recorder, subject: SampleSubject, random: RandomSource): void {
  const { names, region, registeredDaysAgo } = subject;
  const [present, ...former] = names;
  const registeredOn = recorder.daysAgo(registeredDaysAgo);
  const first = former.at(-1) ?? present;
  // Names are listed from the newest; the subject bore them in the opposite order.
  const later = [...names].reverse().slice(1);
  const renamings = later.map((name, index): RecordStep => {
    const formerNames = names.slice(later.length - index);
    const on = recorder.daysAgo(Math.round(registeredDaysAgo * (1 - (index + 1) / (later.length + 2))));
    return { on, facts: { name, formerNames }, subjectName: name };
  });
  const status = subject.status ?? "存续";
  const ending: RecordStep[] = isActive(status)
    ? []
    : [
        {
          on: recorder.daysAgo(random.int(15, Math.max(15, Math.floor(registeredDaysAgo / 4)))),
          facts: { status },
        },
      ];
  recorder.write({
    recordType: "MSA_REGISTRATION",
    decidedOn: registeredOn,
    decidingAuthority: authorityOf(subject),
    subjectName: first,
    facts: {
      name: first,
      formerNames: [],
      status: isActive(status) ? status : "存续",
      legalRepresentative: subject.representative?.name ?? "",
      registeredOn,
      type: subject.kind === "ENTERPRISE" ? "有限责任公司" : "个体工商户",
      region: `${region.city}${region.county}`,
    },
    legalBasis: ["《市场主体登记管理条例》"],
    openness: "PUBLIC",
    steps: [...renamings, ...ending],
  });
}

function isActive(status: string): boolean {
  return status === "存续" || status === "在业";
}

function descriptionsFor(subject: SampleSubject, random: RandomSource): Record<string, Describe> {
  const decidingAuthority = authorityOf(subject);
  const mark = `${subject.region.county.slice(0, -1)}市监`;
  const numberOf = (kind: string, decidedOn: string): string =>
    `${mark}${kind}〔${decidedOn.slice(0, 4)}〕${random.int(1, 999)}号`;
  return {
    MSA_ABNORMAL: ({ decidedOn }) => ({
      facts: { reason: random.pick(["未年报", "未年报", "未公示", "虚假", "失联"]), listedOn: decidedOn },
      documentNo: numberOf("异列", decidedOn),
      decidingAuthority,
      legalBasis: ["《企业信息公示暂行条例》第十七条"],
      openness: "PUBLIC",
      publishFrom: decidedOn,
      whenRemoved: (removedOn) => ({ removedOn }),
    }),
    MSA_SERIOUS: ({ decidedOn }) => ({
      facts: {
        reason: random.pick(["生产销售不符合安全标准的食品", "提交虚假材料取得登记", "商业秘密侵权情节严重"]),
        listedOn: decidedOn,
      },
      documentNo: numberOf("严列", decidedOn),
      decidingAuthority,
      legalBasis: ["《市场监督管理严重违法失信名单管理办法》（国家市场监督管理总局令第44号）"],
      severity: "SERIOUS",
      openness: "PUBLIC",
      publishFrom: decidedOn,
      maxPublishUntil: addYears(decidedOn, 3),
      namedPersons: representativeOf(subject),
      whenRemoved: (removedOn) => ({ removedOn }),
    }),
    MSA_HONOUR: ({ decidedOn }) => ({
      facts: { award: "守合同重信用企业", year: Number(decidedOn.slice(0, 4)) },
      decidingAuthority,
      legalBasis: ["地方规定，待核"],
      openness: "PUBLIC",
      validTo: addYears(decidedOn, 3),
    }),
    PENALTY: describePenalty(random, {
      authority: decidingAuthority,
      mark: `${mark}罚`,
      kinds: ["警告", "罚款", "没收违法所得、罚款"],
      basis: "《产品质量法》第四十九条",
    }),
  };
}

function authorityOf({ region }: SampleSubject): string {
  return `${region.city}${region.county}市场监督管理局`;
}
