import type { Day } from "./record.js";
import { daysBetween } from "./shanghai-day.js";

/** One of the Mondays, to count weeks from. */
export const aMonday: Day = "2024-01-01";

/** Day of the week, Monday 1 to Sunday 7. @throws RangeError when it is no day */
export function weekdayOf(day: Day): number {
  const days = daysBetween(aMonday, day) % 7;
  return (days < 0 ? days + 7 : days) + 1;
}

/** 周一 to 周日. @throws RangeError when it is no day */
export function weekdayName(day: Day): string {
  return `周${"一二三四五六日".charAt(weekdayOf(day) - 1)}`;
}
