import { z } from "zod";
import { addDays, isDay, startOfDay } from "../../kernel/shanghai-day.js";

/**
 * An instant as business systems write it: ISO 8601, with an offset or in Shanghai's time, or a day, whose first instant
 * is meant at the beginning of a period and whose last one at its end. Undefined when it is none.
 */
export function readInstant(written: string, edge: "BEGINNING" | "END"): Date | undefined {
  const [, day, minutes, seconds, zone] = pattern.exec(written.trim()) ?? [];
  if (!isDay(day)) return undefined;
  if (minutes === undefined)
    return edge === "BEGINNING" ? startOfDay(day) : new Date(startOfDay(addDays(day, 1)).getTime() - 1);
  const instant = new Date(`${day}T${minutes}${seconds ?? ":00"}${zone ?? "+08:00"}`);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** The same as a schema. */
export function instantSchema(edge: "BEGINNING" | "END") {
  return z.string("请写成文字，如 2026-07-01T09:00:00+08:00").transform((written, context) => {
    const instant = readInstant(written, edge);
    if (instant) return instant;
    context.addIssue("不是日期或时间，请写成 2026-07-01 或 2026-07-01T09:00:00+08:00 的样子");
    return z.NEVER;
  });
}

const pattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
