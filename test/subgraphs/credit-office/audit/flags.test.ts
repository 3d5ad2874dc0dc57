import { describe, expect, it } from "@jest/globals";
import { parseAuditSettings } from "../../../../subgraphs/credit-office/audit/audit-settings.js";
import type { AuditedLook } from "../../../../subgraphs/credit-office/audit/audited-look.js";
import type { FlagKind } from "../../../../subgraphs/credit-office/audit/flag-kinds.js";
import { anAuditedLook, findingOf, subjectNamed, summaryOf } from "../../../support/audit-builders.js";

const start = Date.parse("2026-11-20T10:00:00+08:00");
const at = (ms: number): Date => new Date(start + ms);
const minute = 60_000;

function flagsOf(kind: FlagKind, looks: readonly AuditedLook[], settings: object = {}) {
  return findingOf(kind, summaryOf(looks, parseAuditSettings(settings))).flags;
}

const times = (count: number, partsOf: (index: number) => Partial<AuditedLook>): AuditedLook[] =>
  Array.from({ length: count }, (_, index) => anAuditedLook(partsOf(index)));

describe("an ordinary look", () => {
  it("is counted and not flagged", () => {
    const summary = summaryOf([anAuditedLook({ subjects: ["甲", "乙", "丙"].map(subjectNamed) })]);
    const line = { requests: 1, looks: 3, refused: 0, abandoned: 0 };
    expect(summary).toMatchObject({
      ...line,
      underWay: 0,
      byUnit: [{ name: "示例市政务服务中心", ...line }],
      byRole: [{ name: "clerk", ...line }],
      byMatter: [{ name: "SUBSIDY", ...line }],
      refusals: [],
    });
    expect(summary.findings.map(({ flagged }) => flagged)).toEqual(summary.findings.map(() => 0));
  });

  it("counts for each of its roles, and once in all", () => {
    const summary = summaryOf([anAuditedLook({ roles: ["officer", "clerk", "clerk"] })]);
    expect(summary.requests).toBe(1);
    expect(summary.byRole.map(({ name, requests }) => [name, requests])).toEqual([
      ["clerk", 1],
      ["officer", 1],
    ]);
  });
});

describe("refusals", () => {
  it("are counted by code, the most frequent first", () => {
    const refused = (refusal: string) => anAuditedLook({ ending: "REFUSED", refusal });
    const { refusals, refused: count } = summaryOf(["CASE_NOT_OPEN", "FORBIDDEN", "FORBIDDEN"].map(refused));
    expect(count).toBe(3);
    expect(refusals).toEqual([
      { code: "FORBIDDEN", count: 2 },
      { code: "CASE_NOT_OPEN", count: 1 },
    ]);
  });

  it("of one person are flagged when there are more than allowed", () => {
    const refused = times(4, () => ({ ending: "REFUSED", refusal: "FORBIDDEN" }));
    expect(flagsOf("MANY_REFUSALS", refused, { refusalsOfOnePerson: 4 })).toEqual([]);
    expect(flagsOf("MANY_REFUSALS", refused, { refusalsOfOnePerson: 3 })).toMatchObject([{ count: 4 }]);
  });
});

describe("looks without outcome", () => {
  it("are flagged with their receipts, those under way are not", () => {
    const lost = anAuditedLook({ ending: "ABANDONED" });
    const summary = summaryOf([lost, anAuditedLook({ ending: "UNDER_WAY" })]);
    expect(summary).toMatchObject({ abandoned: 1, underWay: 1 });
    expect(findingOf("NO_OUTCOME", summary).flags).toEqual([
      {
        unit: "示例市政务服务中心",
        account: "clerk-01",
        count: 1,
        isEstimate: false,
        receipts: [lost.receipt],
      },
    ]);
  });
});

