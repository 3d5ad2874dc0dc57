import { costLimitRule } from "@escape.tech/graphql-armor-cost-limit";
import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import { maxDirectivesRule } from "@escape.tech/graphql-armor-max-directives";
import { GraphQLError, type ValidationContext, type ValidationRule } from "graphql";
import { tooComplex, type OperationLimits } from "./operation-limits.js";

/**
 * The limits that graphql-armor counts well, as validation rules: each answers OPERATION_TOO_COMPLEX in our words.
 * Its own errors are English, and thrown they would come out as INTERNAL.
 */
export function createArmorRules(limits: OperationLimits): ValidationRule[] {
  const { maxDepth, maxAliases, maxDirectives, maxCost } = limits;
  return [
    maxDepthRule({ n: maxDepth, flattenFragments: true, ...refuse("字段的层数", maxDepth, "请减少嵌套") }),
    maxAliasesRule({ n: maxAliases, allowList: [], ...refuse("别名数", maxAliases, "请减少别名") }),
    maxDirectivesRule({ n: maxDirectives, ...refuse("指令数", maxDirectives, "请减少指令") }),
    costLimitRule({
      maxCost,
      flattenFragments: true,
      ...refuse("查询开销", maxCost, "请减少字段和层数，或拆成几次查询"),
    }),
  ];
}

function refuse(what: string, limit: number, mend: string) {
  return {
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null) => {
        const refusal = tooComplex(what, limit, mend);
        context?.reportError(new GraphQLError(refusal.message, { originalError: refusal }));
      },
    ],
  };
}
