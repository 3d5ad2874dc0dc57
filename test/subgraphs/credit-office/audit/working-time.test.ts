import { describe, expect, it } from "@jest/globals";
import { createWorkingTime, mondayToFriday } from "../../../../subgraphs/credit-office/audit/working-time.js";

const isWorkingTime = createWorkingTime({ from: "08:30", to: "18:00" }, mondayToFriday);

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
    // Before the Monday that weekdays are counted from.
    ["2023-12-29T10:00:00.000+08:00", true],
    ["2023-12-31T10:00:00.000+08:00", false],
  ])("at %s: %s", (instant, expected) => {
    expect(isWorkingTime(new Date(instant))).toBe(expected);
  });

  it("follows a calendar with 调休 where one is given", () => {
    const byCalendar = createWorkingTime({ from: "08:30", to: "18:00" }, (day) => day === "2026-11-21");
    expect(byCalendar(new Date("2026-11-21T10:00:00+08:00"))).toBe(true);
    expect(byCalendar(new Date("2026-11-20T10:00:00+08:00"))).toBe(false);
  });
});
