import { z } from "zod";
import { day, penalty, text } from "../kit/particulars.js";

/** An entry of a list: removed at the earliest on the day it was listed. */
const listingOf = <Reason extends z.ZodType>(reason: Reason) =>
  z
    .object({ reason, listedOn: day, removedOn: day.optional() })
    .refine((entry) => entry.removedOn === undefined || entry.removedOn >= entry.listedOn, {
      path: ["removedOn"],
      error: "移出日期早于列入日期",
    });

/** Particulars of each record type of 市场监管. */
export const recordTypes = {
  /** 登记：《市场主体登记管理条例》（待核） */
  MSA_REGISTRATION: z.object({
    name: text,
    formerNames: z.array(z.string()),
    status: z.enum(["存续", "在业", "歇业", "吊销", "注销", "迁出"]),
    legalRepresentative: z.string(),
    registeredOn: day,
    type: z.string(),
    region: z.string(),
  }),
  /** 经营异常名录：《企业信息公示暂行条例》第十七条 */
  MSA_ABNORMAL: listingOf(z.enum(["未年报", "未公示", "虚假", "失联"])),
  /** 严重违法失信名单：国家市场监督管理总局令第 44 号 */
  MSA_SERIOUS: listingOf(text),
  /** 守合同重信用等荣誉：地方规定（待核） */
  MSA_HONOUR: z.object({ award: text, year: z.int() }),
  PENALTY: penalty,
};
