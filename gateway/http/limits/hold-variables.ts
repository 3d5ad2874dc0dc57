import { tooComplex, type OperationLimits } from "./operation-limits.js";
import { tooLongString } from "./scan-tokens.js";

/**
 * Holds the variables of a request against the limits before anything reads them.
 * @throws OPERATION_TOO_COMPLEX when lists and objects stand too deep in each other, or a string is too long
 */
export function holdVariables(variables: unknown, limits: OperationLimits, level = 0): void {
  if (typeof variables === "string" && variables.length > limits.maxStringLength) throw tooLongString(limits);
  if (typeof variables !== "object" || variables === null) return;
  if (level >= limits.maxVariableDepth)
    throw tooComplex("变量的嵌套层数", limits.maxVariableDepth, "请按接口定义填写变量");
  for (const value of Object.values(variables)) holdVariables(value, limits, level + 1);
}
