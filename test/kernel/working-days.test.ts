import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CalendarYear } from "../../kernel/calendar/calendar-year.js";
import { loadCalendar } from "../../kernel/calendar/load-calendar.js";
import type { Day } from "../../kernel/record.js";
import { addDays, daysBetween } from "../../kernel/shanghai-day.js";
import { createWorkingDays } from "../../kernel/working-days.js";

const announced = createWorkingDays(loadCalendar());

describe("isWorkingDay", () => {
  it.each<[Day, boolean, string]>([
    ["2025-12-31", true, "the last day of a year"],
    ["2026-01-01", false, "元旦"],
    ["2026-01-02", false, "元旦, a Friday off"],
    ["2026-01-03", false, "an ordinary Saturday"],
    ["2026-01-04", true, "调休, a Sunday"],
    ["2026-02-13", true, "the Friday before 春节"],
    ["2026-02-14", true, "调休, a Saturday"],
    ["2026-02-15", false, "the Sunday that 春节 begins with"],
    ["2026-02-16", false, "春节"],
    ["2026-02-23", false, "the last day of 春节, a Monday"],
    ["2026-02-24", true, "the first day after it"],
    ["2026-02-28", true, "调休, a Saturday at the end of a month"],
    ["2026-09-20", true, "调休, a Sunday before 国庆"],
    ["2026-10-07", false, "the last day of 国庆"],
    ["2026-10-08", true, "the first day after it"],
    ["2026-10-10", true, "调休, a Saturday"],
    ["2026-10-11", false, "an ordinary Sunday"],
    ["2025-10-08", false, "国庆 and 中秋 together: eight days"],
    ["2025-10-11", true, "调休 of 2025, no working day in other years"],
  ])("%s: %s, %s", (day, expected) => {
    expect(announced.isWorkingDay(day)).toBe(expected);
    expect(announced.isKnownYear(day)).toBe(true);
  });

  it("goes by Monday to Friday in a year without data, and says so", () => {
    expect(announced.isWorkingDay("2027-10-01")).toBe(true);
    expect(announced.isWorkingDay("2027-10-02")).toBe(false);
    expect(announced.isKnownYear("2027-10-01")).toBe(false);
    expect(announced.isKnownYear("2024-12-31")).toBe(false);
  });
});

describe("addWorkingDays", () => {
  it.each<[Day, number, Day, string]>([
    ["2026-09-30", 1, "2026-10-08", "over 国庆"],
    ["2026-09-30", 3, "2026-10-10", "to the 调休 Saturday after it"],
    ["2026-10-01", 1, "2026-10-08", "from a holiday"],
    ["2026-02-13", 1, "2026-02-14", "onto a 调休 Saturday"],
    ["2026-02-13", 2, "2026-02-24", "over 春节"],
    ["2026-02-27", 1, "2026-02-28", "to a 调休 Saturday at the end of a month"],
    ["2026-02-27", 2, "2026-03-02", "over the end of a month"],
    ["2025-12-31", 1, "2026-01-04", "over the end of a year, to a 调休 Sunday"],
    ["2026-11-13", 7, "2026-11-24", "双公示: seven working days"],
    ["2026-11-13", 0, "2026-11-13", "none"],
    ["2026-11-14", 0, "2026-11-14", "none, on a Saturday"],
  ])("%s + %i = %s: %s", (day, n, expected) => {
    expect(announced.addWorkingDays(day, n)).toEqual({ day: expected, unknownYears: [] });
    expect(announced.workingDaysBetween(day, expected)).toEqual({ count: n, unknownYears: [] });
  });

  it("counts 29 February, which it has no data about, and names the year", () => {
    expect(announced.addWorkingDays("2028-02-28", 1)).toEqual({ day: "2028-02-29", unknownYears: [2028] });
    expect(announced.addWorkingDays("2028-02-28", 2)).toEqual({ day: "2028-03-01", unknownYears: [2028] });
  });

  it("names the years that it lacks, and no year whose days it did not count", () => {
    expect(announced.addWorkingDays("2026-12-30", 1)).toEqual({ day: "2026-12-31", unknownYears: [] });
    expect(announced.addWorkingDays("2026-12-31", 1)).toEqual({ day: "2027-01-01", unknownYears: [2027] });
    expect(announced.addWorkingDays("2024-12-31", 1)).toEqual({ day: "2025-01-02", unknownYears: [] });
    expect(announced.workingDaysBetween("2024-06-03", "2028-01-03").unknownYears).toEqual([2024, 2027, 2028]);
    expect(announced.workingDaysBetween("2027-01-04", "2027-01-04").unknownYears).toEqual([]);
  });

  it("refuses to count backwards, in parts of days, or from what is no day", () => {
    expect(() => announced.addWorkingDays("2026-11-13", -1)).toThrow(RangeError);
    expect(() => announced.addWorkingDays("2026-11-13", 0.5)).toThrow(RangeError);
    expect(() => announced.addWorkingDays("2026-02-29", 1)).toThrow(RangeError);
    expect(() => announced.isWorkingDay("2026-02-29")).toThrow(RangeError);
    expect(() => announced.addWorkingDays("9999-12-31", 1)).toThrow(RangeError);
  });
});

