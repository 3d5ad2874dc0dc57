import type { SourceName } from "../../../schema/departments.js";

/** What a field of a record holds: free text, a number, a day, yuan, yes or no, or one of some words. */
export type FieldKind = "text" | "number" | "money" | "day" | "boolean" | readonly string[];

/** A type of record that rows may speak of. */
export interface RecordTypeLine {
  readonly zh: string;
  /** The sources that hold such records; a record of this type from any other source is never used. */
  readonly sources: readonly SourceName[];
  /** Particulars that conditions may ask for; a misspelt one would silently never apply. */
  readonly fields: Readonly<Record<string, FieldKind>>;
}

/** The records of domain.md §3, and what the check itself observes (the last three). */
export const recordTypes = new Map<string, RecordTypeLine>(
  Object.entries({
    TAX_CREDIT: line("纳税缴费信用级别", ["tax"], {
      year: "number",
      grade: ["A", "B", "M", "C", "D"],
      score: "number",
    }),
    TAX_SERIOUS: line("重大税收违法失信主体", ["tax"], { caseKind: "text", amount: "money" }),
    TAX_ARREARS: line("欠税", ["tax"], { taxKind: "text", balance: "money", noticeDate: "day" }),
    TAX_ABNORMAL: line("非正常户", ["tax"], { since: "day" }),
    MSA_REGISTRATION: line("登记信息", ["market"], {
      status: ["存续", "在业", "歇业", "吊销", "注销", "迁出"],
      registeredOn: "day",
      type: "text",
      region: "text",
    }),
    MSA_ABNORMAL: line("经营异常名录", ["market"], {
      reason: ["未年报", "未公示", "虚假", "失联"],
      listedOn: "day",
      removedOn: "day",
    }),
    MSA_SERIOUS: line("严重违法失信名单", ["market"], { reason: "text", listedOn: "day", removedOn: "day" }),
    MSA_HONOUR: line("守合同重信用等荣誉", ["market"], { award: "text", year: "number" }),
    HR_WAGE_LIST: line("拖欠农民工工资失信联合惩戒名单", ["hrss"], {
      amount: "money",
      workers: "number",
      listedOn: "day",
    }),
    HR_MAJOR: line("重大劳动保障违法", ["hrss"], { kind: "text", publishedOn: "day" }),
    HR_GRADE: line("劳动保障守法诚信等级", ["hrss"], { year: "number", grade: ["A", "B", "C"] }),
    HR_SOCIAL: line("社会保险缴费", ["hrss"], {
      status: ["NORMAL", "ARREARS"],
      paidUntil: "day",
      arrears: "money",
    }),
    ENV_GRADE: line("企业环保信用", ["ecology"], {
      colour: ["GREEN", "BLUE", "YELLOW", "RED", "BLACK"],
      score: "number",
      ratedOn: "day",
    }),
    ENV_PERMIT: line("排污许可", ["ecology"], { number: "text", validTo: "day", status: "text" }),
    CT_DISHONEST: line("失信被执行人", ["courts"], {
      performance: "text",
      cause: "number",
      publishedOn: "day",
    }),
    CT_CONSUMPTION: line("限制消费", ["courts"], { orderedOn: "day" }),
    CT_EXECUTED: line("被执行人", ["courts"], { amount: "money", filedOn: "day" }),
    CT_BANKRUPT: line("破产重整、和解", ["courts"], {
      kind: ["重整", "和解"],
      approvedOn: "day",
      doneOn: "day",
    }),
    PENALTY: line("行政处罚", ["tax", "market", "hrss", "ecology"], {
      kind: "text",
      amount: "money",
      simpleProcedure: "boolean",
    }),
    PROCUREMENT_LIST: line("政府采购严重违法失信行为记录名单", ["credit-office"], {
      banUntil: "day",
      reason: "text",
    }),
    FUND_DISHONESTY: line("财政资金失信", ["credit-office"], { reason: "text" }),
    HONOUR: line("荣誉", ["credit-office"], { award: "text", year: "number" }),
    COMMITMENT: line("信用承诺", ["credit-office"], { template: "text", signedOn: "day" }),
    BREACH: line("违诺", ["credit-office"], { template: "text", breachedOn: "day" }),
    CREDIT_EVALUATION: line("信用评价", ["credit-office"], { grade: "text", year: "number" }),
    NAME_MISMATCH: line("名称不符", ["credit-office"], {}),
    NOT_REGISTERED: line("本地未登记", ["credit-office"], {}),
    QUERY_WINDOW: line("查询时点不符", ["credit-office"], {}),
  }),
);

function line(
  zh: string,
  sources: readonly SourceName[],
  fields: Readonly<Record<string, FieldKind>>,
): RecordTypeLine {
  return { zh, sources, fields };
}
