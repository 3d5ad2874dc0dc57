import { describe, expect, it } from "@jest/globals";
import { readMonth } from "../../../../subgraphs/credit-office/audit/month.js";

const now = new Date("2027-01-15T12:00:00+08:00");

describe("readMonth", () => {
  it.each([
    ["2026-11", "2026-11-01T00:00:00+08:00", "2026-12-01T00:00:00+08:00"],
    ["2026-12", "2026-12-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00"],
    ["2027-01", "2027-01-01T00:00:00+08:00", "2027-02-01T00:00:00+08:00"],
    ["2024-02", "2024-02-01T00:00:00+08:00", "2024-03-01T00:00:00+08:00"],
  ])("reads %s as a month in Shanghai", (month, from, to) => {
    expect(readMonth(month, now)).toEqual({ month, from: new Date(from), to: new Date(to) });
  });

  it("refuses what is no month, or has not begun", () => {
    for (const text of ["", "2026", "2026-13", "2026-00", "2026-1", "2026-11-01", "二〇二六-11", "2027-02"])
      expect(readMonth(text, now)).toBeNull();
  });

  it("begins a month at midnight in Shanghai", () => {
    expect(readMonth("2027-02", new Date("2027-01-31T15:59:59.999Z"))).toBeNull();
    expect(readMonth("2027-02", new Date("2027-01-31T16:00:00.000Z"))).not.toBeNull();
  });
});
