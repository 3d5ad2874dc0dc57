import type { CreditRecord, RecordInView } from "../../kernel/record.js";

/** Records of one type, in the order given. */
export function ofType(records: readonly RecordInView[], recordType: string): RecordInView[] {
  return records.filter((record) => record.recordType === recordType);
}

/** Of a series (gradings, registrations) the one that counts; undefined when there is none. */
export function presentOf(records: readonly RecordInView[], recordType: string): RecordInView | undefined {
  return records.find((record) => record.recordType === recordType && isInForce(record));
}

/** Whether a record counts: its measures may apply. An open objection does not end it. */
export function isInForce({ status }: RecordInView): boolean {
  return status === "IN_FORCE" || status === "ANNOTATED";
}

/**
 * Whether a record may still be shown in a file. Repair ends sharing and use (《信用修复管理办法》, 待核), a revoked
 * decision is withdrawn (《行政处罚法》第四十八条), and what was corrected is wrong.
 */
export function mayBeShown({ status }: RecordInView): boolean {
  return status !== "REPAIRED" && status !== "REVOKED" && status !== "CORRECTED";
}

/** A text among the particulars; null when it is missing. */
export function textOf(record: CreditRecord, field: string): string | null {
  const value = record.facts[field];
  return typeof value === "string" ? value : null;
}

/** A list of texts among the particulars; null when it is missing. */
export function textsOf(record: CreditRecord, field: string): string[] | null {
  const value = record.facts[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : null;
}

/** A number among the particulars; null when it is missing. */
export function numberOf(record: CreditRecord, field: string): number | null {
  const value = record.facts[field];
  return typeof value === "number" ? value : null;
}
