import type { DepartmentFacts, UnavailableReason } from "../../../kernel/facts.js";
import type { FactRecord } from "../../../kernel/record.js";
import { sources, type SourceName } from "../../../schema/departments.js";
import type { Plan } from "./plan.js";
import type { FactsBySource, SubjectUnderCheck } from "./verdict.js";

/** What a source's answer is worth to a check. 未答复 ≠ 无记录: UNAVAILABLE is never read as CLEAR. */
export type Answer =
  | {
      readonly state: "ANSWERED";
      readonly source: SourceName;
      readonly dataAsOf: string;
      readonly records: readonly FactRecord[];
    }
  | { readonly state: "NOT_NEEDED"; readonly source: SourceName }
  | { readonly state: "UNAVAILABLE"; readonly source: SourceName; readonly reason: UnavailableReason };

/**
 * Judges the answers of all six sources, in the order in which they are shown. An answer about somebody else, from
 * somebody else, or with particulars that cannot be read is none; what the matter does not need is not looked at.
 */
export function judgeAnswers(facts: FactsBySource, subject: SubjectUnderCheck, plan: Plan): Answer[] {
  return sources.map(({ name }) =>
    plan.needed.has(name) ? judge(name, facts[name], subject, plan) : notNeeded(name),
  );
}

function judge(
  source: SourceName,
  facts: DepartmentFacts | null,
  subject: SubjectUnderCheck,
  plan: Plan,
): Answer {
  if (facts === null) return unavailable(source, "DOWN");
  if (facts.subjectId !== subject.subjectId) return unavailable(source, "INVALID_ANSWER");
  switch (facts.state) {
    case "UNAVAILABLE":
      return unavailable(source, facts.reason);
    case "NOT_NEEDED":
      // A source that believes it is not needed has not answered.
      return unavailable(source, "INVALID_ANSWER");
    case "ANSWERED":
      return facts.records.every((record) => isUsable(record, source, subject, plan))
        ? { state: "ANSWERED", source, dataAsOf: facts.dataAsOf, records: facts.records }
        : unavailable(source, "INVALID_ANSWER");
  }
}

function isUsable(record: FactRecord, source: SourceName, subject: SubjectUnderCheck, plan: Plan): boolean {
  if (record.department !== source || !concerns(record, subject)) return false;
  const rules = plan.rules.get(source)?.get(record.recordType) ?? [];
  const suspensions = plan.suspensions.filter(({ suspension }) =>
    suspension.recordTypes.includes(record.recordType),
  );
  return [...rules, ...suspensions].every((rule) => rule.isReadable(record));
}

/** Whether a record is about the subject, or names it; only natural persons are named. */
function concerns(record: FactRecord, { subjectId, kind }: SubjectUnderCheck): boolean {
  if (record.subjectId === subjectId) return true;
  return kind === "PERSON" && record.namedPersons.some((person) => person.subjectId === subjectId);
}

function notNeeded(source: SourceName): Answer {
  return { state: "NOT_NEEDED", source };
}

function unavailable(source: SourceName, reason: UnavailableReason): Answer {
  return { state: "UNAVAILABLE", source, reason };
}
