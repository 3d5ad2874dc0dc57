import { z } from "zod";
import { day } from "../kit/particulars.js";

/** Particulars of each record type of 信用办. */
export const recordTypes = {
  /** 政府采购严重违法失信行为记录名单：《政府采购法》第七十七条 */
  PROCUREMENT_LIST: z.object({ banUntil: day, reason: z.string() }),
  /** 财政资金失信 */
  FUND_DISHONESTY: z.object({ reason: z.string() }),
  HONOUR: z.object({ award: z.string(), year: z.int() }),
  COMMITMENT: z.object({ template: z.string(), signedOn: day }),
  BREACH: z.object({ template: z.string(), breachedOn: day }),
  CREDIT_EVALUATION: z.object({ grade: z.string(), year: z.int() }),
};
