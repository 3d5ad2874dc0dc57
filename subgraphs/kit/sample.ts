import type { CreditRecord, Day, NamedPerson, RecordEventKind, Severity } from "../../kernel/record.js";
import { addDays, startOfDay } from "../../kernel/shanghai-day.js";
import { codeOf, type SourceName } from "../../schema/departments.js";
import type { RandomSource } from "./sample-random.js";

/** What a department's `seed.ts` exports: its records of a sample subject, the same for the same arguments. */
export type SeedRecords = (subject: SampleSubject, random: RandomSource, anchorDay: Day) => CreditRecord[];

/** A fictional subject: who it is, and what the departments shall have on file about it. */
export interface SampleSubject {
  /** Stands in the ids of its records; unique, and the same whatever the size of the sample. */
  readonly reference: string;
  readonly subjectId: string;
  /** Codes that a merger replaced. */
  readonly formerSubjectIds: readonly string[];
  readonly kind: "ENTERPRISE" | "ORGANISATION" | "SELF_EMPLOYED" | "PERSON";
  readonly identifier: string;
  /** The present name first. */
  readonly names: readonly [string, ...string[]];
  /** Registration status; null for natural persons. */
  readonly status: string | null;
  readonly region: SampleRegion;
  readonly sector: "INDUSTRY" | "CONSTRUCTION" | "SERVICES";
  readonly registeredDaysAgo: number;
  readonly representative: { readonly name: string; readonly subjectId: string } | null;
  /** False: its file is plain and clean but for `grades` and `incidents`; nothing comes by chance. */
  readonly ordinary: boolean;
  /** Grades that do not come by chance. */
  readonly grades: {
    readonly tax?: "A" | "B" | "C" | "D";
    readonly labour?: "A" | "B" | "C";
    /** Score of 12; only for subjects of the sector INDUSTRY. */
    readonly ecology?: number;
    readonly socialInsurance?: "ARREARS";
  };
  readonly incidents: readonly Incident[];
}

/** A county (GB/T 2260) with the parts from which its authorities are named. */
export interface SampleRegion {
  readonly code: string;
  readonly city: string;
  readonly county: string;
}

/** One record that a sample subject shall have; the department adds the particulars. */
export interface Incident {
  readonly department: SourceName;
  readonly recordType: string;
  readonly decidedDaysAgo: number;
  /** Particulars that the department shall not make up. */
  readonly facts?: CreditRecord["facts"];
  readonly severity?: Severity;
  /** What became of it, in order. */
  readonly steps?: readonly { readonly event: RecordEventKind; readonly daysAgo: number }[];
  /** The name on the record when it is not the present registered one. */
  readonly subjectName?: string;
  /** It corrects the incident written before it. */
  readonly supersedesPrevious?: boolean;
}

/** A record before it has its ids and versions. `validFrom` is the day of the decision. */
export interface RecordDraft extends Partial<
  Pick<
    CreditRecord,
    | "subjectName"
    | "namedPersons"
    | "documentNo"
    | "severity"
    | "publishFrom"
    | "minPublishUntil"
    | "maxPublishUntil"
    | "validTo"
    | "supersedes"
  >
> {
  readonly recordType: string;
  readonly decidedOn: Day;
  readonly decidingAuthority: string;
  readonly facts: CreditRecord["facts"];
  readonly legalBasis: readonly string[];
  readonly openness: CreditRecord["openness"];
  /** What became of it later, in order: each step makes one more version. */
  readonly steps?: readonly RecordStep[];
}

export interface RecordStep {
  readonly on: Day;
  readonly event?: RecordEventKind;
  /** Particulars that change with this step. */
  readonly facts?: CreditRecord["facts"];
  readonly subjectName?: string;
  /** Live ratings are decided anew with each change. */
  readonly decidedOn?: Day;
}

export interface Recorder {
  readonly records: readonly CreditRecord[];
  daysAgo(days: number): Day;
  /** Adds all versions of a record and answers its id. */
  write(draft: RecordDraft): string;
}

/** Collects a department's records of one subject. What was recorded when follows from the dates of the drafts. */
export function createRecorder(parts: {
  readonly subject: SampleSubject;
  readonly department: SourceName;
  readonly random: RandomSource;
  readonly anchorDay: Day;
}): Recorder {
  const { subject, department, random, anchorDay } = parts;
  const records: CreditRecord[] = [];
  let written = 0;
  return {
    records,
    daysAgo(days) {
      return addDays(anchorDay, -days);
    },
    write({ steps, ...draft }) {
      written += 1;
      const recordId = `${codeOf(department)}-${subject.reference}-${written}`;
      const recordedOn = addDays(draft.decidedOn, random.int(1, 6));
      const first: CreditRecord = {
        subjectName: subject.names[0],
        namedPersons: [],
        ...draft,
        recordId,
        department,
        sourceRecordNo: draft.documentNo ?? recordId,
        subjectId: subject.subjectId,
        validFrom: draft.decidedOn,
        recordedFrom: startOfDay(recordedOn < anchorDay ? recordedOn : anchorDay),
        events: [],
        batch: sampleBatch,
        schemaVersion: 1,
      };
      records.push(...versionsOf(first, steps ?? []));
      return recordId;
    },
  };
}

/** The representative as a record names it. */
export function representativeOf(subject: SampleSubject): NamedPerson[] {
  const { representative } = subject;
  return representative === null ? [] : [{ subjectId: representative.subjectId, role: "法定代表人" }];
}

/** Yuan between two whole amounts, with jiao and fen. */
export function yuanBetween(random: RandomSource, min: number, max: number): string {
  return `${random.int(min, max)}.${String(random.int(0, 99)).padStart(2, "0")}`;
}

export const sampleBatch = "sample";

const hourMs = 3_600_000;

/** The record as first recorded, and one more version for each step, recorded the day after it. */
function versionsOf(first: CreditRecord, steps: readonly RecordStep[]): CreditRecord[] {
  const versions = [first];
  let latest = first;
  for (const { on, event, facts, subjectName, decidedOn } of steps) {
    const recordedMs = Math.max(startOfDay(addDays(on, 1)).getTime(), latest.recordedFrom.getTime() + hourMs);
    latest = {
      ...latest,
      ...(facts && { facts: { ...latest.facts, ...facts } }),
      ...(event && { events: [...latest.events, { kind: event, on }] }),
      ...(event === "DUTY_FULFILLED" && { dutyFulfilled: true }),
      ...(subjectName && { subjectName }),
      ...(decidedOn && { decidedOn, validFrom: decidedOn }),
      recordedFrom: new Date(recordedMs),
    };
    versions.push(latest);
  }
  return versions;
}
