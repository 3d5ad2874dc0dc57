import type { DepartmentFacts } from "../../kernel/facts.js";
import type { FactRecord } from "../../kernel/record.js";
import { sources, type SourceName } from "../../schema/departments.js";
import type { Catalogue, Row } from "../../subgraphs/credit-office/catalogue/catalogue.js";
import { recordTypes } from "../../subgraphs/credit-office/catalogue/record-types.js";
import { decide, type DecideInput } from "../../subgraphs/credit-office/verdict/decide.js";
import type {
  FactsBySource,
  SubjectUnderCheck,
  Verdict,
} from "../../subgraphs/credit-office/verdict/verdict.js";

/** The moment of every check in these tests unless it names another: noon in Shanghai. */
export const asOf = new Date("2026-11-21T12:00:00+08:00");

export const organisation: SubjectUnderCheck = {
  subjectId: "org:91320812MA9TEXT192",
  kind: "ORGANISATION",
  registered: true,
  names: ["云杉建设有限公司", "云杉工程有限公司"],
};

export const person: SubjectUnderCheck = {
  subjectId: "person:8f14e45f",
  kind: "PERSON",
  registered: true,
  names: ["林一苇"],
};

/** Particulars by which each record type is found by its rules. */
export const typicalFacts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  TAX_CREDIT: { year: 2025, grade: "D", score: 32, method: "年度指标得分" },
  TAX_SERIOUS: { caseKind: "偷税", amount: "1860000.00" },
  TAX_ARREARS: { taxKind: "增值税", balance: "12345.60", noticeDate: "2026-09-01" },
  TAX_ABNORMAL: { since: "2026-05-01" },
  MSA_REGISTRATION: { name: "云杉建设有限公司", formerNames: [], status: "吊销" },
  MSA_ABNORMAL: { reason: "未年报", listedOn: "2026-07-08" },
  MSA_SERIOUS: { reason: "提供虚假材料", listedOn: "2026-03-02" },
  MSA_HONOUR: { award: "守合同重信用", year: 2025 },
  HR_WAGE_LIST: { amount: "460000.00", workers: 23, orderedBy: "某区人社局", listedOn: "2026-02-03" },
  HR_MAJOR: {
    kind: "克扣、无故拖欠劳动报酬",
    facts: "数额较大",
    handling: "责令改正",
    publishedOn: "2026-04-05",
  },
  HR_GRADE: { year: 2025, grade: "C" },
  HR_SOCIAL: { status: "ARREARS", paidUntil: "2026-06-30", arrears: "8000.00" },
  ENV_GRADE: { colour: "RED", score: 2, ratedOn: "2026-06-05", items: [] },
  CT_DISHONEST: {
    caseNumber: "（2026）苏0000执1号",
    performance: "全部未履行",
    cause: 2,
    publishedOn: "2026-05-06",
  },
  CT_CONSUMPTION: { caseNumber: "（2026）苏0000执1号", court: "某区人民法院", orderedOn: "2026-05-06" },
  CT_EXECUTED: {
    caseNumber: "（2026）苏0000执1号",
    court: "某区人民法院",
    amount: "98000.00",
    filedOn: "2026-04-01",
  },
  CT_BANKRUPT: { rulingNumber: "（2026）苏0000破1号", kind: "重整", approvedOn: "2026-08-01" },
  PENALTY: { kind: "罚款", amount: "2500000.00", simpleProcedure: false },
  PROCUREMENT_LIST: { banUntil: "2027-11-20", reason: "提供虚假材料谋取中标" },
  FUND_DISHONESTY: { reason: "虚报冒领" },
  HONOUR: { award: "诚信示范企业", year: 2025 },
  BREACH: { template: "LICENCE-01", breachedOn: "2026-10-01" },
};

/** A record in force about the organisation; a test names only what matters. */
export function createRecord(recordType: string, given: Partial<FactRecord> = {}): FactRecord {
  const [source] = recordTypes.get(recordType)?.sources ?? [];
  return {
    recordId: `${recordType}-1`,
    recordType,
    department: source ?? "tax",
    subjectId: organisation.subjectId,
    subjectName: organisation.names[0] ?? "",
    namedPersons: [],
    documentNo: "某字〔2026〕1号",
    decidingAuthority: "某机关",
    decidedOn: "2026-05-06",
    severity: "GENERAL",
    openness: "PUBLIC",
    status: "IN_FORCE",
    facts: typicalFacts[recordType] ?? {},
    ...given,
  };
}

/** Six answers: each record by its own department, the others with nothing on file. */
export function createFacts(
  records: readonly FactRecord[] = [],
  given: Partial<FactsBySource> = {},
  subject: SubjectUnderCheck = organisation,
): FactsBySource {
  const answered = sources.map(({ name }): [SourceName, DepartmentFacts] => [
    name,
    {
      state: "ANSWERED",
      subjectId: subject.subjectId,
      dataAsOf: "2026-11-20T18:00:00.000Z",
      records: records.filter(({ department }) => department === name),
    },
  ]);
  return { ...(Object.fromEntries(answered) as Record<SourceName, DepartmentFacts>), ...given };
}

export function unavailable(subject: SubjectUnderCheck = organisation): DepartmentFacts {
  return { state: "UNAVAILABLE", subjectId: subject.subjectId, reason: "TIMEOUT" };
}

/** Decides about the organisation, or about whom the test names, with these records on file. */
export function decideOn(
  catalogue: Catalogue,
  matter: string,
  records: readonly FactRecord[],
  given: Partial<DecideInput> = {},
): Verdict {
  const subject = given.subject ?? organisation;
  return decide({ subject, matter, catalogue, asOf, facts: createFacts(records, {}, subject), ...given });
}

/** A catalogue with other rows; the version does not matter to a verdict. */
export function withRows(catalogue: Catalogue, change: (rows: readonly Row[]) => readonly Row[]): Catalogue {
  return { ...catalogue, rows: change(catalogue.rows) };
}
