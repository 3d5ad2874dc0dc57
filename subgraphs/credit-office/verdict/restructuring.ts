import type { FactRecord } from "../../../kernel/record.js";
import type { Answer } from "./answers.js";
import { bearsOtherName } from "./name-check.js";
import type { Plan, SuspensionRule } from "./plan.js";
import type { SubjectUnderCheck } from "./verdict.js";

/** What restructuring and conciliation rulings do to the other records (国办发〔2025〕22号). */
export interface Restructuring {
  /** Types of records whose measures are suspended. */
  readonly suspended: ReadonlySet<string>;
  /** Rulings under another name than the subject's: they suspend nothing until a person has looked. */
  readonly mismatched: readonly FactRecord[];
  /** What an officer must be told beside a HOLD on a record of some type, because nobody could say whether it is suspended. */
  readonly unknown: ReadonlyMap<string, string>;
}

export function readRestructuring(
  answers: readonly Answer[],
  subject: SubjectUnderCheck,
  plan: Plan,
): Restructuring {
  const suspended = new Set<string>();
  const mismatched: FactRecord[] = [];
  const unknown = new Map<string, string>();
  for (const rule of plan.suspensions) {
    for (const answer of answers) {
      if (!rule.sources.has(answer.source)) continue;
      if (answer.state === "UNAVAILABLE") {
        for (const type of rule.suspends) unknown.set(type, rule.suspension.unknownText);
      } else if (answer.state === "ANSWERED") {
        for (const record of rulingsAmong(answer.records, rule, subject, plan)) {
          if (bearsOtherName(record, subject)) mismatched.push(record);
          else for (const type of rule.suspends) suspended.add(type);
        }
      }
    }
  }
  return { suspended, mismatched, unknown };
}

/** Only a ruling on the subject itself, undisputed and in force, suspends. */
function rulingsAmong(
  records: readonly FactRecord[],
  rule: SuspensionRule,
  { subjectId }: SubjectUnderCheck,
  { day }: Plan,
): FactRecord[] {
  return records.filter(
    (record) =>
      rule.suspension.recordTypes.includes(record.recordType) &&
      record.status === "IN_FORCE" &&
      record.subjectId === subjectId &&
      rule.holds(record, day),
  );
}
