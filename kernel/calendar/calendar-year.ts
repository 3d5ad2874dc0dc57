import { z } from "zod";
import { isDay } from "../shanghai-day.js";

const day = z.string("应为日期，如 2026-10-01").refine(isDay, "应为存在的日期，如 2026-10-01");
const text = z.string().regex(/\S/, "请填写，不能为空");

const festivalSchema = z
  .strictObject({
    name: text,
    /** 放假: days from Monday to Friday that are not worked. Weekends are left out, they are not worked anyway. */
    off: z.array(day).default([]),
    /** 调休: Saturdays and Sundays that are worked. */
    worked: z.array(day).default([]),
  })
  .refine(({ off, worked }) => off.length + worked.length > 0, {
    error: "没有写明日期，请填写 off（放假的工作日）或 worked（调休上班的周末），或删去此项",
  });

const yearSchema = z.strictObject({
  /** From 1992 on: earlier days in Shanghai are not told apart rightly, see shanghai-day.ts. */
  year: z
    .int("应为年份，如 2026")
    .min(1992, "应为 1992 至 9999 的年份")
    .max(9999, "应为 1992 至 9999 的年份"),
  /** The announcement that it was taken from. */
  source: text,
  /** False (待核) until somebody has compared it with the official text. */
  verified: z.boolean("应为 true（已与原文核对）或 false（待核）"),
  festivals: z.array(festivalSchema).min(1, "没有节假日，请按通知填写"),
});

/** A calendar file as written. */
export const calendarFileSchema = z.strictObject({
  years: z.array(yearSchema).min(1, "没有年份，请至少填写一年"),
});

/** What one year differs by from Monday to Friday, as the State Council announces it. */
export type CalendarYear = Readonly<z.infer<typeof yearSchema>>;
