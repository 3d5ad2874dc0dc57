import { describe, expect, it } from "@jest/globals";
import { loadCalendar } from "../../../../kernel/calendar/load-calendar.js";
import { createWorkingDays } from "../../../../kernel/working-days.js";
import { createWorkingTime } from "../../../../subgraphs/credit-office/audit/working-time.js";

const workingTime = createWorkingTime({ from: "08:30", to: "18:00" }, createWorkingDays(loadCalendar()));

describe("working time", () => {
  it.each([
    ["2026-11-20T08:29:59.999+08:00", false],
    ["2026-11-20T08:30:00.000+08:00", true],
    ["2026-11-20T12:30:00.000+08:00", true],
    ["2026-11-20T17:59:59.999+08:00", true],
    ["2026-11-20T18:00:00.000+08:00", false],
    ["2026-11-20T23:59:59.999+08:00", false],
    ["2026-11-21T00:00:00.000+08:00", false],
    // A Saturday and a Sunday; the Sunday's evening in Shanghai is a Monday nowhere.
    ["2026-11-21T10:00:00.000+08:00", false],
    ["2026-11-22T10:00:00.000+08:00", false],
    ["2026-11-23T08:30:00.000+08:00", true],
    // Still Friday in UTC, already Saturday in Shanghai, and the other way round.
    ["2026-11-20T18:00:00.000Z", false],
    ["2026-11-23T00:30:00.000Z", true],
    // 调休: a Saturday and a Sunday that are worked, and not around the clock.
    ["2026-10-10T10:00:00.000+08:00", true],
    ["2026-10-10T18:00:00.000+08:00", false],
    ["2026-09-20T08:30:00.000+08:00", true],
    // 国庆: a Thursday off; it begins and ends at midnight in Shanghai.
    ["2026-09-30T17:59:59.999+08:00", true],
    ["2026-10-01T10:00:00.000+08:00", false],
    ["2026-10-07T10:00:00.000+08:00", false],
    ["2026-10-08T00:30:00.000Z", true],
    // Years that the calendar does not hold: Monday to Friday.
    ["2027-10-01T10:00:00.000+08:00", true],
    ["2027-10-02T10:00:00.000+08:00", false],
    ["2023-12-29T10:00:00.000+08:00", true],
    ["2023-12-31T10:00:00.000+08:00", false],
  ])("at %s: %s", (instant, expected) => {
    expect(workingTime.includes(new Date(instant))).toBe(expected);
  });

  it("is known in the years of the calendar, from midnight to midnight in Shanghai", () => {
    const isKnown = (instant: string): boolean => workingTime.isKnown(new Date(instant));
    expect(isKnown("2024-12-31T23:59:59.999+08:00")).toBe(false);
    expect(isKnown("2024-12-31T16:00:00.000Z")).toBe(true);
    expect(isKnown("2026-12-31T23:59:59.999+08:00")).toBe(true);
    expect(isKnown("2026-12-31T16:00:00.000Z")).toBe(false);
  });
});
