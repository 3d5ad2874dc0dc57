import { z } from "zod";
import { day, money, text } from "../kit/particulars.js";

/** Particulars of each record type of 法院. */
export const recordTypes = {
  /** 失信被执行人：《最高人民法院关于公布失信被执行人名单信息的若干规定》第一条列明六种情形 */
  CT_DISHONEST: z.object({
    caseNumber: text,
    court: text,
    duty: z.string(),
    performance: z.enum(["全部未履行", "部分履行", "全部履行"]),
    cause: z.int().min(1).max(6),
    publishedOn: day,
  }),
  /** 限制消费：《最高人民法院关于限制被执行人高消费及有关消费的若干规定》 */
  CT_CONSUMPTION: z.object({ caseNumber: text, court: text, orderedOn: day }),
  /** 被执行人：不是失信，至多提示 */
  CT_EXECUTED: z.object({ caseNumber: text, court: text, amount: money, filedOn: day }),
  /** 破产重整、和解：国办发〔2025〕22 号 */
  CT_BANKRUPT: z
    .object({ rulingNumber: text, kind: z.enum(["重整", "和解"]), approvedOn: day, doneOn: day.optional() })
    .refine(({ approvedOn, doneOn }) => doneOn === undefined || doneOn >= approvedOn, {
      path: ["doneOn"],
      error: "执行完毕日期早于批准日期",
    }),
};
