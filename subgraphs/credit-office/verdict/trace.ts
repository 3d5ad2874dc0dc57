import { shanghaiDayOf } from "../../../kernel/shanghai-day.js";
import type { FactRecord } from "../../../kernel/record.js";
import type { Row } from "../catalogue/catalogue.js";
import { judgeAnswers } from "./answers.js";
import { compileConditions } from "./conditions.js";
import { decide, type DecideInput } from "./decide.js";
import { findInRecord, findMismatch } from "./hit.js";
import { judgeRule, obstacleOf } from "./judge-rule.js";
import { bearsOtherName } from "./name-check.js";
import { observationRule, observe } from "./observe.js";
import { planFor, type Plan } from "./plan.js";
import { readRestructuring, type Restructuring } from "./restructuring.js";
import { ruleForRecord, type Rule } from "./rule.js";
import { rowMisses } from "./row-misses.js";
import type { Application, Miss, RowTrace } from "./row-trace.js";
import { createNotes, type Notes } from "./trace-notes.js";
import type { SubjectUnderCheck, Verdict } from "./verdict.js";

/** A verdict, and of every row of the matter what it did, or why it did nothing. */
export interface Trace {
  readonly verdict: Verdict;
  /** In the order of the catalogue. */
  readonly rows: readonly RowTrace[];
}

/**
 * Traces a verdict rule by rule. Pure, and made of the same functions as `decide`: the rows that it calls applied are
 * exactly those behind the hits and incentives. @throws RangeError for an unknown matter.
 */
export function trace(input: DecideInput): Trace {
  const { subject, facts, matter, catalogue, asOf } = input;
  const plan = planFor(catalogue, matter, subject.kind, shanghaiDayOf(asOf));
  const answers = judgeAnswers(facts, subject, plan);
  const restructuring = readRestructuring(answers, subject, plan);
  const notes = createNotes();
  for (const record of restructuring.mismatched) traceMismatch(record, plan, notes);
  for (const answer of answers) {
    if (answer.state !== "ANSWERED") continue;
    for (const record of answer.records) {
      const candidates = plan.rules.get(answer.source)?.get(record.recordType) ?? [];
      traceRecord(record, candidates, { subject, plan, restructuring, notes });
    }
  }
  for (const { hit } of observe(subject, plan, input)) {
    const { department, recordType, recordId, measure } = hit;
    notes.apply(hit.ruleId, { department, recordType, recordId, measure, reservations: [] });
  }
  const own = catalogue.rows.filter((row) => row.matter === matter);
  return {
    verdict: decide(input),
    rows: own.map((row): RowTrace => {
      const applied = notes.appliedBy(row.id);
      const missed = notes.missedBy(row.id);
      return {
        row,
        applied,
        missed: [...missed, ...rowMisses(row, { applied, missed, answers, subject, plan })],
      };
    }),
  };
}

interface Tracing {
  readonly subject: SubjectUnderCheck;
  readonly plan: Plan;
  readonly restructuring: Restructuring;
  readonly notes: Notes;
}

function traceRecord(record: FactRecord, candidates: readonly Rule[], tracing: Tracing): void {
  const { subject, plan, restructuring, notes } = tracing;
  const { recordId } = record;
  const obstacle = obstacleOf(record, subject, plan);
  if (obstacle !== undefined) {
    for (const { row } of candidates) {
      if (obstacle === "STATUS") notes.miss(row.id, { why: obstacle, recordId, status: record.status });
      else notes.miss(row.id, { why: obstacle, recordId });
    }
    return;
  }
  const judging = { subjectId: subject.subjectId, day: plan.day, suspended: restructuring.suspended };
  const isOfOtherName = bearsOtherName(record, subject);
  for (const candidate of candidates) {
    const governing = ruleForRecord(candidate, record) ?? candidate;
    if (governing !== candidate) {
      notes.miss(candidate.row.id, { why: "GOVERNED_BY", recordId, ruleId: governing.row.id });
    }
    const judged = judgeRule(candidate, record, judging);
    if (judged === "NO_ROW_OF_ITS_DAY") {
      notes.miss(candidate.row.id, { why: judged, recordId, decidedOn: record.decidedOn });
    } else if (judged === "CONDITION") {
      for (const miss of conditionsMissed(governing.row, record, plan)) notes.miss(governing.row.id, miss);
    } else if (typeof judged === "string") {
      notes.miss(governing.row.id, { why: judged, recordId });
    } else if (isOfOtherName) {
      notes.miss(judged.row.id, { why: "OTHER_NAME", recordId });
      traceMismatch(record, plan, notes);
    } else {
      notes.apply(judged.row.id, applicationOf(judged, record, restructuring));
    }
  }
}

function traceMismatch(record: FactRecord, plan: Plan, notes: Notes): void {
  const rule = observationRule(plan, "NAME_MISMATCH");
  if (!rule) return;
  const { department, recordType, recordId, measure } = findMismatch(rule, record).hit;
  notes.apply(rule.row.id, { department, recordType, recordId, measure, reservations: [] });
}

/** What the rule did, and why it was less than the row intends. */
function applicationOf(rule: Rule, record: FactRecord, { unknown }: Restructuring): Application {
  const { department, recordType, recordId } = record;
  const hit = findInRecord(rule, record)?.hit;
  if (!hit) return { department, recordType, recordId, measure: "INCENTIVE", reservations: [] };
  const { measure } = hit;
  const isHold = measure === "HOLD";
  return {
    department,
    recordType,
    recordId,
    measure,
    reservations: [
      ...(rule.measure === rule.row.measure ? [] : (["UNVERIFIED"] as const)),
      ...(measure === rule.measure ? [] : (["MINOR"] as const)),
      ...(isHold && hit.disputed ? (["DISPUTED"] as const) : []),
      ...(isHold && unknown.has(recordType) ? (["SUSPENSION_UNKNOWN"] as const) : []),
    ],
  };
}

function conditionsMissed(row: Row, record: FactRecord, { day }: Plan): Miss[] {
  return row.when
    .filter((condition) => !compileConditions([condition]).holds(record, day))
    .map((condition): Miss => {
      const found = "field" in condition ? record.facts[condition.field] : record.decidedOn;
      return { why: "CONDITION", recordId: record.recordId, condition, found: found ?? null };
    });
}
