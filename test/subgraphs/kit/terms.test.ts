import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { addDays } from "../../../kernel/shanghai-day.js";
import { severities } from "../../../kernel/record.js";
import {
  lastDayOf,
  severityTerms,
  statedRemovalOf,
  termOf,
  type TermRow,
} from "../../../subgraphs/kit/terms.js";
import { aRecord, anEvent } from "../record-builder.js";

const row: TermRow = {
  recordTypes: ["MSA_ABNORMAL"],
  term: { kind: "UNTIL_ENDED" },
  effectiveFrom: "1900-01-01",
  basis: "示例",
  verified: true,
};
const months = (count: number): TermRow => ({ ...row, term: { kind: "MONTHS", months: count } });

describe("termOf", () => {
  const before: TermRow = { ...months(12), effectiveTo: "2026-03-31" };
  const after: TermRow = { ...months(36), effectiveFrom: "2026-04-01" };

  it("keeps the row of the day on which the record was decided, to the very day", () => {
    expect(termOf(aRecord({ decidedOn: "2026-03-31" }), [before, after])).toBe(before);
    expect(termOf(aRecord({ decidedOn: "2026-04-01" }), [before, after])).toBe(after);
  });

  it("does not ask when the record became known or valid", () => {
    const record = aRecord({
      decidedOn: "2026-03-31",
      validFrom: "2026-05-01",
      recordedFrom: new Date("2026-06-01"),
    });
    expect(termOf(record, [before, after])).toBe(before);
  });

  it("tells rows apart by a particular and by severity", () => {
    const cause1: TermRow = { ...row, when: { field: "cause", in: [1] } };
    const others: TermRow = { ...months(24), when: { field: "cause", in: [2, 3] } };
    expect(termOf(aRecord({ facts: { cause: 1 } }), [others, cause1])).toBe(cause1);
    expect(termOf(aRecord({ facts: { cause: 3 } }), [cause1, others])).toBe(others);
    expect(termOf(aRecord({ facts: {} }), [cause1, others])).toBeUndefined();
    const serious: TermRow = { ...row, severity: "SERIOUS" };
    expect(termOf(aRecord({ severity: "MINOR" }), [serious])).toBeUndefined();
    expect(termOf(aRecord({ severity: "SERIOUS" }), [serious])).toBe(serious);
  });

  it("has no row for a type that nobody wrote one for", () => {
    expect(termOf(aRecord({ recordType: "CT_EXECUTED" }), [row])).toBeUndefined();
  });
});

describe("lastDayOf", () => {
  it("is the corresponding day of the last month", () => {
    expect(lastDayOf(aRecord({ decidedOn: "2023-11-21" }), months(36))).toBe("2026-11-21");
  });

  it("is the last day of a month that has no such day", () => {
    expect(lastDayOf(aRecord({ decidedOn: "2024-02-29" }), months(12))).toBe("2025-02-28");
    expect(lastDayOf(aRecord({ decidedOn: "2024-02-29" }), months(48))).toBe("2028-02-29");
    expect(lastDayOf(aRecord({ decidedOn: "2026-08-31" }), months(6))).toBe("2027-02-28");
    expect(lastDayOf(aRecord({ decidedOn: "2025-11-30" }), months(3))).toBe("2026-02-28");
  });

  it("is whatever comes first: the term, the record's own end, the end of its publicity", () => {
    const record = aRecord({ decidedOn: "2026-01-10", validTo: "2026-09-01", maxPublishUntil: "2026-08-01" });
    expect(lastDayOf(record, months(36))).toBe("2026-08-01");
    expect(lastDayOf(record, months(1))).toBe("2026-02-10");
    expect(lastDayOf(aRecord({ validTo: "2026-09-01" }), undefined)).toBe("2026-09-01");
  });

  it("cannot be told while only an event can end the record", () => {
    expect(lastDayOf(aRecord(), row)).toBeUndefined();
    expect(lastDayOf(aRecord({ events: [anEvent("DUTY_FULFILLED", "2026-02-01")] }), row)).toBeUndefined();
  });

  it("is the day before the duty was fulfilled where the row says until performed", () => {
    const untilPerformed: TermRow = { ...row, term: { kind: "UNTIL_ENDED", fulfilmentEnds: true } };
    expect(lastDayOf(aRecord(), untilPerformed)).toBeUndefined();
    const events = [anEvent("DUTY_FULFILLED", "2026-03-01"), anEvent("DUTY_FULFILLED", "2026-05-01")];
    expect(lastDayOf(aRecord({ events }), untilPerformed)).toBe("2026-02-28");
  });

  it("may stand among the particulars", () => {
    const permit: TermRow = { ...row, lastDayIn: "validTo" };
    expect(lastDayOf(aRecord({ facts: { validTo: "2027-06-30" } }), permit)).toBe("2027-06-30");
    expect(lastDayOf(aRecord({ facts: { validTo: "长期" } }), permit)).toBeUndefined();
  });

  it("is never before the day of the decision for a term of months", () => {
    const day = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays("1990-01-01", days));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (decidedOn, count) => {
        const last = lastDayOf(aRecord({ decidedOn }), months(count));
        const later = lastDayOf(aRecord({ decidedOn }), months(count + 1));
        expect(last !== undefined && last > decidedOn && later !== undefined && later > last).toBe(true);
      }),
    );
  });
});

describe("statedRemovalOf", () => {
  const listed: TermRow = { ...row, removedOnIn: "removedOn" };

  it("is the removal that the particulars state", () => {
    const record = aRecord({ facts: { removedOn: "2026-05-01" } });
    expect(statedRemovalOf(record, listed)).toEqual({ kind: "REMOVED", on: "2026-05-01" });
  });

  it("is none without a day, or where the row names no such particular", () => {
    expect(statedRemovalOf(aRecord(), listed)).toBeUndefined();
    expect(statedRemovalOf(aRecord({ facts: { removedOn: "暂无" } }), listed)).toBeUndefined();
    expect(statedRemovalOf(aRecord({ facts: { removedOn: "2026-05-01" } }), row)).toBeUndefined();
  });
});

describe("severityTerms", () => {
  it.each([
    ["MINOR", "2026-04-10"],
    ["GENERAL", "2027-01-10"],
    ["SERIOUS", "2029-01-10"],
  ] as const)("end a %s penalty of 2026-01-10 at the latest on %s", (severity, last) => {
    const record = aRecord({ recordType: "PENALTY", severity });
    expect(lastDayOf(record, termOf(record, severityTerms))).toBe(last);
  });

  it("change their basis on 2026-04-01", () => {
    for (const severity of severities) {
      const basisOn = (decidedOn: string): string | undefined =>
        termOf(aRecord({ recordType: "PENALTY", severity, decidedOn }), severityTerms)?.basis;
      expect(basisOn("2026-03-31")).toContain("58号");
      expect(basisOn("2026-04-01")).toContain("36号");
    }
  });

  it("let no penalty of unknown severity count for ever", () => {
    const record = aRecord({ recordType: "PENALTY" });
    expect(lastDayOf(record, termOf(record, severityTerms))).toBe("2029-01-10");
    expect(termOf(record, severityTerms)?.verified).toBe(false);
  });
});