describe("nextWorkingDay and workingDayFrom", () => {
  it.each<[Day, Day, Day]>([
    ["2026-10-01", "2026-10-08", "2026-10-08"],
    ["2026-10-08", "2026-10-08", "2026-10-09"],
    ["2026-10-09", "2026-10-09", "2026-10-10"],
    ["2026-10-10", "2026-10-10", "2026-10-12"],
    ["2026-02-28", "2026-02-28", "2026-03-02"],
    ["2026-01-01", "2026-01-04", "2026-01-04"],
  ])("of %s are %s, when it counts itself, and %s", (day, from, next) => {
    expect(announced.workingDayFrom(day)).toEqual({ day: from, unknownYears: [] });
    expect(announced.nextWorkingDay(day)).toEqual({ day: next, unknownYears: [] });
  });
});

/** 2021 and 2023 of random calendars; 2022 and all others are unknown. */
const first = "2020-12-01";
const dayOf = (offset: number): Day => addDays(first, offset);
/** Told by the language's own calendar, not by ours. */
const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const calendars = fc.uniqueArray(fc.integer({ min: 0, max: 1200 }), { maxLength: 120 }).map((offsets) =>
  [2021, 2023].map((year): CalendarYear => {
    const days = offsets.map(dayOf).filter((day) => day.startsWith(String(year)));
    const [off, worked] = [days.filter((day) => !isWeekend(day)), days.filter(isWeekend)];
    return { year, source: "test", verified: true, festivals: [{ name: "test", off, worked }] };
  }),
);

/** Walks day by day, and does nothing else. */
function slowly(years: readonly CalendarYear[], from: Day) {
  const listed = (key: "off" | "worked", day: Day): boolean =>
    years.some(({ festivals }) => festivals.some((festival) => festival[key].includes(day)));
  let [day, count] = [from, 0];
  const unknown = new Set<number>();
  return {
    step() {
      day = addDays(day, 1);
      const isWorked = isWeekend(day) ? listed("worked", day) : !listed("off", day);
      if (isWorked) count += 1;
      const year = Number(day.slice(0, 4));
      if (!years.some((each) => each.year === year)) unknown.add(year);
      return { day, isWorked, count, unknownYears: [...unknown] };
    },
  };
}

describe("against counting day by day", () => {
  const starts = fc.integer({ min: 0, max: 1300 }).map(dayOf);

  it("each day is answered alike, and found as the n-th working day", () => {
    fc.assert(
      fc.property(calendars, starts, fc.integer({ min: 1, max: 90 }), (years, from, steps) => {
        const workingDays = createWorkingDays(years);
        const model = slowly(years, from);
        for (let step = 0; step < steps; step += 1) {
          const { day, isWorked, count, unknownYears } = model.step();
          expect([day, workingDays.isWorkingDay(day)]).toEqual([day, isWorked]);
          expect(workingDays.workingDaysBetween(from, day)).toEqual({ count, unknownYears });
          if (isWorked) expect(workingDays.addWorkingDays(from, count)).toEqual({ day, unknownYears });
        }
      }),
      { numRuns: 60 },
    );
  });

  it("the next working day is the first one met", () => {
    fc.assert(
      fc.property(calendars, starts, (years, from) => {
        const model = slowly(years, from);
        let met = model.step();
        while (!met.isWorked) met = model.step();
        const { day, unknownYears } = met;
        const workingDays = createWorkingDays(years);
        expect(workingDays.nextWorkingDay(from)).toEqual({ day, unknownYears });
        const expected = workingDays.isWorkingDay(from) ? from : day;
        expect(workingDays.workingDayFrom(from).day).toBe(expected);
      }),
    );
  });

  it("years apart, and backwards", () => {
    fc.assert(
      fc.property(calendars, starts, starts, (years, from, to) => {
        const workingDays = createWorkingDays(years);
        const model = slowly(years, from);
        let count = 0;
        for (let days = daysBetween(from, to); days > 0; days -= 1) ({ count } = model.step());
        const there = workingDays.workingDaysBetween(from, to);
        const back = workingDays.workingDaysBetween(to, from);
        if (from <= to) expect(there.count).toBe(count);
        expect(back.count + there.count).toBe(0);
        expect(back.unknownYears).toEqual(there.unknownYears);
      }),
      { numRuns: 30 },
    );
  });
});
