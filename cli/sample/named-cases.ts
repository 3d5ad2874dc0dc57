import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import type { Decision } from "../../subgraphs/credit-office/verdict/verdict.js";
import type { SampleSubject } from "../../subgraphs/kit/sample.js";
import { fixedOrganisation, fixedPerson } from "./fixed-subject.js";

/** A case that the README walks through, and what a check of it answers on the day of loading. */
export interface NamedCase {
  readonly name: CaseName;
  readonly title: string;
  readonly identifiers: readonly string[];
  /** Ids of the same subjects, in the same order. */
  readonly subjectIds: readonly string[];
  readonly groups?: readonly { readonly name: string; readonly members: readonly string[] }[];
  readonly matter: string;
  readonly role:
    "clerk" | "procurement" | "officer" | "auditor" | "subject" | "steward" | "developer" | "system";
  readonly caseNumber: string;
  readonly expected: Decision;
}

export type CaseName = (typeof cases)[number]["name"];

/** The twelve cases. Codes and names never change; case numbers carry the year of the anchor. */
export function namedCases(anchor: Date, personKey: Buffer): NamedCase[] {
  const subjects = subjectsByKey(personKey);
  const year = shanghaiDayOf(anchor).slice(0, 4);
  return cases.map((line, index): NamedCase => {
    const { name, title, expected } = line;
    const isRecruitment = name === "person-recruitment";
    const keys: readonly SubjectKey[] = "subjects" in line ? line.subjects : [name];
    const checked = keys.map((key) => subjects[key]);
    const identifiers = checked.map(({ identifier }) => identifier);
    return {
      name,
      title,
      identifiers,
      subjectIds: checked.map(({ subjectId }) => subjectId),
      ...("group" in line && { groups: [{ name: line.group, members: identifiers.slice(0, 2) }] }),
      matter: isRecruitment ? "RECRUITMENT" : "PROCUREMENT_BID",
      role: isRecruitment ? "officer" : "procurement",
      caseNumber: `${isRecruitment ? "LY" : "CG"}-${year}-${String(index + 1).padStart(4, "0")}`,
      expected,
    };
  });
}

/** The subjects of the twelve cases. */
export function namedSubjects(personKey: Buffer): SampleSubject[] {
  return Object.values(subjectsByKey(personKey));
}

const cases = [
  { name: "clean", title: "六个来源均无不良信息", expected: "PASS" },
  { name: "dishonest-debtor", title: "失信被执行人", expected: "HOLD" },
  { name: "repaired-last-month", title: "重大税收违法，上月已完成信用修复", expected: "PASS" },
  { name: "namesake", title: "与失信被执行人同名，代码不同", expected: "PASS" },
  { name: "expired", title: "列入期限已满", expected: "PASS" },
  { name: "disputed", title: "唯一的拦截记录正在异议处理中", expected: "MANUAL" },
  { name: "wage-arrears", title: "拖欠农民工工资失信联合惩戒对象", expected: "RESTRICT" },
  { name: "black-ecology", title: "企业环保信用为黑色", expected: "PROMPT" },
  { name: "a-grade", title: "纳税A级、环保绿色、劳动保障A级、守合同重信用", expected: "PASS" },
  {
    name: "consortium-member",
    title: "联合体一方被列入名单，另有一家无不良信息的投标人",
    subjects: ["consortium-partner", "consortium-member", "clean"],
    group: "星槎联合体",
    expected: "HOLD",
  },
  { name: "person-recruitment", title: "公务员录用：报考人是失信被执行人", expected: "HOLD" },
  { name: "revoked-licence", title: "营业执照已被吊销", expected: "PROMPT" },
] as const satisfies readonly {
  readonly name: string;
  readonly title: string;
  readonly subjects?: readonly SubjectKey[];
  readonly group?: string;
  readonly expected: Decision;
}[];

type SubjectKey = keyof ReturnType<typeof subjectsByKey>;

/** Another enterprise in another county bears this name too. */
const sharedName = "宿迁沉舟逐浪建设工程有限公司";

function subjectsByKey(key: Buffer) {
  const organisation = fixedOrganisation;
  return {
    clean: organisation(1, "宿迁云鲸拾光信息技术有限公司", "宿城区", key),
    "dishonest-debtor": organisation(2, sharedName, "宿豫区", key, {
      sector: "CONSTRUCTION",
      incidents: [
        {
          department: "courts",
          recordType: "CT_DISHONEST",
          decidedDaysAgo: 200,
          facts: { performance: "全部未履行", cause: 3 },
        },
      ],
    }),
    "repaired-last-month": organisation(3, "淮安归雁织云新材料有限公司", "清江浦区", key, {
      sector: "INDUSTRY",
      incidents: [
        {
          department: "tax",
          recordType: "TAX_SERIOUS",
          decidedDaysAgo: 600,
          steps: [
            { event: "DUTY_FULFILLED", daysAgo: 240 },
            { event: "REPAIRED", daysAgo: 30 },
          ],
        },
      ],
    }),
    namesake: organisation(4, sharedName, "沭阳县", key, { sector: "CONSTRUCTION" }),
    expired: organisation(5, "淮安旧雨问泉商贸有限公司", "淮安区", key, {
      incidents: [{ department: "tax", recordType: "TAX_SERIOUS", decidedDaysAgo: 3 * 366 + 45 }],
    }),
    disputed: organisation(6, "泗阳辨月听雪纺织有限公司", "泗阳县", key, {
      sector: "INDUSTRY",
      incidents: [
        {
          department: "courts",
          recordType: "CT_DISHONEST",
          decidedDaysAgo: 120,
          facts: { performance: "部分履行", cause: 2 },
          steps: [{ event: "OBJECTION_ACCEPTED", daysAgo: 5 }],
        },
      ],
    }),
    "wage-arrears": organisation(7, "宿迁云阶耕烟建筑劳务有限公司", "宿城区", key, {
      sector: "CONSTRUCTION",
      incidents: [
        {
          department: "hrss",
          recordType: "HR_WAGE_LIST",
          decidedDaysAgo: 150,
          facts: { amount: "1286400.00", workers: 46 },
        },
      ],
    }),
    "black-ecology": organisation(8, "涟水墨鲸弄潮化工有限公司", "涟水县", key, {
      sector: "INDUSTRY",
      grades: { ecology: -1 },
    }),
    "a-grade": organisation(9, "宿迁青鸾衔光电子有限公司", "泗洪县", key, {
      sector: "INDUSTRY",
      grades: { tax: "A", labour: "A", ecology: 12 },
      incidents: [{ department: "market", recordType: "MSA_HONOUR", decidedDaysAgo: 300 }],
    }),
    "consortium-partner": organisation(10, "淮安云笺观鱼测绘有限公司", "洪泽区", key),
    "consortium-member": organisation(11, "淮安星槎填海市政工程有限公司", "金湖县", key, {
      sector: "CONSTRUCTION",
      incidents: [
        {
          department: "courts",
          recordType: "CT_DISHONEST",
          decidedDaysAgo: 90,
          facts: { performance: "全部未履行", cause: 5 },
        },
      ],
    }),
    "person-recruitment": fixedPerson(12, "沈拾月", "宿城区", key, [
      {
        department: "courts",
        recordType: "CT_DISHONEST",
        decidedDaysAgo: 160,
        facts: { performance: "全部未履行", cause: 2 },
      },
    ]),
    "revoked-licence": organisation(13, "盱眙烛龙扫叶商贸有限公司", "盱眙县", key, { status: "吊销" }),
  };
}
