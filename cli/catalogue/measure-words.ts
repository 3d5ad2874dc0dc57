import type { MeasureKind } from "../../subgraphs/credit-office/verdict/verdict.js";

/** The kinds of measure as officers say them. */
export const measureZh: Readonly<Record<MeasureKind, string>> = {
  INCENTIVE: "激励",
  PROMPT: "提示",
  RESTRICT: "限制",
  HOLD: "拦截待核",
};
