import type { Fault } from "../read-by-schema.js";
import { readYaml } from "../read-yaml.js";
import { calendarFileSchema, type CalendarYear } from "./calendar-year.js";
import { checkYears } from "./check-years.js";

/** The years of a calendar file's text, and what is wrong with it; with faults they are for showing only. */
export function readCalendar(text: string): {
  readonly years: readonly CalendarYear[];
  readonly faults: readonly Fault[];
} {
  const read = readYaml(text, calendarFileSchema);
  if (!read.ok) return { years: [], faults: read.faults };
  const { years } = read.value;
  return { years, faults: checkYears(years) };
}
