import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CreditRecord } from "../../../kernel/record.js";
import { addDays } from "../../../kernel/shanghai-day.js";
import { recordsInView } from "../../../subgraphs/kit/records-in-view.js";
import type { TermRow } from "../../../subgraphs/kit/terms.js";
import { aRecord, anEvent, endOf, startOf } from "../record-builder.js";

const subjectId = "o-91320812MA9TEXT192";
const person = "p-321302199003071230";
const base = { effectiveFrom: "1900-01-01", basis: "示例", verified: true } as const;
const terms: readonly TermRow[] = [
  { ...base, recordTypes: ["MSA_ABNORMAL"], term: { kind: "UNTIL_ENDED" }, removedOnIn: "removedOn" },
  { ...base, recordTypes: ["MSA_SERIOUS"], term: { kind: "MONTHS", months: 36 } },
  { ...base, recordTypes: ["HR_GRADE"], term: { kind: "UNTIL_NEXT" } },
];

const viewOf = (versions: readonly CreditRecord[], asOf: Date, whose = subjectId) =>
  recordsInView(versions, asOf, terms, whose);
const statusesAt = (versions: readonly CreditRecord[], asOf: Date) =>
  Object.fromEntries(viewOf(versions, asOf).map(({ recordId, status }) => [recordId, status]));

describe("recordsInView, at the edges of days in Shanghai", () => {
  it.each([
    ["2023-11-21", "2026-11-21"],
    ["2024-02-29", "2027-02-28"],
    ["2023-08-31", "2026-08-31"],
  ])("lets a three years' term of %s end with the last millisecond of %s", (decidedOn, last) => {
    const record = aRecord({ recordType: "MSA_SERIOUS", decidedOn });
    const [onLast] = viewOf([record], endOf(last));
    expect(onLast).toMatchObject({ status: "IN_FORCE", until: last });
    expect(statusesAt([record], startOf(addDays(last, 1)))).toEqual({ "R-1": "EXPIRED" });
  });

  it("shows a record from the first millisecond of the day on which it becomes valid", () => {
    const record = aRecord({ validFrom: "2026-02-01" });
    expect(viewOf([record], endOf("2026-01-31"))).toEqual([]);
    expect(viewOf([record], startOf("2026-02-01"))).toHaveLength(1);
  });

  it("lets an event take effect with the first millisecond of its day", () => {
    const record = aRecord({ events: [anEvent("REPAIRED", "2026-05-01")] });
    expect(statusesAt([record], endOf("2026-04-30"))).toEqual({ "R-1": "IN_FORCE" });
    expect(statusesAt([record], startOf("2026-05-01"))).toEqual({ "R-1": "REPAIRED" });
  });

  it("ends an entry on the removal date that its particulars state, though no event was recorded", () => {
    const record = aRecord({ facts: { removedOn: "2026-05-01" } });
    expect(statusesAt([record], endOf("2026-04-30"))).toEqual({ "R-1": "IN_FORCE" });
    expect(statusesAt([record], startOf("2026-05-01"))).toEqual({ "R-1": "REMOVED" });
    expect(viewOf([record], startOf("2026-05-01"))[0]?.events).toEqual([]);
  });
});

describe("recordsInView, in two times", () => {
  const first = aRecord({ recordedFrom: startOf("2026-01-12") });
  const corrected = aRecord({
    recordedFrom: startOf("2026-03-01"),
    subjectName: "更正后的名称",
    events: [anEvent("REVOKED", "2026-02-01")],
  });

  it("knows nothing before a record was recorded, though it was valid already", () => {
    expect(viewOf([first], new Date(startOf("2026-01-12").getTime() - 1))).toEqual([]);
    expect(viewOf([first], startOf("2026-01-12"))).toHaveLength(1);
  });

  it("answers with the version known then, and that alone", () => {
    expect(statusesAt([corrected, first], endOf("2026-02-28"))).toEqual({ "R-1": "IN_FORCE" });
    expect(statusesAt([first, corrected], startOf("2026-03-01"))).toEqual({ "R-1": "REVOKED" });
    expect(viewOf([first, corrected], startOf("2026-03-01"))).toHaveLength(1);
  });

  it("never lets a version that is not known yet change anything", () => {
    const instant = fc.integer({ min: 0, max: 400 }).map((days) => startOf(addDays("2026-01-01", days)));
    const version = fc.record({ recordedFrom: instant, recordId: fc.constantFrom("R-1", "R-2", "R-3") });
    fc.assert(
      fc.property(fc.array(version, { maxLength: 8 }), instant, (parts, asOf) => {
        const versions = parts.map((each, index) =>
          aRecord({
            ...each,
            subjectName: String(index),
            events: index % 2 ? [anEvent("STAYED", "2026-02-01")] : [],
          }),
        );
        const known = versions.filter(({ recordedFrom }) => recordedFrom <= asOf);
        expect(viewOf(versions, asOf)).toEqual(viewOf(known, asOf));
      }),
    );
  });
});

