import { codeOf, sources } from "../../../schema/departments.js";
import type { Subject } from "../subjects/subject.js";
import type { SourceLine, Verdict } from "../verdict/verdict.js";
import type { CheckLine, DecidedCheck, OpenedCheck } from "./check-record.js";
import type { CheckResult, GroupResult, Hit, Incentive, Source } from "./types.js";

/** The results of a decided check, a line each, in the order in which they were written. */
export function presentResults(check: OpenedCheck, decided: DecidedCheck): CheckResult[] {
  return check.lines.map((line) => {
    const position = line.subject;
    const verdict = position === null ? undefined : decided.verdicts[position];
    if (position === null || !verdict) return presentProblem(line);
    return {
      identifier: line.display,
      problem: null,
      subject: presentSubject(check, position),
      decision: verdict.decision,
      provisional: verdict.provisional,
      hits: verdict.hits.map(presentHit),
      incentives: verdict.incentives.map(presentIncentive),
      sources: verdict.sources.map(presentSource),
    };
  });
}

export function presentGroups(check: OpenedCheck, decided: DecidedCheck): GroupResult[] {
  return check.groups.map(({ name, lines }, index) => ({
    name,
    decision: decided.groups[index]?.decision ?? "INCOMPLETE",
    members: lines.map((line) => check.lines[line]?.display ?? ""),
  }));
}

export function presentSubject(check: OpenedCheck, position: number): Subject | null {
  const subject = check.subjects[position];
  if (!subject) return null;
  return { id: subject.subjectId, view: check.view, identifier: subject.identifier, name: subject.name };
}

/** A line that nobody was asked about goes to a person; no source is clear. */
function presentProblem(line: CheckLine): CheckResult {
  return {
    identifier: line.display,
    problem: line.problem,
    subject: null,
    decision: "MANUAL",
    provisional: null,
    hits: [],
    incentives: [],
    sources: sources.map(({ code }) => ({
      department: code,
      answer: "NOT_NEEDED",
      dataAsOf: null,
      reason: null,
    })),
  };
}

function presentHit(hit: Verdict["hits"][number]): Hit {
  return { ...hit, department: codeOf(hit.department), effects: [...hit.effects] };
}

function presentIncentive(incentive: Verdict["incentives"][number]): Incentive {
  return { ...incentive, department: codeOf(incentive.department) };
}

function presentSource(source: SourceLine): Source {
  return { ...source, department: codeOf(source.department) };
}
