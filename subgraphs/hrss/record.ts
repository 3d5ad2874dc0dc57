import { z } from "zod";
import { day, money, penalty, text } from "../kit/particulars.js";

/** Particulars of each record type of 人社. */
export const recordTypes = {
  /** 拖欠农民工工资失信联合惩戒名单：人社部令第 45 号、《保障农民工工资支付条例》第四十八条 */
  HR_WAGE_LIST: z.object({
    amount: money,
    workers: z.int().nonnegative(),
    orderedBy: z.string(),
    listedOn: day,
  }),
  /** 重大劳动保障违法行为（七类）：人社部令第 29 号 */
  HR_MAJOR: z.object({ kind: text, facts: z.string(), handling: z.string(), publishedOn: day }),
  /** 劳动保障守法诚信等级（待核） */
  HR_GRADE: z.object({ year: z.int(), grade: z.enum(["A", "B", "C"]) }),
  /** 社会保险缴费：《政府采购法》第二十二条第一款第四项 */
  HR_SOCIAL: z.object({ status: z.enum(["NORMAL", "ARREARS"]), paidUntil: day, arrears: money }),
  PENALTY: penalty,
};
