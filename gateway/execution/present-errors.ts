import { GraphQLError } from "graphql";
import { isErrorCode, type ErrorCode } from "../../kernel/error-table.js";
import type { UnavailableReason } from "../../kernel/facts.js";
import { sources, type SourceName } from "../../schema/departments.js";
import { GatewayError, toGraphQLError } from "../errors.js";
import type { PlacedError } from "./execute-plan.js";
import type { Path } from "./shape-answer.js";
import { SourceFailure } from "./sources/source-failure.js";

const maxErrors = 100;

const reasonZh: Record<UnavailableReason, string> = {
  TIMEOUT: "未在时限内答复",
  DOWN: "无法连接",
  DENIED: "拒绝了请求",
  ERROR: "处理出错",
  INVALID_ANSWER: "答复无法识别",
  BREAKER_OPEN: "暂停访问",
  STALE: "数据过期",
  NO_DATA: "尚未归集数据",
};

/**
 * What went wrong, as the caller may read it: a public code, a Chinese message, the place in the answer. One error a
 * place, 100 at most; no subgraph's address, text or status leaves.
 */
export function presentErrors(errors: readonly PlacedError[]): GraphQLError[] {
  const byPlace = new Map<string, GraphQLError>();
  for (const error of errors) {
    const presented = presentError(error);
    const place = JSON.stringify(presented.path ?? []);
    if (!byPlace.has(place)) byPlace.set(place, presented);
  }
  return [...byPlace.values()].slice(0, maxErrors);
}

function presentError({ source, path, cause }: PlacedError): GraphQLError {
  if (cause instanceof SourceFailure) return presentFailure(source, path, cause);
  const code = cause.extensions?.["code"];
  if (!isErrorCode(code)) return toGraphQLError(new GatewayError("INTERNAL", { cause }), { path });
  return new GraphQLError(cause.message, { path: [...path], extensions: { code } });
}

function presentFailure(source: SourceName, path: Path, failure: SourceFailure): GraphQLError {
  const code: ErrorCode = source === "credit-office" ? "CREDIT_OFFICE_UNAVAILABLE" : "DEPARTMENT_UNAVAILABLE";
  const zh = sources.find(({ name }) => name === source)?.zh ?? "";
  const error = new GatewayError(code, { detail: `${zh}${reasonZh[failure.reason]}`, cause: failure });
  return toGraphQLError(error, { path });
}
