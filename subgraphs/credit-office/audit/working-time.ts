import type { Day } from "../../../kernel/record.js";
import { daysBetween, shanghaiDayOf, startOfDay } from "../../../kernel/shanghai-day.js";

/** Which days are working days; a calendar with 调休 takes the place of `mondayToFriday`. */
export type WorkingDayCalendar = (day: Day) => boolean;

/** Working days as long as no calendar of holidays and 调休 is loaded. */
export const mondayToFriday: WorkingDayCalendar = (day) => {
  const monday = "2024-01-01";
  const weekday = (((daysBetween(monday, day) % 7) + 7) % 7) + 1;
  return weekday <= 5;
};

/** Tells whether an instant lies within working time in Shanghai; the end does not. */
export function createWorkingTime(
  { from, to }: { readonly from: string; readonly to: string },
  isWorkingDay: WorkingDayCalendar,
): (instant: Date) => boolean {
  const [begin, end] = [minutesOf(from) * 60_000, minutesOf(to) * 60_000];
  return (instant) => {
    const day = shanghaiDayOf(instant);
    const sinceMidnight = instant.getTime() - startOfDay(day).getTime();
    return sinceMidnight >= begin && sinceMidnight < end && isWorkingDay(day);
  };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
