import type { Fault } from "../read-by-schema.js";
import type { Day } from "../record.js";
import { weekdayName, weekdayOf } from "../weekday.js";
import type { CalendarYear } from "./calendar-year.js";

/** What is wrong with years that are well-formed: each day must change something, once, and in its own year. */
export function checkYears(years: readonly CalendarYear[]): Fault[] {
  const seen = new Set<number>();
  return years.flatMap((written, index) => {
    const field = `years[${index}]`;
    const again = seen.has(written.year);
    seen.add(written.year);
    return [
      ...(again
        ? [{ field: `${field}.year`, message: `${written.year} 年写了两次，请合并为一处或删去一处` }]
        : []),
      ...checkYear(written, field),
    ];
  });
}

function checkYear({ year, festivals }: CalendarYear, field: string): Fault[] {
  const seen = new Set<Day>();
  const written = festivals.flatMap(({ off, worked }, index) => [
    ...placed(off, `${field}.festivals[${index}].off`, wrongOff),
    ...placed(worked, `${field}.festivals[${index}].worked`, wrongWorked),
  ]);
  return written.flatMap(({ day, field, wrong }) => {
    const isAgain = seen.has(day);
    seen.add(day);
    const faults = [
      Number(day.slice(0, 4)) === year ? null : `${day} 不在 ${year} 年，请写到该日所属的年份`,
      wrong(day),
      isAgain ? `${day} 写了两次，请删去一处` : null,
    ];
    return faults.flatMap((message) => (message === null ? [] : [{ field, message }]));
  });
}

interface PlacedDay {
  readonly day: Day;
  readonly field: string;
  readonly wrong: (day: Day) => string | null;
}

function placed(days: readonly Day[], field: string, wrong: PlacedDay["wrong"]): PlacedDay[] {
  return days.map((day, index) => ({ day, field: `${field}[${index}]`, wrong }));
}

function wrongOff(day: Day): string | null {
  if (weekdayOf(day) <= 5) return null;
  return `${day} 是${weekdayName(day)}，本来就不上班，请删去；如系调休上班，请写到 worked`;
}

function wrongWorked(day: Day): string | null {
  if (weekdayOf(day) > 5) return null;
  return `${day} 是${weekdayName(day)}，不是调休，请删去；如系放假，请写到 off`;
}
