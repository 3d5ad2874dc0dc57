import type { Day, FactRecord } from "../../../kernel/record.js";
import type { Plan } from "./plan.js";
import { ruleForRecord, type Rule } from "./rule.js";
import type { SubjectUnderCheck } from "./verdict.js";

/** Why no rule at all may look at a record: its status does not count, or it does not name the person on that day. */
export type RecordObstacle = "STATUS" | "NOT_NAMED";

/** Why one rule leaves a record alone that others may look at. */
export type RuleObstacle = "NO_ROW_OF_ITS_DAY" | "CONDITION" | "OTHERS_RECORD" | "DISPUTED" | "SUSPENDED";

/** Whether a record counts for a subject: in force or annotated, and about it or naming it for a time that includes the day. */
export function obstacleOf(
  record: FactRecord,
  { subjectId }: SubjectUnderCheck,
  { day }: Plan,
): RecordObstacle | undefined {
  if (record.status !== "IN_FORCE" && record.status !== "ANNOTATED") return "STATUS";
  if (record.subjectId === subjectId) return undefined;
  const isNamed = record.namedPersons.some(
    (person) =>
      person.subjectId === subjectId &&
      (person.from === undefined || person.from <= day) &&
      (person.to === undefined || day <= person.to),
  );
  return isNamed ? undefined : "NOT_NAMED";
}

/** On what a judgement depends beside the rule and the record. */
export interface Judging {
  readonly subjectId: string;
  readonly day: Day;
  /** Types of records whose measures are suspended. */
  readonly suspended: ReadonlySet<string>;
}

/** The rule that applies to a record that counts, the candidate or the one that governs in its place; or why none does. */
export function judgeRule(candidate: Rule, record: FactRecord, judging: Judging): Rule | RuleObstacle {
  const rule = ruleForRecord(candidate, record);
  if (!rule) return "NO_ROW_OF_ITS_DAY";
  if (!rule.holds(record, judging.day)) return "CONDITION";
  if (record.subjectId !== judging.subjectId && !rule.row.namedPersons) return "OTHERS_RECORD";
  // An incentive is granted on an undisputed record only; a suspended list takes no measure.
  if (rule.measure === "INCENTIVE") return record.status === "IN_FORCE" ? rule : "DISPUTED";
  return judging.suspended.has(record.recordType) ? "SUSPENDED" : rule;
}
