import type { CreditRecord, RecordInView } from "../../kernel/record.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { statusOf } from "./status.js";
import { lastDayOf, termOf, type TermRow } from "./terms.js";

/**
 * The records of one subject as they stood at an instant, newest decision first: of each record the version known then,
 * with the status that its dates and events give on that day. Records not yet valid, or not yet known, are left out.
 */
export function recordsInView(
  versions: readonly CreditRecord[],
  asOf: Date,
  terms: readonly TermRow[],
): RecordInView[] {
  const today = shanghaiDayOf(asOf);
  const known = knownVersions(versions, asOf).filter((record) => record.validFrom <= today);
  const superseded = new Set(known.map((record) => record.supersedes));
  const inView = known.map((record): RecordInView => {
    const lastDay = lastDayOf(record, termOf(record, terms));
    const status = superseded.has(record.recordId) ? "CORRECTED" : statusOf(record, lastDay, today);
    return { ...record, status, ...(lastDay === undefined ? {} : { until: lastDay }) };
  });
  return expireReplaced(inView.sort(newestFirst), terms);
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

/** "Next year's replaces it": of a series only the newest that still counts is in force. */
function expireReplaced(newestFirstRecords: readonly RecordInView[], terms: readonly TermRow[]): RecordInView[] {
  const seen = new Set<string>();
  return newestFirstRecords.map((record) => {
    if (termOf(record, terms)?.term.kind !== "UNTIL_NEXT" || !counts(record)) return record;
    const series = `${record.recordType} ${record.subjectId}`;
    if (seen.has(series)) return { ...record, status: "EXPIRED" };
    seen.add(series);
    return record;
  });
}

function counts({ status }: RecordInView): boolean {
  return status === "IN_FORCE" || status === "ANNOTATED" || status === "SUSPENDED";
}

function newestFirst(a: CreditRecord, b: CreditRecord): number {
  if (a.decidedOn !== b.decidedOn) return a.decidedOn < b.decidedOn ? 1 : -1;
  return a.recordId < b.recordId ? -1 : 1;
}
