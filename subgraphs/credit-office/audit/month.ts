import { addMonths, isDay, shanghaiDayOf, startOfDay } from "../../../kernel/shanghai-day.js";

/** A calendar month in Shanghai. */
export interface Month {
  /** As written, "2026-11". */
  readonly month: string;
  readonly from: Date;
  /** First instant after it. */
  readonly to: Date;
}

/** Null when the text is no month, or one that has not begun. */
export function readMonth(text: string, now: Date): Month | null {
  const first = `${text}-01`;
  if (!/^\d{4}-\d{2}$/.test(text) || !isDay(first)) return null;
  if (first > shanghaiDayOf(now)) return null;
  return { month: text, from: startOfDay(first), to: startOfDay(addMonths(first, 1)) };
}
