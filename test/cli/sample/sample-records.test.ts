import fc from "fast-check";
import { generateSubjects } from "../../../cli/sample/generate-subjects.js";
import { sampleRecords, seededSources } from "../../../cli/sample/sample-records.js";
import { recordStatuses, type CreditRecord } from "../../../kernel/record.js";
import { addDays, isDay, startOfDay } from "../../../kernel/shanghai-day.js";
import {
  anchor,
  anchorDay,
  fileOf,
  options,
  recordTypes,
  seriousTypes,
  subjectAt,
  versionsOf,
} from "./sample-file.js";

const sample = [...generateSubjects({ ...options, subjects: 2000 })];
const records = sample.flatMap((subject) => versionsOf(subject));

describe("the records of a sample", () => {
  it("are of every record type of every source", () => {
    for (const source of seededSources) {
      const made = new Set(
        records.filter(({ department }) => department === source).map((each) => each.recordType),
      );
      expect([source, [...made].sort()]).toEqual([source, Object.keys(recordTypes[source]).sort()]);
    }
  });

  it("have particulars that their department accepts", () => {
    for (const { department, recordType, facts } of records) {
      const parsed = recordTypes[department][recordType]?.safeParse(facts);
      expect([recordType, parsed?.error?.issues]).toEqual([recordType, undefined]);
      expect(parsed?.data).toEqual(facts);
    }
  });

  it("are in every status that a record can have", () => {
    const statuses = new Set(
      sample.flatMap((subject) => fileOf(subject, anchor)).map(({ status }) => status),
    );
    expect([...statuses].sort()).toEqual([...recordStatuses].sort());
  });

  it("are of every severity, one penalty of two million yuan or more within a year among them", () => {
    const penalties = records.filter(({ recordType }) => recordType === "PENALTY");
    expect(new Set(penalties.map(({ severity }) => severity))).toEqual(
      new Set(["MINOR", "GENERAL", "SERIOUS"]),
    );
    const large = penalties.filter(
      ({ facts, decidedOn }) => Number(facts["amount"]) >= 2_000_000 && decidedOn > addDays(anchorDay, -365),
    );
    expect(large).not.toEqual([]);
  });

  it("have ids of their own, and with their instant of recording keys of their own", () => {
    const keys = records.map(({ recordId, recordedFrom }) => `${recordId} ${recordedFrom.toISOString()}`);
    expect(new Set(keys).size).toBe(keys.length);
    const owners = new Map(records.map(({ recordId, subjectId }) => [recordId, subjectId]));
    for (const { recordId, subjectId } of records) expect(owners.get(recordId)).toBe(subjectId);
  });

  it("name persons only by hash", () => {
    const numbers = sample.filter(({ kind }) => kind === "PERSON").map(({ identifier }) => identifier);
    const written = JSON.stringify(records);
    for (const number of numbers) expect(written).not.toContain(number);
  });

  it("suspend a listing while a restructuring is carried out, and mark the merged, renamed and mistaken ones", () => {
    const bankrupt = sample.find(({ reference }) => reference === "DEMO-17");
    const file = bankrupt ? fileOf(bankrupt, anchor) : [];
    expect(file).toContainEqual(expect.objectContaining({ recordType: "CT_BANKRUPT", status: "IN_FORCE" }));
    expect(file).toContainEqual(expect.objectContaining({ recordType: "CT_DISHONEST", status: "SUSPENDED" }));
    const mistaken = sample.flatMap((subject) =>
      fileOf(subject, anchor).filter(({ subjectName }) => !subject.names.includes(subjectName)),
    );
    expect(mistaken.map(({ recordType }) => recordType)).toEqual(["CT_DISHONEST"]);
    const renamed = sample.flatMap((subject) =>
      fileOf(subject, anchor).filter(({ subjectName }) => subject.names.slice(1).includes(subjectName)),
    );
    expect(renamed.length).toBeGreaterThan(0);
    expect(sample.find(({ reference }) => reference === "DEMO-16")?.formerSubjectIds).toHaveLength(1);
  });

  it("are listed for good reason: nobody has more than one serious listing by chance", () => {
    for (const subject of sample) {
      const listed = fileOf(subject, anchor).filter(({ recordType }) => seriousTypes.includes(recordType));
      expect(listed.length).toBeLessThanOrEqual(1);
    }
  });
});

describe("any record of any subject on any day of loading", () => {
  const days = fc.integer({ min: 0, max: 3000 }).map((offset) => addDays("2024-02-29", offset));

  it("has its dates in order, none after the day of loading", () => {
    fc.assert(
      fc.property(fc.nat(40_000), days, (index, day) => {
        for (const versions of byId(versionsOf(subjectAt(index), day))) expectOrdered(versions, day);
      }),
      { numRuns: 400 },
    );
  });

  it("has particulars that its department accepts", () => {
    fc.assert(
      fc.property(fc.nat(40_000), days, (index, day) => {
        for (const { department, recordType, facts } of versionsOf(subjectAt(index), day)) {
          expect(recordTypes[department][recordType]?.safeParse(facts).success).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("does not depend on what other sources have", () => {
    const subject = subjectAt(77);
    const alone = sampleRecords("courts", subject, anchorDay);
    expect(versionsOf(subject).filter(({ department }) => department === "courts")).toEqual(alone);
  });
});

function byId(versions: readonly CreditRecord[]): CreditRecord[][] {
  const groups = new Map<string, CreditRecord[]>();
  for (const version of versions)
    groups.set(version.recordId, [...(groups.get(version.recordId) ?? []), version]);
  return [...groups.values()];
}

function expectOrdered(versions: readonly CreditRecord[], day: string): void {
  let recordedBefore = new Date(0);
  for (const [position, version] of versions.entries()) {
    const { decidedOn, validFrom, recordedFrom, events, publishFrom, minPublishUntil, maxPublishUntil } =
      version;
    expect(isDay(decidedOn)).toBe(true);
    expect(validFrom).toBe(decidedOn);
    expect(startOfDay(decidedOn) <= recordedFrom).toBe(true);
    expect(recordedFrom <= startOfDay(day)).toBe(true);
    expect(recordedBefore < recordedFrom).toBe(true);
    recordedBefore = recordedFrom;
    const published = [decidedOn, publishFrom, minPublishUntil, maxPublishUntil].filter(
      (each) => each !== undefined,
    );
    expect(published).toEqual([...published].sort());
    const happened = [decidedOn, ...events.map(({ on }) => on)];
    expect(happened).toEqual([...happened].sort());
    expect(events.length).toBeLessThanOrEqual(position);
    for (const { on } of events) expect(startOfDay(on) < recordedFrom).toBe(true);
    if (version.validTo !== undefined) expect(version.validTo > validFrom).toBe(true);
  }
}
