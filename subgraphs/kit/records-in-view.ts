import type { CreditRecord, RecordInView } from "../../kernel/record.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { statusOf } from "./status.js";
import { lastDayOf, statedRemovalOf, termOf, type TermRow } from "./terms.js";

/**
 * The records of one subject as they stood at an instant, newest decision first: of each record the version known then,
 * with the status that its dates and events give on that day. Records not yet valid, or not yet known, are left out; and
 * with `subjectId` also those that by then were about somebody else, and gradings that merely name the subject.
 */
export function recordsInView(
  versions: readonly CreditRecord[],
  asOf: Date,
  terms: readonly TermRow[],
  subjectId?: string,
): RecordInView[] {
  const today = shanghaiDayOf(asOf);
  const known = knownVersions(versions, asOf).filter((record) => record.validFrom <= today);
  const superseded = new Set(known.map((record) => record.supersedes));
  const viewed = known
    .filter((record) => subjectId === undefined || concerns(record, subjectId, terms))
    .map((record): RecordInView => {
      const row = termOf(record, terms);
      const lastDay = lastDayOf(record, row);
      const removal = statedRemovalOf(record, row);
      const events = removal ? [...record.events, removal] : record.events;
      const status = superseded.has(record.recordId)
        ? "CORRECTED"
        : statusOf({ ...record, events }, lastDay, today);
      return { ...record, status, ...(lastDay === undefined ? {} : { until: lastDay }) };
    });
  return expireReplaced(viewed.sort(newestFirst), terms);
}

/** A grading speaks of its own subject alone: whom it names cannot even see whether a later one replaced it. */
function concerns(record: CreditRecord, subjectId: string, terms: readonly TermRow[]): boolean {
  if (record.subjectId === subjectId) return true;
  if (termOf(record, terms)?.term.kind === "UNTIL_NEXT") return false;
  return record.namedPersons.some((person) => person.subjectId === subjectId);
}

/** Of each record the last version that was recorded at or before the instant. */
function knownVersions(versions: readonly CreditRecord[], asOf: Date): CreditRecord[] {
  const latest = new Map<string, CreditRecord>();
  for (const version of versions) {
    if (version.recordedFrom > asOf) continue;
    const other = latest.get(version.recordId);
    if (!other || other.recordedFrom < version.recordedFrom) latest.set(version.recordId, version);
  }
  return [...latest.values()];
}

/** "Next year's replaces it": of a series only the newest is in force, and its end does not bring an older one back. */
function expireReplaced(
  newestFirstRecords: readonly RecordInView[],
  terms: readonly TermRow[],
): RecordInView[] {
  const replaced = new Set<string>();
  return newestFirstRecords.map((record) => {
    if (termOf(record, terms)?.term.kind !== "UNTIL_NEXT" || isVoid(record)) return record;
    const series = `${record.recordType} ${record.subjectId}`;
    if (replaced.has(series)) return counts(record) ? { ...record, status: "EXPIRED" } : record;
    replaced.add(series);
    return record;
  });
}

/** As though it had never been made: it replaces nothing. */
function isVoid({ status }: RecordInView): boolean {
  return status === "REVOKED" || status === "CORRECTED";
}

function counts({ status }: RecordInView): boolean {
  return status === "IN_FORCE" || status === "ANNOTATED" || status === "SUSPENDED";
}

/** Of one day the one recorded last comes first. */
function newestFirst(a: CreditRecord, b: CreditRecord): number {
  if (a.decidedOn !== b.decidedOn) return a.decidedOn < b.decidedOn ? 1 : -1;
  if (a.recordedFrom.getTime() !== b.recordedFrom.getTime()) return a.recordedFrom < b.recordedFrom ? 1 : -1;
  return a.recordId < b.recordId ? -1 : 1;
}
