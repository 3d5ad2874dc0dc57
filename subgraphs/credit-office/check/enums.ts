import { registerAs } from "../../../schema/enums.js";
import { decisions, measureKinds, sourceAnswers } from "../verdict/verdict.js";

const decisionZh = {
  PASS: "通过：未发现适用的措施",
  PROMPT: "提示：有须注意的信息，不限制办理",
  RESTRICT: "限制：依清单限制办理",
  MANUAL: "人工核实：身份不一致、代码有误或异议未决",
  INCOMPLETE: "未查全：有须查部门未答复",
  HOLD: "拦截待核：暂停办理，由经办人确认或解除",
} as const;

export const DecisionEnum = registerAs(decisions, {
  name: "Decision",
  description: "判定：由弱到强排列。Weakest to strongest.",
  zhOf: (value) => decisionZh[value],
});

const measureZh = { INCENTIVE: "激励", PROMPT: "提示", RESTRICT: "限制", HOLD: "拦截待核" } as const;

export const MeasureKindEnum = registerAs(measureKinds, {
  name: "MeasureKind",
  description: "措施种类。Kind of measure.",
  zhOf: (value) => measureZh[value],
});

const answerZh = {
  HIT: "命中：有适用的不利记录",
  CLEAR: "无：已答复，没有适用的不利记录",
  UNAVAILABLE: "未答复：不等于没有记录",
  NOT_NEEDED: "无须查询：该事项不需要此部门",
} as const;

export const SourceAnswerEnum = registerAs(sourceAnswers, {
  name: "SourceAnswer",
  description: "部门答复。What a source answered.",
  zhOf: (value) => answerZh[value],
});
