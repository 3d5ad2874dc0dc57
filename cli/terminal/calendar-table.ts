import type { CalendarYear } from "../../kernel/calendar/calendar-year.js";
import type { Day } from "../../kernel/record.js";
import { daysBetween } from "../../kernel/shanghai-day.js";
import { weekdayName } from "../../kernel/weekday.js";
import { createWorkingDays } from "../../kernel/working-days.js";
import { renderTable } from "./render-table.js";

/** A year of the calendar for people: how many days are worked, where it comes from, each holiday with its 调休. */
export function renderYear(year: CalendarYear): string {
  const { count } = createWorkingDays([year]).workingDaysBetween(
    `${year.year - 1}-12-31`,
    `${year.year}-12-31`,
  );
  return [
    `${year.year} 年，工作日共 ${count} 天`,
    `依据：${year.source}${year.verified ? "" : "（待核）"}`,
    renderTable(
      ["节日", "放假（周末以外）", "调休上班"],
      [24, 40, 24],
      year.festivals.map(({ name, off, worked }) => [name, writeDays(off), writeDays(worked)]),
    ),
  ].join("\n");
}

/** Days without a break between them share a line. */
function writeDays(days: readonly Day[]): string {
  const runs: { first: Day; last: Day }[] = [];
  for (const day of [...days].sort()) {
    const run = runs.at(-1);
    if (run && daysBetween(run.last, day) === 1) run.last = day;
    else runs.push({ first: day, last: day });
  }
  return runs
    .map(({ first, last }) => (first === last ? writeDay(first) : `${writeDay(first)}至${writeDay(last)}`))
    .join("\n");
}

function writeDay(day: Day): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（${weekdayName(day)}）`;
}
