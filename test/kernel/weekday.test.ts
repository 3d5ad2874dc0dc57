import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { addDays } from "../../kernel/shanghai-day.js";
import { weekdayName, weekdayOf } from "../../kernel/weekday.js";

it("weekdays are those of the language's own calendar", () => {
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 80_000 }), (offset) => {
      const day = addDays("2000-01-01", offset);
      expect(weekdayOf(day) % 7).toBe(new Date(`${day}T00:00:00Z`).getUTCDay());
    }),
  );
});

it("weekdays have their Chinese names", () => {
  expect(["2026-11-16", "2026-11-21", "2026-11-22", "1999-12-31"].map(weekdayName)).toEqual([
    "周一",
    "周六",
    "周日",
    "周五",
  ]);
});
