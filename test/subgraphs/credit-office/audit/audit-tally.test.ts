import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseAuditSettings } from "../../../../subgraphs/credit-office/audit/audit-settings.js";
import { appendTally } from "../../../../subgraphs/credit-office/audit/audit-tally.js";
import type { AuditedLook } from "../../../../subgraphs/credit-office/audit/audited-look.js";
import { summarise } from "../../../../subgraphs/credit-office/audit/summarise.js";
import { anAuditedLook, subjectNamed, summaryOf, tallyOf } from "../../../support/audit-builders.js";

const settings = parseAuditSettings({
  burstLooks: 3,
  burstMinutes: 10,
  subjectsOfOnePerson: 3,
  unitsOfOneSubject: 1,
  refusalsOfOnePerson: 1,
  receiptsShown: 4,
  subjectsHeld: 6,
});
const subjects = Array.from({ length: 12 }, (_, index) => subjectNamed(`主体${index}`));

const anyLook = fc.record({
  minutes: fc.nat({ max: 300 }),
  unit: fc.constantFrom("甲单位", "乙单位", "丙单位"),
  account: fc.constantFrom("a", "b"),
  roles: fc.subarray(["clerk", "officer", "system"]),
  matter: fc.constantFrom("SUBSIDY", "LICENCE", null),
  subjects: fc.subarray(subjects, { maxLength: 4 }),
  ending: fc.constantFrom("ANSWERED", "ANSWERED", "REFUSED", "ABANDONED", "UNDER_WAY"),
  case: fc.constantFrom("ON_FILE", "MISSING", "NO_FEED", "NONE_NAMED"),
  isSameSurname: fc.constantFrom(true, false, null),
});

/** Over the end of working time, and over the end of the last year that the calendar holds. */
const anyStart = fc.constantFrom("2026-11-20T15:00:00+08:00", "2026-12-31T21:30:00+08:00");
const anyLooks = fc
  .tuple(fc.array(anyLook, { maxLength: 60 }), anyStart)
  .map(([looks, start]): AuditedLook[] =>
    looks
      .sort((a, b) => a.minutes - b.minutes)
      .map(({ minutes, ending, ...look }) =>
        anAuditedLook({
          ...look,
          ending,
          refusal: ending === "REFUSED" ? "FORBIDDEN" : null,
          at: new Date(Date.parse(start) + minutes * 60_000),
        }),
      ),
  );

describe("a tally", () => {
  it("of two parts put together says what the tally of the whole says, wherever it is cut", () => {
    fc.assert(
      fc.property(anyLooks, fc.nat({ max: 60 }), fc.nat({ max: 60 }), (looks, a, b) => {
        const [cut, second] = [Math.min(a, b), Math.max(a, b)];
        const parts = [looks.slice(0, cut), looks.slice(cut, second), looks.slice(second)];
        const [first, ...later] = parts.map((part) => tallyOf(part, settings));
        if (!first) throw new Error("no parts");
        for (const part of later) appendTally(first, part);
        expect(summarise(first)).toEqual(summaryOf(looks, settings));
      }),
      { numRuns: 300 },
    );
  });

  it("counts every look in exactly one line of its unit and matter", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        const summary = summaryOf(looks, settings);
        for (const lines of [summary.byUnit, summary.byMatter]) {
          for (const key of ["requests", "looks", "refused", "abandoned"] as const)
            expect(lines.reduce((sum, line) => sum + line[key], 0)).toBe(summary[key]);
        }
        expect(summary.refusals.reduce((sum, { count }) => sum + count, 0)).toBe(summary.refused);
      }),
    );
  });

  it("flags bursts as counting by hand does", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        const { findings } = summaryOf(looks, settings);
        const flagged = findings.find(({ kind }) => kind === "BURST")?.flags.map(({ count }) => count) ?? [];
        const tooMany = looks.filter((look, index) => {
          const before = looks
            .slice(0, index)
            .filter(({ unit, account }) => unit === look.unit && account === look.account)
            .filter((other) => look.at.getTime() - other.at.getTime() < 10 * 60_000);
          return before.length >= 3;
        });
        expect(flagged.reduce((sum, count) => sum + count, 0)).toBe(tooMany.length);
      }),
    );
  });

  it("bears a great month: 200,000 looks of 400 persons at 100,000 subjects, in little memory", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => subjectNamed(`主体${index}`));
    let made = 0;
    function* looks(): Generator<AuditedLook> {
      for (; made < 200_000; made += 1) {
        yield anAuditedLook({
          at: new Date(Date.parse("2026-11-02T08:30:00+08:00") + made * 12_000),
          unit: `单位${made % 40}`,
          account: `clerk-${made % 400}`,
          subjects: [many[(made * 7919) % many.length] ?? ""],
        });
      }
    }
    const tally = tallyOf(looks(), parseAuditSettings({ subjectsHeld: 20_000 }));
    const summary = summarise(tally);
    expect(summary.requests).toBe(200_000);
    expect(tally.unitsBySubject.bySubject.size).toBeLessThanOrEqual(20_000);
    expect(summary.findings.every(({ flags }) => flags.length <= 200)).toBe(true);
  }, 60_000);
});
