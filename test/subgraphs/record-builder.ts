import type { CreditRecord, RecordEvent, RecordEventKind } from "../../kernel/record.js";

/** A record of market supervision in force since 2026-01-10; a test names only what matters to it. */
export function aRecord(parts: Partial<CreditRecord> = {}): CreditRecord {
  const decidedOn = parts.decidedOn ?? "2026-01-10";
  return {
    recordId: "R-1",
    recordType: "MSA_ABNORMAL",
    department: "market",
    sourceRecordNo: "S-1",
    subjectId: "o-91320812MA9TEXT192",
    subjectName: "清江浦区示例有限公司",
    namedPersons: [],
    decidedOn,
    facts: {},
    legalBasis: ["示例条例第一条"],
    openness: "PUBLIC",
    validFrom: decidedOn,
    recordedFrom: new Date(`${decidedOn}T01:00:00+08:00`),
    events: [],
    batch: "test",
    schemaVersion: 1,
    ...parts,
  };
}

export function anEvent(kind: RecordEventKind, on: string): RecordEvent {
  return { kind, on };
}

/** The last millisecond of a Shanghai day. */
export function endOf(day: string): Date {
  return new Date(`${day}T23:59:59.999+08:00`);
}

/** The first millisecond of a Shanghai day. */
export function startOf(day: string): Date {
  return new Date(`${day}T00:00:00.000+08:00`);
}
