import { z } from "zod";
import { readBySchema, type Fault } from "../../kernel/read-by-schema.js";
import {
  opennesses,
  recordEventKinds,
  severities,
  type CreditRecord,
  type Day,
} from "../../kernel/record.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { sources, type SourceName } from "../../schema/departments.js";
import type { Catalogue } from "../../subgraphs/credit-office/catalogue/catalogue.js";
import { recordTypes as catalogueTypes } from "../../subgraphs/credit-office/catalogue/record-types.js";
import type { SubjectUnderCheck } from "../../subgraphs/credit-office/verdict/verdict.js";
import { day } from "../../subgraphs/kit/particulars.js";
import { completeFacts, schemaOf } from "./complete-facts.js";

/** A record that nobody has made, complete, and which of its particulars were filled in. */
export interface HypotheticalRecord {
  readonly record: CreditRecord;
  /** "duty=（假设）" … */
  readonly filled: readonly string[];
}

/** On what the completion of a record depends. */
export interface Hypothesis {
  readonly subject: SubjectUnderCheck;
  readonly catalogue: Catalogue;
  readonly asOf: Date;
}

const sourceNames = sources.map(({ name }) => name);
const person = z.strictObject({ role: z.string(), from: day.optional(), to: day.optional() });
const event = z.strictObject({ kind: z.enum(recordEventKinds), on: day });

const writtenSchema = z.strictObject({
  recordType: z.string(),
  department: z.enum(sourceNames).optional(),
  decidedOn: day.optional(),
  facts: z.record(z.string(), z.unknown()).default({}),
  severity: z.enum(severities).optional(),
  openness: z.enum(opennesses).default("PUBLIC"),
  subjectName: z.string().optional(),
  documentNo: z.string().optional(),
  decidingAuthority: z.string().optional(),
  validFrom: day.optional(),
  validTo: day.optional(),
  maxPublishUntil: day.optional(),
  dutyFulfilled: z.boolean().optional(),
  events: z.array(event).default([]),
  namedPersons: z.array(person).default([]),
});
type Written = z.infer<typeof writtenSchema>;

type Read<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Completes a record as somebody wrote it and checks it by its department's own schema. A natural person's record with
 * `namedPersons` is somebody else's that names the person. Faults in Chinese, by field.
 */
export function readHypotheticalRecord(
  written: unknown,
  place: number,
  hypothesis: Hypothesis,
): Read<HypotheticalRecord> {
  const read = readBySchema(writtenSchema, written);
  if (!read.ok) return at(place, read.faults);
  const source = sourceOf(read.value);
  if (typeof source !== "string") return at(place, [source]);
  const today = shanghaiDayOf(hypothesis.asOf);
  const decidedOn = read.value.decidedOn ?? today;
  const late = checkDays(read.value, decidedOn, today);
  if (late) return at(place, [late]);
  const { recordType, facts: given } = read.value;
  const completed = completeFacts({ source, recordType, given, decidedOn, catalogue: hypothesis.catalogue });
  if (completed.faults.length > 0) return at(place, completed.faults);
  const record = createRecord({ ...read.value, facts: completed.facts }, source, decidedOn, {
    ...hypothesis,
    recordId: `假设-${place + 1}`,
  });
  return { ok: true, value: { record, filled: completed.filled } };
}

function at(place: number, faults: readonly Fault[]): { readonly ok: false; readonly faults: Fault[] } {
  const prefix = `record[${place}]`;
  return {
    ok: false,
    faults: faults.map(({ field, message }) => ({
      field: field === "" ? prefix : `${prefix}.${field}`,
      message,
    })),
  };
}

function sourceOf({ recordType, department }: Written): SourceName | Fault {
  const known = catalogueTypes.get(recordType);
  const holders = [...(known?.sources ?? [])].filter((name) => schemaOf(name, recordType) !== undefined);
  const [only, ...more] = holders;
  if (only === undefined) {
    const types = [...catalogueTypes]
      .filter(([type, { sources: of }]) => of.some((name) => schemaOf(name, type) !== undefined))
      .map(([type, { zh }]) => `${type} ${zh}`);
    return { field: "recordType", message: `没有这种记录，可用的：${types.join("、")}` };
  }
  if (department !== undefined && holders.includes(department)) return department;
  if (department === undefined && more.length === 0) return only;
  return { field: "department", message: `请写明由哪个部门的记录：${holders.join("、")}` };
}

function checkDays({ validFrom, events }: Written, decidedOn: Day, today: Day): Fault | undefined {
  const message = `晚于核查时点 ${today}，请改正，或用 --as-of 写明较晚的时点`;
  if (decidedOn > today) return { field: "decidedOn", message };
  if (validFrom !== undefined && validFrom > today) return { field: "validFrom", message };
  const future = events.findIndex(({ on }) => on > today);
  return future < 0 ? undefined : { field: `events[${future}].on`, message };
}

function createRecord(
  written: Written,
  department: SourceName,
  decidedOn: Day,
  { subject, asOf, recordId }: Hypothesis & { readonly recordId: string },
): CreditRecord {
  const { namedPersons, documentNo, decidingAuthority, severity, validTo, maxPublishUntil, dutyFulfilled } =
    written;
  const isOthers = subject.kind === "PERSON" && namedPersons.length > 0;
  const namedId = isOthers ? subject.subjectId : `${subject.subjectId}-named`;
  return {
    recordId,
    recordType: written.recordType,
    department,
    sourceRecordNo: recordId,
    subjectId: isOthers ? `${subject.subjectId}-other` : subject.subjectId,
    subjectName: written.subjectName ?? (isOthers ? "" : (subject.names[0] ?? "")),
    namedPersons: namedPersons.map(({ role, from, to }) => ({
      subjectId: namedId,
      role,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })),
    decidedOn,
    facts: written.facts,
    legalBasis: [],
    openness: written.openness,
    validFrom: written.validFrom ?? decidedOn,
    recordedFrom: asOf,
    events: written.events,
    batch: "hypothetical",
    schemaVersion: 1,
    ...(documentNo === undefined ? {} : { documentNo }),
    ...(decidingAuthority === undefined ? {} : { decidingAuthority }),
    ...(severity === undefined ? {} : { severity }),
    ...(validTo === undefined ? {} : { validTo }),
    ...(maxPublishUntil === undefined ? {} : { maxPublishUntil }),
    ...(dutyFulfilled === undefined ? {} : { dutyFulfilled }),
  };
}