describe("looks without a case", () => {
  it("are flagged unless they were refused", () => {
    const looks = [
      anAuditedLook({ case: "MISSING" }),
      anAuditedLook({ case: "MISSING", ending: "REFUSED", refusal: "CASE_NOT_OPEN" }),
      anAuditedLook({ case: "NO_FEED" }),
    ];
    expect(flagsOf("NO_CASE", looks)).toMatchObject([{ count: 1, receipts: [looks[0]?.receipt] }]);
  });
});

describe("looks out of hours", () => {
  it.each([
    ["2026-11-20T08:29:59+08:00", 1],
    ["2026-11-20T08:30:00+08:00", 0],
    ["2026-11-20T17:59:59+08:00", 0],
    ["2026-11-20T18:00:00+08:00", 1],
    ["2026-11-21T10:00:00+08:00", 1],
    // A 调休 Saturday, and the Thursday of 国庆.
    ["2026-10-10T10:00:00+08:00", 0],
    ["2026-10-01T10:00:00+08:00", 1],
  ])("at %s: %d", (instant, flagged) => {
    expect(flagsOf("OUT_OF_HOURS", [anAuditedLook({ at: new Date(instant) })])).toHaveLength(flagged);
  });

  it("are ordinary for the subject and for systems, not for whoever has another role too", () => {
    const night = new Date("2026-11-20T23:00:00+08:00");
    expect(flagsOf("OUT_OF_HOURS", [anAuditedLook({ at: night, roles: ["subject"] })])).toEqual([]);
    expect(flagsOf("OUT_OF_HOURS", [anAuditedLook({ at: night, roles: ["system"] })])).toEqual([]);
    expect(flagsOf("OUT_OF_HOURS", [anAuditedLook({ at: night, roles: ["system", "clerk"] })])).toHaveLength(
      1,
    );
    expect(flagsOf("OUT_OF_HOURS", [anAuditedLook({ at: night, roles: [] })])).toHaveLength(1);
  });

  it("are judged by Monday to Friday in a year without calendar, and the report says how many", () => {
    const at = (instant: string, roles: readonly string[]) => anAuditedLook({ at: new Date(instant), roles });
    const looks = [
      at("2026-12-31T10:00:00+08:00", ["clerk"]),
      at("2027-01-01T10:00:00+08:00", ["clerk"]),
      at("2027-01-02T10:00:00+08:00", ["clerk"]),
      at("2027-01-02T10:00:00+08:00", ["subject"]),
    ];
    expect(findingOf("OUT_OF_HOURS", summaryOf(looks))).toMatchObject({
      rule: "工作日（含调休）08:30（含）至 18:00（不含）以外，北京时间",
      gap: "工作日历没有当年的节假日和调休：2 次查询只按周一至周五判断",
      flagged: 1,
      flags: [{ count: 1 }],
    });
    expect(findingOf("OUT_OF_HOURS", summaryOf(looks.slice(0, 1))).gap).toBeNull();
  });
});

describe("looks at somebody of the same surname", () => {
  it("are flagged by account and receipt; what could not be told is counted", () => {
    const same = anAuditedLook({ isSameSurname: true });
    const finding = findingOf("SAME_SURNAME", summaryOf([same, anAuditedLook({ isSameSurname: null })]));
    expect(finding.flags).toMatchObject([{ account: "clerk-01", count: 1, receipts: [same.receipt] }]);
    expect(finding.gap).toContain("1 次查询");
  });
});

