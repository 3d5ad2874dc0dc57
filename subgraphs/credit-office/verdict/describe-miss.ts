import { sources, type SourceName } from "../../../schema/departments.js";
import { canonicalJson } from "../catalogue/canonical-json.js";
import type { Condition } from "../catalogue/catalogue.js";
import type { Miss, Reservation } from "./row-trace.js";

/** Why a row did not apply, in Chinese; the record is named by its id. */
export function describeMiss(miss: Miss): string {
  switch (miss.why) {
    case "NOT_FOR_KIND":
      return miss.kind === "PERSON" ? "本行不适用于自然人" : "本行不适用于组织";
    case "NOT_IN_FORCE":
      return `当日不在施行期内（${miss.from} 起${miss.to === null ? "" : `，至 ${miss.to}`}）`;
    case "NOT_NEEDED":
      return `该事项不查询${zhOf(miss.department)}`;
    case "UNAVAILABLE":
      return `${zhOf(miss.department)}未答复（${miss.reason}），不等于没有记录`;
    case "NO_RECORD":
      return "没有这类记录";
    case "NOT_OBSERVED":
      return "核查中没有出现该情形";
    case "STATUS":
      return `记录 ${miss.recordId} 不再计入（${statusZh[miss.status]}）`;
    case "NO_ROW_OF_ITS_DAY":
      return `记录 ${miss.recordId} 于 ${miss.decidedOn} 作出，在本行施行以前，且本行不溯及`;
    case "GOVERNED_BY":
      return `记录 ${miss.recordId} 适用作出之日的行 ${miss.ruleId}`;
    case "CONDITION":
      return `记录 ${miss.recordId} 不符合条件：${describeCondition(miss.condition)}，记录中为 ${written(miss.found)}`;
    case "NOT_NAMED":
      return `记录 ${miss.recordId} 属于他人，当日没有点名本人`;
    case "OTHERS_RECORD":
      return `记录 ${miss.recordId} 属于他人，本行不及于被点名的自然人`;
    case "DISPUTED":
      return `记录 ${miss.recordId} 有未决异议，不给予激励`;
    case "SUSPENDED":
      return `记录 ${miss.recordId} 的措施因破产重整、和解中止`;
    case "OTHER_NAME":
      return `记录 ${miss.recordId} 的名称与登记名称不符，待人工核实`;
  }
}

/** Why a row did less than it intends, in Chinese. */
export function describeReservation(reservation: Reservation): string {
  switch (reservation) {
    case "UNVERIFIED":
      return "依据待核，仅提示";
    case "MINOR":
      return "轻微失信，仅提示";
    case "DISPUTED":
      return "有未决异议，转人工核实";
    case "SUSPENSION_UNKNOWN":
      return "是否中止尚不清楚，请核实";
  }
}

/** Statuses of records, in Chinese. */
export const statusZh = {
  IN_FORCE: "有效",
  ANNOTATED: "有异议",
  SUSPENDED: "停止执行",
  REPAIRED: "已修复",
  EXPIRED: "已到期",
  REVOKED: "已撤销",
  CORRECTED: "已更正",
  REMOVED: "已移出",
} as const;

function describeCondition(condition: Condition): string {
  if ("decidedWithinYears" in condition) return `作出未满 ${condition.decidedWithinYears} 年`;
  const { field } = condition;
  if ("in" in condition) return `${field} 为 ${condition.in.join("、")} 之一`;
  if ("equals" in condition) return `${field} 为 ${String(condition.equals)}`;
  if ("atLeast" in condition) return `${field} 不低于 ${condition.atLeast} 元`;
  return `${field} 的日期未过`;
}

function written(found: unknown): string {
  if (found === null) return "（未写）";
  return typeof found === "string" ? found : canonicalJson(found);
}

function zhOf(name: SourceName): string {
  return sources.find((source) => source.name === name)?.zh ?? name;
}
