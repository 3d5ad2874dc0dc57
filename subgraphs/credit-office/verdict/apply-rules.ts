import type { FactRecord } from "../../../kernel/record.js";
import type { Answer } from "./answers.js";
import type { Finding } from "./finding.js";
import { findInRecord, findMismatch } from "./hit.js";
import { judgeRule, obstacleOf, type Judging } from "./judge-rule.js";
import { bearsOtherName } from "./name-check.js";
import { observationRule } from "./observe.js";
import type { Plan } from "./plan.js";
import type { Restructuring } from "./restructuring.js";
import type { Rule } from "./rule.js";
import type { Decision, Incentive, SubjectUnderCheck } from "./verdict.js";

/** What the records of all sources lead to. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly incentives: readonly Incentive[];
  /** Strongest weight that stands without a hit, because no row for it is in force; PASS as a rule. */
  readonly silent: Decision;
}

/** Applies the rules of a matter to every record that counts: in force or annotated; the other statuses never do. */
export function applyRules(
  answers: readonly Answer[],
  subject: SubjectUnderCheck,
  plan: Plan,
  restructuring: Restructuring,
): Outcome {
  const findings: Finding[] = [];
  const incentives: Incentive[] = [];
  let silent: Decision = "PASS";
  const judging = { subjectId: subject.subjectId, day: plan.day, suspended: restructuring.suspended };
  const addMismatch = (record: FactRecord): void => {
    const rule = observationRule(plan, "NAME_MISMATCH");
    if (rule) findings.push(findMismatch(rule, record));
    else silent = "MANUAL";
  };

  restructuring.mismatched.forEach(addMismatch);
  for (const answer of answers) {
    if (answer.state !== "ANSWERED") continue;
    const rulesByType = plan.rules.get(answer.source);
    for (const record of answer.records) {
      const rules = rulesFor(record, rulesByType?.get(record.recordType) ?? [], subject, plan, judging);
      if (rules.length === 0) continue;
      if (bearsOtherName(record, subject)) {
        addMismatch(record);
        continue;
      }
      for (const rule of rules) {
        const finding = findInRecord(rule, record);
        if (finding) findings.push(withUnknown(finding, restructuring));
        else incentives.push(toIncentive(rule, record));
      }
    }
  }
  return { findings, incentives, silent };
}

function rulesFor(
  record: FactRecord,
  candidates: readonly Rule[],
  subject: SubjectUnderCheck,
  plan: Plan,
  judging: Judging,
): Rule[] {
  if (candidates.length === 0 || obstacleOf(record, subject, plan)) return [];
  return candidates.flatMap((candidate) => {
    const judged = judgeRule(candidate, record, judging);
    return typeof judged === "string" ? [] : [judged];
  });
}

/** A HOLD stands without the source that could suspend it; the officer is told (domain.md §4). */
function withUnknown(finding: Finding, { unknown }: Restructuring): Finding {
  const text = finding.hit.measure === "HOLD" ? unknown.get(finding.hit.recordType) : undefined;
  if (text === undefined) return finding;
  return { ...finding, hit: { ...finding.hit, measureText: `${finding.hit.measureText}；${text}` } };
}

function toIncentive({ row, legalBasis }: Rule, { department, recordType }: FactRecord): Incentive {
  return { department, recordType, measureText: row.measureText, legalBasis };
}