describe("recordsInView, when a record replaces another", () => {
  const old = aRecord({ recordId: "OLD" });
  const replacing = aRecord({ recordId: "NEW", supersedes: "OLD", decidedOn: "2026-03-01" });

  it("marks the superseded one as corrected from the moment the other is known", () => {
    expect(statusesAt([old, replacing], endOf("2026-02-28"))).toEqual({ OLD: "IN_FORCE" });
    expect(statusesAt([old, replacing], endOf("2026-03-01"))).toEqual({ NEW: "IN_FORCE", OLD: "CORRECTED" });
  });

  it("also when the other is about another subject, who was meant all the time", () => {
    const versions = [old, { ...replacing, subjectId: "o-somebody-else" }];
    expect(statusesAt(versions, endOf("2026-03-01"))).toEqual({ OLD: "CORRECTED" });
  });

  it("shows of a series only the newest as in force", () => {
    const grades = ["2024", "2025", "2026"].map((year) =>
      aRecord({ recordId: year, recordType: "HR_GRADE", decidedOn: `${year}-06-15` }),
    );
    expect(viewOf(grades, endOf("2026-12-31")).map(({ recordId }) => recordId)).toEqual([
      "2026",
      "2025",
      "2024",
    ]);
    expect(statusesAt(grades, endOf("2026-06-14"))).toEqual({ 2025: "IN_FORCE", 2024: "EXPIRED" });
    expect(statusesAt(grades, endOf("2026-06-15"))).toEqual({
      2026: "IN_FORCE",
      2025: "EXPIRED",
      2024: "EXPIRED",
    });
  });

  it("takes of two records of one day the one recorded last as the newest", () => {
    const morning = aRecord({
      recordId: "A",
      recordType: "HR_GRADE",
      recordedFrom: new Date("2026-01-10T09:00:00+08:00"),
    });
    const evening = { ...morning, recordId: "B", recordedFrom: new Date("2026-01-10T18:00:00+08:00") };
    expect(statusesAt([morning, evening], endOf("2026-01-10"))).toEqual({ A: "EXPIRED", B: "IN_FORCE" });
  });

  it("brings no old grade back when the newest ends, but does when it was void from the start", () => {
    const older = aRecord({ recordId: "OLDER", recordType: "HR_GRADE", decidedOn: "2025-06-15" });
    const newest = { ...older, recordId: "NEWEST", decidedOn: "2026-06-15", validTo: "2026-12-31" };
    const revoked = { ...newest, events: [anEvent("REVOKED", "2026-08-01")] };
    expect(statusesAt([older, newest], endOf("2027-01-01"))).toEqual({ OLDER: "EXPIRED", NEWEST: "EXPIRED" });
    expect(statusesAt([older, revoked], endOf("2026-08-01"))).toEqual({
      OLDER: "IN_FORCE",
      NEWEST: "REVOKED",
    });
  });

  it("never has two of a series in force, whatever happens to them", () => {
    const days = fc.integer({ min: 0, max: 900 }).map((count) => addDays("2024-01-01", count));
    const grade = fc.record({
      decidedOn: days,
      kind: fc.constantFrom("STAYED", "REVOKED", "REMOVED"),
      on: days,
    });
    fc.assert(
      fc.property(fc.array(grade, { maxLength: 6 }), days, (grades, today) => {
        const versions = grades.map(({ decidedOn, kind, on }, index) =>
          aRecord({ recordId: `G${index}`, recordType: "HR_GRADE", decidedOn, events: [anEvent(kind, on)] }),
        );
        const statuses = Object.values(statusesAt(versions, endOf(today)));
        expect(
          statuses.filter((status) => status === "IN_FORCE" || status === "SUSPENDED").length,
        ).toBeLessThan(2);
      }),
    );
  });
});

describe("recordsInView, for whom", () => {
  const named = [{ subjectId: person, role: "法定代表人" }];

  it("shows a record to the person whom it names", () => {
    expect(viewOf([aRecord({ namedPersons: named })], endOf("2026-02-01"), person)).toHaveLength(1);
  });

  it("no longer concerns a person whose name was struck out, or a subject that was not meant", () => {
    const mistaken = aRecord({ namedPersons: named });
    const mended = aRecord({ recordedFrom: startOf("2026-03-01"), subjectId: "o-meant", namedPersons: [] });
    expect(viewOf([mistaken, mended], endOf("2026-02-28"), person)).toHaveLength(1);
    expect(viewOf([mistaken, mended], endOf("2026-03-01"), person)).toEqual([]);
    expect(viewOf([mistaken, mended], endOf("2026-03-01"), subjectId)).toEqual([]);
    expect(viewOf([mistaken, mended], endOf("2026-03-01"), "o-meant")).toHaveLength(1);
  });

  it("grades nobody whom a grading merely names", () => {
    const grade = aRecord({ recordType: "HR_GRADE", namedPersons: named });
    expect(viewOf([grade], endOf("2026-02-01"), person)).toEqual([]);
    expect(viewOf([grade], endOf("2026-02-01"))).toHaveLength(1);
  });
});
