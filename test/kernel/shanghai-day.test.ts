import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  isDay,
  shanghaiDayOf,
  startOfDay,
} from "../../kernel/shanghai-day.js";

const formatter = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});
const instants = fc.date({
  min: new Date("1992-01-01T00:00:00Z"),
  max: new Date("2199-12-31T00:00:00Z"),
  noInvalidDate: true,
});
const days = fc.integer({ min: -40_000, max: 80_000 }).map((offset) => addDays("2000-01-01", offset));

describe("shanghaiDayOf", () => {
  it.each([
    ["2026-11-21T15:59:59.999Z", "2026-11-21"],
    ["2026-11-21T16:00:00.000Z", "2026-11-22"],
    ["2026-11-21T23:59:59.999+08:00", "2026-11-21"],
    ["2026-11-22T00:00:00.000+08:00", "2026-11-22"],
    ["2025-12-31T16:00:00.000Z", "2026-01-01"],
    ["2028-02-28T16:00:00.000Z", "2028-02-29"],
    ["2026-02-28T16:00:00.000Z", "2026-03-01"],
    ["1969-12-31T15:59:59.999Z", "1969-12-31"],
  ])("puts %s on %s", (instant, day) => {
    expect(shanghaiDayOf(new Date(instant))).toBe(day);
  });

  it("agrees with the time zone database from 1992 on", () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(shanghaiDayOf(instant)).toBe(formatter.format(instant));
      }),
    );
  });

  it("rejects an instant that is none", () => {
    expect(() => shanghaiDayOf(new Date(Number.NaN))).toThrow(RangeError);
  });
});

describe("startOfDay", () => {
  it("is the first millisecond of its day in Shanghai", () => {
    expect(startOfDay("2026-11-21").toISOString()).toBe("2026-11-20T16:00:00.000Z");
    fc.assert(
      fc.property(days, (day) => {
        const start = startOfDay(day);
        expect(shanghaiDayOf(start)).toBe(day);
        expect(shanghaiDayOf(new Date(start.getTime() - 1))).toBe(addDays(day, -1));
      }),
    );
  });

  it("agrees with the time zone database from 1992 on", () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(formatter.format(startOfDay(formatter.format(instant)))).toBe(formatter.format(instant));
      }),
    );
  });
});

describe("isDay", () => {
  it.each(["2026-11-21", "2028-02-29", "2000-02-29", "0000-02-29", "9999-12-31"])("accepts %s", (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    "2026-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-1-1",
    "20260101",
    "2026-01-01T00:00:00Z",
    "2026-01-01\n",
    "２０２６-01-01",
    "",
    20260101,
    null,
    undefined,
  ])("rejects %j", (value) => {
    expect(isDay(value)).toBe(false);
  });
});

describe("addDays and daysBetween", () => {
  it.each([
    ["2026-12-31", 1, "2027-01-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-02-28", 1, "2026-03-01"],
    ["2026-03-01", -1, "2026-02-28"],
    ["1991-09-14", 1, "1991-09-15"],
  ])("take %s by %i to %s", (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(count);
  });

  it("undo each other", () => {
    fc.assert(
      fc.property(days, days, (from, to) => {
        expect(addDays(from, daysBetween(from, to))).toBe(to);
        expect(Math.sign(daysBetween(from, to))).toBe(from < to ? 1 : from > to ? -1 : 0);
      }),
    );
  });

  it("refuse what is no day, and what leaves the calendar, without repeating it", () => {
    expect(() => addDays("2026-02-30", 1)).toThrow(new RangeError("Not a calendar day YYYY-MM-DD"));
    expect(() => daysBetween("2026-02-28", "")).toThrow(RangeError);
    expect(() => startOfDay("x")).toThrow(RangeError);
    expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
    expect(() => addMonths("0000-01-01", -1)).toThrow(RangeError);
  });
});

describe("addMonths and addYears", () => {
  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2026-03-31", 1, "2026-04-30"],
    ["2026-08-31", 6, "2027-02-28"],
    ["2026-11-30", 3, "2027-02-28"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-01-15", -1, "2025-12-15"],
    ["2026-05-20", 0, "2026-05-20"],
  ])("end %s after %i months on %s", (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it.each([
    ["2028-02-29", 1, "2029-02-28"],
    ["2028-02-29", 4, "2032-02-29"],
    ["2027-02-28", 1, "2028-02-28"],
    ["2026-11-21", 3, "2029-11-21"],
  ])("end %s after %i years on %s", (day, years, expected) => {
    expect(addYears(day, years)).toBe(expected);
  });

  it("end on the corresponding day, or on the month's last when there is none", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -600, max: 600 }), (day, months) => {
        const end = addMonths(day, months);
        expect(isDay(end)).toBe(true);
        const nextDay = addDays(end, 1);
        const isLastOfMonth = nextDay.endsWith("-01");
        if (end.slice(8) !== day.slice(8))
          expect([end.slice(8) < day.slice(8), isLastOfMonth]).toEqual([true, true]);
        const monthsOf = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(monthsOf(end) - monthsOf(day)).toBe(months);
      }),
    );
  });
});
