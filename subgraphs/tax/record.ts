import { z } from "zod";
import { day, money, penalty } from "../kit/particulars.js";

/** Particulars of each record type of 税务. */
export const recordTypes = {
  /** 纳税缴费信用级别：国家税务总局公告 2025 年第 12 号 */
  TAX_CREDIT: z.object({
    year: z.int(),
    grade: z.enum(["A", "B", "M", "C", "D"]),
    score: z.number().nullable(),
    method: z.enum(["年度指标得分", "直接判级"]),
  }),
  /** 重大税收违法失信主体：国家税务总局令第 54 号 */
  TAX_SERIOUS: z.object({ caseKind: z.string(), amount: money }),
  /** 欠税：《税收征收管理法》第四十五条（待核） */
  TAX_ARREARS: z.object({ taxKind: z.string(), balance: money, noticeDate: day }),
  /** 非正常户（待核） */
  TAX_ABNORMAL: z.object({ since: day }),
  PENALTY: penalty,
};
