import { z } from "zod";
import { sources, type SourceName } from "../schema/departments.js";

/** A calendar day in Asia/Shanghai, "2026-11-21". */
export type Day = string;
/** Decimal string in yuan, "12345.60"; never a float. */
export type Money = string;

export const severities = ["MINOR", "GENERAL", "SERIOUS"] as const;
export type Severity = (typeof severities)[number];

export const opennesses = ["PUBLIC", "SHARED", "AUTHORISED"] as const;
export type Openness = (typeof opennesses)[number];

/** What can happen to a record after it was made. Events append; a record is never overwritten. */
export const recordEventKinds = [
  "OBJECTION_ACCEPTED",
  "OBJECTION_CLOSED",
  "STAYED",
  "STAY_LIFTED",
  "DUTY_FULFILLED",
  "REPAIRED",
  "REVOKED",
  "CORRECTED",
  "REMOVED",
] as const;
export type RecordEventKind = (typeof recordEventKinds)[number];

export interface RecordEvent {
  readonly kind: RecordEventKind;
  /** Effective from the start of this day. */
  readonly on: Day;
  readonly documentNo?: string;
}

/** A natural person whom the record itself names. Measures reach this person only where a rule row says so. */
export interface NamedPerson {
  readonly subjectId: string;
  readonly role: string;
  readonly from?: Day;
  readonly to?: Day;
}

/**
 * The envelope that every record of every department has (domain.md §3), one version of it.
 * Legal time is `validFrom`…`validTo`; system time is `recordedFrom` until the next version of the same `recordId`.
 */
export interface CreditRecord {
  readonly recordId: string;
  readonly recordType: string;
  readonly department: SourceName;
  readonly sourceRecordNo: string;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly namedPersons: readonly NamedPerson[];
  readonly documentNo?: string;
  readonly decidingAuthority?: string;
  readonly decidedOn: Day;
  /** Particulars of the record type, parsed by the department's own schema. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly legalBasis: readonly string[];
  readonly severity?: Severity;
  readonly openness: Openness;
  readonly publishFrom?: Day;
  readonly minPublishUntil?: Day;
  readonly maxPublishUntil?: Day;
  readonly dutyFulfilled?: boolean;
  /** `recordId` of the record that this one replaces. */
  readonly supersedes?: string;
  readonly validFrom: Day;
  /** Last day of legal validity, when the record itself states one. */
  readonly validTo?: Day;
  readonly recordedFrom: Date;
  readonly events: readonly RecordEvent[];
  readonly batch: string;
  readonly schemaVersion: number;
}

export const recordStatuses = [
  "IN_FORCE",
  "ANNOTATED",
  "SUSPENDED",
  "REPAIRED",
  "EXPIRED",
  "REVOKED",
  "CORRECTED",
  "REMOVED",
] as const;
export type RecordStatus = (typeof recordStatuses)[number];

/** A record as it stands at one moment: the version known then, with what follows from dates and events. */
export interface RecordInView extends CreditRecord {
  readonly status: RecordStatus;
  /** Last day on which the record counts, when it can be told. */
  readonly until?: Day;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const sourceNames = sources.map(({ name }) => name);

/** One record on its way from a department to the verdict: the envelope without what the verdict may not use. */
export const factRecordSchema = z.object({
  recordId: z.string().min(1),
  recordType: z.string().min(1),
  department: z.enum(sourceNames),
  /** Whom the record is about; a natural person may instead stand among `namedPersons`. */
  subjectId: z.string().min(1),
  subjectName: z.string(),
  namedPersons: z.array(
    z.object({ subjectId: z.string(), role: z.string(), from: day.optional(), to: day.optional() }),
  ),
  documentNo: z.string().optional(),
  decidingAuthority: z.string().optional(),
  decidedOn: day,
  severity: z.enum(severities).optional(),
  openness: z.enum(opennesses),
  status: z.enum(recordStatuses),
  until: day.optional(),
  facts: z.record(z.string(), z.unknown()),
});
export type FactRecord = Readonly<z.infer<typeof factRecordSchema>>;
