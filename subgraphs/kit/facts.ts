import type { DepartmentFacts } from "../../kernel/facts.js";
import type { FactRecord, RecordInView } from "../../kernel/record.js";

/**
 * What a department tells the verdict: the records that may still count, without what the verdict may not use. A
 * department that had collected nothing yet cannot say that there is nothing on file.
 */
export function factsOf(
  subjectId: string,
  records: readonly RecordInView[],
  dataAsOf: Date | undefined,
): DepartmentFacts {
  if (dataAsOf === undefined) return { state: "UNAVAILABLE", subjectId, reason: "NO_DATA" };
  return {
    state: "ANSWERED",
    subjectId,
    dataAsOf: dataAsOf.toISOString(),
    records: records.filter(mayCount).map(toFactRecord),
  };
}

/** A repaired, revoked, corrected, removed or expired record never leaves for a verdict. */
function mayCount({ status }: RecordInView): boolean {
  return status === "IN_FORCE" || status === "ANNOTATED" || status === "SUSPENDED";
}

/** A record as the verdict may see it; whether it counts is not asked here. */
export function toFactRecord(record: RecordInView): FactRecord {
  return {
    recordId: record.recordId,
    recordType: record.recordType,
    department: record.department,
    subjectId: record.subjectId,
    subjectName: record.subjectName,
    namedPersons: record.namedPersons.map((person) => ({ ...person })),
    decidedOn: record.decidedOn,
    openness: record.openness,
    status: record.status,
    facts: { ...record.facts },
    ...(record.documentNo === undefined ? {} : { documentNo: record.documentNo }),
    ...(record.decidingAuthority === undefined ? {} : { decidingAuthority: record.decidingAuthority }),
    ...(record.severity === undefined ? {} : { severity: record.severity }),
    ...(record.until === undefined ? {} : { until: record.until }),
  };
}
