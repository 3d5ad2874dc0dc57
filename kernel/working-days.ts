import type { CalendarYear } from "./calendar/calendar-year.js";
import type { Day } from "./record.js";
import { addDays, daysBetween } from "./shanghai-day.js";
import { aMonday, weekdayOf } from "./weekday.js";

/**
 * Working days in Shanghai: Monday to Friday but for 放假, and the 调休 weekends. A year that the calendar does not hold
 * is answered by Monday to Friday alone, and every answer can tell that it was.
 */
export interface WorkingDays {
  isWorkingDay(day: Day): boolean;
  /** Whether the calendar holds the year of this day. */
  isKnownYear(day: Day): boolean;
  /** The first working day after a day. */
  nextWorkingDay(day: Day): FoundDay;
  /** The day itself when it is worked, otherwise the next that is: where a period ends (《民法典》第二百零三条). */
  workingDayFrom(day: Day): FoundDay;
  /**
   * The n-th working day after a day, which does not count itself (《民法典》第二百零一条); with 0 the day itself.
   * @throws RangeError when n is negative or no whole number, or leaves the calendar
   */
  addWorkingDays(day: Day, n: number): FoundDay;
  /** Working days after `from` up to and with `to`; negative when `to` is earlier. */
  workingDaysBetween(from: Day, to: Day): CountedDays;
}

export interface FoundDay {
  readonly day: Day;
  /** Years that were counted by Monday to Friday alone, in ascending order. */
  readonly unknownYears: readonly number[];
}

export interface CountedDays {
  readonly count: number;
  /** Years that were counted by Monday to Friday alone, in ascending order. */
  readonly unknownYears: readonly number[];
}

/** @param years as `readCalendar` has checked them, each once */
export function createWorkingDays(years: readonly CalendarYear[]): WorkingDays {
  const festivals = years.flatMap((year) => year.festivals);
  const off = new Set(festivals.flatMap((festival) => festival.off));
  const worked = new Set(festivals.flatMap((festival) => festival.worked));
  const known = new Set(years.map(({ year }) => year));
  const exceptionsUpTo = sumExceptions(off, worked);

  const isWorkingDay = (day: Day): boolean => worked.has(day) || (weekdayOf(day) <= 5 && !off.has(day));
  /** Grows by one on each working day. */
  const countUpTo = (day: Day): number => weekdaysUpTo(day) + exceptionsUpTo(day);

  function unknownYears(from: Day, to: Day): number[] {
    if (from === to) return [];
    const [last, first] = [yearOf(to), yearOf(addDays(from, 1))];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(
      (year) => !known.has(year),
    );
  }

  function addWorkingDays(from: Day, n: number): FoundDay {
    if (!Number.isInteger(n) || n < 0)
      throw new RangeError("Working days are counted forward, in whole days");
    const wanted = countUpTo(from) + n;
    let day = from;
    // So many days hold at most so many working days: this never passes the one that is wanted.
    for (let missing = n; missing > 0; missing = wanted - countUpTo(day)) day = addDays(day, missing);
    return { day, unknownYears: unknownYears(from, day) };
  }

  return {
    isWorkingDay,
    isKnownYear: (day) => known.has(yearOf(day)),
    nextWorkingDay: (day) => addWorkingDays(day, 1),
    workingDayFrom: (day) => addWorkingDays(addDays(day, -1), 1),
    addWorkingDays,
    workingDaysBetween(from, to) {
      const [earlier, later] = from <= to ? [from, to] : [to, from];
      return { count: countUpTo(to) - countUpTo(from), unknownYears: unknownYears(earlier, later) };
    },
  };
}

/** Days from Monday to Friday since a Monday, with this day; negative before it. */
function weekdaysUpTo(day: Day): number {
  const days = daysBetween(aMonday, day);
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(days - weeks * 7 + 1, 5);
}

/** How many days up to a day, with it, were worked besides Monday to Friday, less those that were not worked. */
function sumExceptions(off: ReadonlySet<Day>, worked: ReadonlySet<Day>): (day: Day) => number {
  const changes = [
    ...[...off].map((day) => ({ day, by: -1 })),
    ...[...worked].map((day) => ({ day, by: 1 })),
  ];
  changes.sort((a, b) => (a.day < b.day ? -1 : 1));
  const days = changes.map(({ day }) => day);
  const sums = [0];
  for (const { by } of changes) sums.push((sums.at(-1) ?? 0) + by);
  return (day) => sums[countNotAfter(days, day)] ?? 0;
}

/** How many of the sorted days are not after a day. */
function countNotAfter(days: readonly Day[], day: Day): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? "") <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
