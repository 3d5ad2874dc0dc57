import { createHash } from "node:crypto";
import { GraphQLError, parse } from "graphql";
import { LRUCache } from "lru-cache";
import { answerValues } from "./answer-values.js";
import { holdVariables } from "./hold-variables.js";
import { measureDocument, type MeasuredOperation } from "./measure-document.js";
import { tooComplex, type OperationLimits } from "./operation-limits.js";
import { scanTokens } from "./scan-tokens.js";

/** What a request asks, as far as limits look at it. */
export interface GuardedRequest {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type GuardOperation = (request: GuardedRequest) => void;

/**
 * Refuses an operation that asks for too much, before graphql-js parses and validates it. What is no GraphQL passes: the
 * parser tells what is wrong. Each text is measured once.
 * @throws OPERATION_TOO_COMPLEX, GRAPHQL_VALIDATION_FAILED for fragments in a circle
 */
export function createOperationGuard(limits: OperationLimits, maxKept = 2000): GuardOperation {
  const kept = new LRUCache<string, readonly MeasuredOperation[]>({ max: maxKept });
  return ({ query, operationName, variables }) => {
    holdVariables(variables, limits);
    const key = createHash("sha256").update(query).digest("base64");
    const operations = kept.get(key) ?? measure(query, limits);
    if (operations === null) return;
    kept.set(key, operations);
    const asked = operations.filter(({ name }) => operationName === null || name === operationName);
    for (const operation of asked) {
      if (answerValues(operation, variables) > limits.maxAnswerValues) {
        const mend = "请减少字段、分次核查，或使用批量审查 startBatch";
        throw tooComplex("答复的内容量（字段数乘以主体数）", limits.maxAnswerValues, mend);
      }
    }
  };
}

function measure(query: string, limits: OperationLimits): readonly MeasuredOperation[] | null {
  try {
    scanTokens(query, limits);
    return measureDocument(parse(query, { noLocation: true, maxLexicalTokens: limits.maxTokens }), limits);
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
