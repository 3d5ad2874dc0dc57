import { messageOf } from "../../kernel/error-table.js";
import type { DepartmentFacts } from "../../kernel/facts.js";
import type { SubjectKind } from "../../kernel/identifier.js";
import { describeFault, type Fault } from "../../kernel/read-by-schema.js";
import type { CreditRecord, RecordInView } from "../../kernel/record.js";
import { sources, type SourceName } from "../../schema/departments.js";
import type { Catalogue } from "../../subgraphs/credit-office/catalogue/catalogue.js";
import { terms as officeTerms } from "../../subgraphs/credit-office/rules.js";
import { refusalFor } from "../../subgraphs/credit-office/verdict/needs.js";
import { trace, type Trace } from "../../subgraphs/credit-office/verdict/trace.js";
import type { FactsBySource, SubjectUnderCheck } from "../../subgraphs/credit-office/verdict/verdict.js";
import { toFactRecord } from "../../subgraphs/kit/facts.js";
import { recordsInView } from "../../subgraphs/kit/records-in-view.js";
import { severityTerms, type TermRow } from "../../subgraphs/kit/terms.js";
import { allDepartments } from "../../subgraphs/registry.js";
import { readHypotheticalRecord, type HypotheticalRecord } from "./hypothetical-record.js";

/** What a verdict would be on records that nobody has made, and why. */
export interface Trial {
  readonly trace: Trace;
  /** The records as their dates, events and terms make them stand, in the order in which they were written. */
  readonly records: readonly TriedRecord[];
}

export interface TriedRecord {
  readonly record: CreditRecord;
  readonly filled: readonly string[];
  /** Null when its department would not show it for this subject at all, such as a grading of somebody else. */
  readonly view: RecordInView | null;
}

/**
 * Tries a verdict on hypothetical records. A record that no longer counts is shown to the trace too, which says so; a
 * department would not have sent it, and the verdict is the same. @throws Error in Chinese for an unknown matter, a kind
 * of subject that it is not for, or records with faults
 */
export function tryVerdict(parts: {
  readonly catalogue: Catalogue;
  readonly matter: string;
  readonly kind: SubjectKind;
  readonly written: readonly unknown[];
  readonly asOf: Date;
}): Trial {
  const { catalogue, matter, kind, asOf } = parts;
  const known = catalogue.matters.find(({ code }) => code === matter);
  if (!known) {
    const codes = catalogue.matters.map(({ code, name }) => `${code} ${name}`);
    throw new Error(`清单中没有事项 ${matter}，可用的：${codes.join("、")} (no such matter)`);
  }
  const refusal = refusalFor(known, kind);
  if (refusal) throw new Error(`${messageOf(refusal)}（${matter}）`);
  const subject = subjectOf(kind);
  const hypothetical = readRecords(parts.written, { subject, catalogue, asOf });
  const views = new Map(
    sources
      .flatMap(({ name }) => viewOf(name, hypothetical, asOf, subject.subjectId))
      .map((view) => [view.recordId, view]),
  );
  return {
    trace: trace({ subject, facts: factsOf([...views.values()], subject, asOf), matter, catalogue, asOf }),
    records: hypothetical.map((each) => ({ ...each, view: views.get(each.record.recordId) ?? null })),
  };
}

function subjectOf(kind: SubjectKind): SubjectUnderCheck {
  const name = kind === "PERSON" ? "假设自然人" : "假设企业";
  return { subjectId: "hypothetical", kind, registered: true, names: [name] };
}

function readRecords(
  written: readonly unknown[],
  hypothesis: Parameters<typeof readHypotheticalRecord>[2],
): HypotheticalRecord[] {
  const faults: Fault[] = [];
  const records = written.flatMap((each, place) => {
    const read = readHypotheticalRecord(each, place, hypothesis);
    if (read.ok) return [read.value];
    faults.push(...read.faults);
    return [];
  });
  if (faults.length > 0) throw new Error(`假设的记录有误：\n${faults.map(describeFault).join("\n")}`);
  return records;
}

function viewOf(
  source: SourceName,
  of: readonly HypotheticalRecord[],
  asOf: Date,
  subjectId: string,
): RecordInView[] {
  const own = of.map(({ record }) => record).filter(({ department }) => department === source);
  return recordsInView(own, asOf, termsOf(source), subjectId);
}

function termsOf(source: SourceName): readonly TermRow[] {
  const department = allDepartments.find(({ name }) => name === source);
  return department?.terms ?? [...officeTerms, ...severityTerms];
}

function factsOf(
  views: readonly RecordInView[],
  { subjectId }: SubjectUnderCheck,
  asOf: Date,
): FactsBySource {
  const answers = sources.map(({ name }): [SourceName, DepartmentFacts] => [
    name,
    {
      state: "ANSWERED",
      subjectId,
      dataAsOf: asOf.toISOString(),
      records: views.filter(({ department }) => department === name).map(toFactRecord),
    },
  ]);
  return Object.fromEntries(answers) as FactsBySource;
}
