import type { Day } from "./record.js";

/**
 * Calendar day in Asia/Shanghai at an instant. The offset is always +08:00, which is right from 1992 on;
 * the summer times of 1986–1991 and local times before are not followed, and no check reaches back to them.
 */
export function shanghaiDayOf(instant: Date): Day {
  return dayOfEpoch(Math.floor((instant.getTime() + offsetMs) / dayMs));
}

/** First instant of a day in Asia/Shanghai (+08:00). @throws RangeError when it is no day. */
export function startOfDay(day: Day): Date {
  return new Date(epochOf(day) * dayMs - offsetMs);
}

/** Whether a value is a calendar day that exists, written "2026-11-21" (GB/T 7408). */
export function isDay(value: unknown): value is Day {
  const match = typeof value === "string" ? dayPattern.exec(value) : null;
  if (match === null) return false;
  const [, year, month, dayOfMonth] = match.map(Number) as [number, number, number, number];
  return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysInMonth(year, month);
}

/** The day that lies `days` later, or earlier when negative. @throws RangeError when it is no day. */
export function addDays(day: Day, days: number): Day {
  return dayOfEpoch(epochOf(day) + days);
}

/**
 * Last day of a period of months that began on `day`: the corresponding day of the last month, or that month's
 * last day when it has none (《民法典》第二百零二条). @throws RangeError when it is no day.
 */
export function addMonths(day: Day, months: number): Day {
  const [year, month, dayOfMonth] = partsOf(day);
  const monthsSinceYear0 = year * 12 + (month - 1) + months;
  const lastYear = Math.floor(monthsSinceYear0 / 12);
  const lastMonth = monthsSinceYear0 - lastYear * 12 + 1;
  return written(lastYear, lastMonth, Math.min(dayOfMonth, daysInMonth(lastYear, lastMonth)));
}

/** Last day of a period of years that began on `day`; 29 February ends on the 28th in common years (《民法典》第二百零二条). */
export function addYears(day: Day, years: number): Day {
  return addMonths(day, years * 12);
}

/** Days from the first day to the second; the first one is not counted (《民法典》第二百零一条), negative when it is later. */
export function daysBetween(from: Day, to: Day): number {
  return epochOf(to) - epochOf(from);
}

const dayMs = 86_400_000;
const offsetMs = 8 * 3_600_000;
const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function partsOf(day: Day): [year: number, month: number, dayOfMonth: number] {
  // Does not repeat the value: it may be somebody's date of birth.
  if (!isDay(day)) throw new RangeError("Not a calendar day YYYY-MM-DD");
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

/** Days since 1970-01-01 of the calendar day as such, whatever the time zone. */
function epochOf(day: Day): number {
  partsOf(day);
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

function dayOfEpoch(epoch: number): Day {
  const date = new Date(epoch * dayMs);
  return written(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function written(year: number, month: number, dayOfMonth: number): Day {
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = `${String(year).padStart(4, "0")}-${two(month)}-${two(dayOfMonth)}`;
  if (!isDay(day)) throw new RangeError("Outside the calendar from year 0 to 9999");
  return day;
}
