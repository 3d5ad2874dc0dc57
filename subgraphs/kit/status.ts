import type { CreditRecord, Day, RecordEventKind, RecordStatus } from "../../kernel/record.js";

/**
 * What a record is on a day, from its events and its last day alone; no stored flag is read.
 * Whatever ended the record for good comes first, then the end of its term, then what only suspends or annotates it.
 */
export function statusOf(record: CreditRecord, lastDay: Day | undefined, on: Day): RecordStatus {
  const happened = new Set<RecordEventKind>();
  for (const event of [...record.events].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    if (event.on > on) continue;
    const opposite = opposites[event.kind];
    if (opposite) happened.delete(opposite);
    happened.add(event.kind);
  }
  if (happened.has("REVOKED")) return "REVOKED";
  if (happened.has("CORRECTED")) return "CORRECTED";
  if (happened.has("REMOVED")) return "REMOVED";
  if (happened.has("REPAIRED")) return "REPAIRED";
  if (lastDay !== undefined && on > lastDay) return "EXPIRED";
  if (happened.has("STAYED")) return "SUSPENDED";
  if (happened.has("OBJECTION_ACCEPTED")) return "ANNOTATED";
  return "IN_FORCE";
}

/** An event that takes back an earlier one. */
const opposites: Partial<Record<RecordEventKind, RecordEventKind>> = {
  STAY_LIFTED: "STAYED",
  STAYED: "STAY_LIFTED",
  OBJECTION_CLOSED: "OBJECTION_ACCEPTED",
  OBJECTION_ACCEPTED: "OBJECTION_CLOSED",
};
