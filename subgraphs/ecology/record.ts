import { z } from "zod";
import { day, penalty, text } from "../kit/particulars.js";
import { colourOfScore, environmentColours, maxScore } from "./environment-colour.js";

/** What was added to or taken from the score, each with its own last day; null when it has none. */
export const environmentItems = z.array(
  z.object({ recordId: text, description: z.string(), points: z.int(), until: day.nullable() }),
);

/** Particulars of each record type of 生态环境. */
export const recordTypes = {
  /** 企业环保信用：《江苏省企业环保信用评价办法》（2020） */
  ENV_GRADE: z
    .object({
      colour: z.enum(environmentColours),
      score: z.int().max(maxScore),
      ratedOn: day,
      items: environmentItems,
    })
    .refine(({ colour, score }) => colour === colourOfScore(score), {
      path: ["colour"],
      error: "等级与分值不符",
    }),
  /** 排污许可：《排污许可管理条例》（待核） */
  ENV_PERMIT: z.object({ number: text, validTo: day, status: z.string() }),
  PENALTY: penalty,
};