describe("bursts", () => {
  const settings = { burstLooks: 3, burstMinutes: 10 };

  it("begin with one look more than allowed within the time", () => {
    const looks = times(4, (index) => ({ at: at(index * minute) }));
    expect(flagsOf("BURST", looks.slice(0, 3), settings)).toEqual([]);
    expect(flagsOf("BURST", looks, settings)).toMatchObject([{ count: 1, receipts: [looks[3]?.receipt] }]);
  });

  it("end where the first and the last of them lie ten minutes apart", () => {
    const spanning = (ms: number) => times(4, (index) => ({ at: at((ms / 3) * index) }));
    expect(flagsOf("BURST", spanning(10 * minute - 3), settings)).toHaveLength(1);
    expect(flagsOf("BURST", spanning(10 * minute), settings)).toEqual([]);
  });

  it("are one person's, in one unit", () => {
    const looks = times(6, (index) => ({ at: at(index), account: index % 2 ? "clerk-01" : "clerk-02" }));
    expect(flagsOf("BURST", looks, settings)).toEqual([]);
    const units = times(6, (index) => ({ at: at(index), unit: index % 2 ? "甲单位" : "乙单位" }));
    expect(flagsOf("BURST", units, settings)).toEqual([]);
  });
});

describe("one person over many subjects", () => {
  const looksAt = (count: number) => times(count, (index) => ({ subjects: [subjectNamed(`主体${index}`)] }));

  it("is flagged when there are more different ones than allowed", () => {
    const settings = { subjectsOfOnePerson: 5 };
    expect(flagsOf("MANY_SUBJECTS", looksAt(5), settings)).toEqual([]);
    expect(flagsOf("MANY_SUBJECTS", looksAt(6), settings)).toMatchObject([{ count: 6, isEstimate: false }]);
  });

  it("counts a subject once, however often and in however many looks", () => {
    const same = times(50, () => ({ subjects: [subjectNamed("甲"), subjectNamed("甲")] }));
    expect(flagsOf("MANY_SUBJECTS", same, { subjectsOfOnePerson: 1 })).toEqual([]);
  });

  it("estimates great numbers, and says so", () => {
    const [flag] = flagsOf("MANY_SUBJECTS", looksAt(20_000));
    expect(flag?.isEstimate).toBe(true);
    expect(flag?.count).toBeGreaterThan(18_000);
    expect(flag?.count).toBeLessThan(22_000);
  });
});

describe("one subject looked at by many units", () => {
  const byUnits = (count: number) => times(count, (index) => ({ unit: `单位${index}` }));

  it("is flagged by receipts alone when there are more units than allowed", () => {
    const looks = byUnits(6);
    expect(flagsOf("MANY_UNITS", looks.slice(0, 5))).toEqual([]);
    expect(flagsOf("MANY_UNITS", looks)).toEqual([
      {
        unit: null,
        account: null,
        count: 6,
        isEstimate: false,
        receipts: looks.map(({ receipt }) => receipt),
      },
    ]);
  });

  it("counts a unit once", () => {
    expect(
      flagsOf(
        "MANY_UNITS",
        times(20, () => ({})),
      ),
    ).toEqual([]);
  });

  it("looks at a part only when there are more subjects than may be held, and says so", () => {
    const looks = times(100, (index) => ({ subjects: [subjectNamed(`主体${index}`)] }));
    const held = findingOf("MANY_UNITS", summaryOf(looks, parseAuditSettings({ subjectsHeld: 30 })));
    expect(held.gap).toMatch(/抽查了其中 (25\.0|12\.5)%/);
    expect(findingOf("MANY_UNITS", summaryOf(looks)).gap).toBeNull();
  });
});

describe("a finding", () => {
  it("lists the greatest flags and counts them all; receipts are the first ones", () => {
    const looks = Array.from({ length: 5 }, (_, clerk) =>
      times(clerk + 1, () => ({ account: `clerk-${clerk}`, ending: "ABANDONED" })),
    ).flat();
    const settings = parseAuditSettings({ flagsShown: 2, receiptsShown: 3 });
    const finding = findingOf("NO_OUTCOME", summaryOf(looks, settings));
    expect(finding.flagged).toBe(5);
    expect(finding.flags.map(({ account, count }) => [account, count])).toEqual([
      ["clerk-4", 5],
      ["clerk-3", 4],
    ]);
    const own = looks.filter(({ account }) => account === "clerk-4").map(({ receipt }) => receipt);
    expect(finding.flags[0]?.receipts).toEqual(own.slice(0, 3));
  });
});
