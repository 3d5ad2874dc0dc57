import { departmentFactsSchema, type DepartmentFacts } from "../../../kernel/facts.js";
import { departments, factsFieldOf } from "../../../schema/departments.js";
import type { OfficeStore } from "../office-context.js";
import { decide } from "../verdict/decide.js";
import { decideGroups } from "../verdict/group-decision.js";
import type { QueryWindow } from "../verdict/observe.js";
import { strongest, type Decision, type FactsBySource, type Verdict } from "../verdict/verdict.js";
import type { CheckedSubject, DecidedCheck, OpenedCheck } from "./check-record.js";

/** A subject as federation brings it back: the facts fields that the verdict requires, null where nobody answered. */
export type SubjectWithFacts = Readonly<Record<string, unknown>>;

/**
 * Decides an opened check from what the departments said. Facts are matched by the subject id inside them: a department
 * that answers about somebody else has not answered.
 */
export async function decideCheck(
  check: OpenedCheck,
  gathered: readonly SubjectWithFacts[],
  store: OfficeStore,
  now: Date,
): Promise<DecidedCheck> {
  const verdicts = await Promise.all(
    check.subjects.map((subject, index) => decideSubject(check, subject, gathered[index] ?? {}, store)),
  );
  const byLine = new Map(
    check.lines.map((_, line) => [line, { decision: lineDecision(check, verdicts, line) }] as const),
  );
  const groups = decideGroups(
    check.groups.map(({ name, lines }) => ({ name, members: lines })),
    byLine,
  );
  return {
    receipt: check.receipt,
    decision: strongest([...byLine.values()].map(({ decision }) => decision)),
    verdicts,
    groups: groups.map(({ name, decision }) => ({ name, decision })),
    decidedAt: now,
  };
}

/** The decision for one line; a line with a problem goes to a person. */
function lineDecision(check: OpenedCheck, verdicts: readonly Verdict[], line: number): Decision {
  const position = check.lines[line]?.subject;
  return position === null || position === undefined
    ? "MANUAL"
    : (verdicts[position]?.decision ?? "INCOMPLETE");
}

async function decideSubject(
  check: OpenedCheck,
  subject: CheckedSubject,
  gathered: SubjectWithFacts,
  store: OfficeStore,
): Promise<Verdict> {
  const asOf = new Date(check.asOf);
  const facts = Object.fromEntries(
    departments.map(({ name }) => [name, parseFacts(gathered[factsFieldOf(name)], subject.subjectId)]),
  );
  facts["credit-office"] = await store.records.factsOf(subject.subjectId, asOf);
  return decide({
    subject,
    facts: facts as FactsBySource,
    matter: check.matter,
    catalogue: store.catalogue,
    asOf,
    queryWindow: windowOf(check),
  });
}

function windowOf({ window }: OpenedCheck): QueryWindow | undefined {
  return window ? { from: new Date(window.from), to: new Date(window.to) } : undefined;
}

/** What a department sent, if it can be trusted to be facts; null is a department that did not answer. */
function parseFacts(value: unknown, subjectId: string): DepartmentFacts | null {
  if (value === null || value === undefined) return null;
  const parsed = departmentFactsSchema.safeParse(value);
  return parsed.success ? parsed.data : { state: "UNAVAILABLE", subjectId, reason: "INVALID_ANSWER" };
}
