import type { Outcome } from "./flip-tally.js";

/** Decisions as officers say them. */
export const decisionZh: Readonly<Record<Outcome, string>> = {
  REFUSED: "不受理",
  PASS: "通过",
  PROMPT: "提示",
  RESTRICT: "限制",
  MANUAL: "人工核实",
  INCOMPLETE: "未查全",
  HOLD: "拦截待核",
};
