import { z } from "zod";
import { isMoney } from "../../kernel/money.js";
import { isDay } from "../../kernel/shanghai-day.js";

/** A Shanghai day among a record's particulars. */
export const day = z.string().refine(isDay, "应为日期，如 2026-11-21");

/** Yuan as a decimal string among a record's particulars. */
export const money = z.string().refine(isMoney, '应为以元为单位的金额，如 "12345.60"');

/** A text that must not be blank among a record's particulars. */
export const text = z.string().trim().min(1, "不能为空");

/** Particulars of 行政处罚, the same in every department that imposes penalties. */
export const penalty = z.object({ kind: z.string(), amount: money, simpleProcedure: z.boolean() });
