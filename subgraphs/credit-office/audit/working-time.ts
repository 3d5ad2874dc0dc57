import { shanghaiDayOf, startOfDay } from "../../../kernel/shanghai-day.js";
import type { WorkingDays } from "../../../kernel/working-days.js";

/** Working time in Shanghai. */
export interface WorkingTime {
  /** Whether an instant lies in it; the end does not. */
  includes(instant: Date): boolean;
  /** False where the calendar lacks the year: `includes` then knows Monday to Friday only. */
  isKnown(instant: Date): boolean;
}

/** Working time of each working day; a 调休 weekend has it, a holiday has none. */
export function createWorkingTime(
  { from, to }: { readonly from: string; readonly to: string },
  workingDays: Pick<WorkingDays, "isWorkingDay" | "isKnownYear">,
): WorkingTime {
  const [begin, end] = [minutesOf(from) * 60_000, minutesOf(to) * 60_000];
  return {
    includes(instant) {
      const day = shanghaiDayOf(instant);
      const sinceMidnight = instant.getTime() - startOfDay(day).getTime();
      return sinceMidnight >= begin && sinceMidnight < end && workingDays.isWorkingDay(day);
    },
    isKnown: (instant) => workingDays.isKnownYear(shanghaiDayOf(instant)),
  };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
