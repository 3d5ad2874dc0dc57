import { ApolloServerErrorCode, unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { isErrorCode, messageOf, type ErrorCode } from "../../kernel/error-table.js";
import { factsOfError, type Logger } from "../../kernel/log.js";
import { GatewayError } from "../errors.js";
import { explainFault } from "./explain-fault.js";
import { publicExtensions } from "./public-extensions.js";

/** Apollo Server's own codes → ours; its sentences never leave. */
const apolloCodes: Readonly<Record<string, ErrorCode>> = {
  [ApolloServerErrorCode.GRAPHQL_PARSE_FAILED]: "GRAPHQL_PARSE_FAILED",
  [ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED]: "GRAPHQL_VALIDATION_FAILED",
  [ApolloServerErrorCode.BAD_USER_INPUT]: "BAD_USER_INPUT",
  [ApolloServerErrorCode.BAD_REQUEST]: "BAD_REQUEST",
  [ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE]: "OPERATION_NAME_REQUIRED",
};

/**
 * The only place where errors of GraphQL leave: a code of the error table, a Chinese message, place and path. What is
 * not in the table is logged and answered INTERNAL; no stack trace, address, value or personal data goes out.
 */
export function createErrorFormatter(log: Logger) {
  return function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
    const place = { ...pick(formatted, "path"), ...pick(formatted, "locations") };
    const ours = refusalIn(error);
    if (ours) {
      if (ours.code === "INTERNAL") logFailure(log, error);
      return { message: ours.message, ...place, extensions: publicExtensions(ours.code, ours.extensions) };
    }
    const code = formatted.extensions?.["code"];
    const known = typeof code === "string" ? apolloCodes[code] : undefined;
    if (known) {
      return { message: messageOf(known, explainFault(formatted)), ...place, extensions: { code: known } };
    }
    if (isErrorCode(code) && code !== "INTERNAL") {
      return {
        message: formatted.message,
        ...place,
        extensions: publicExtensions(code, formatted.extensions),
      };
    }
    logFailure(log, error);
    return { message: messageOf("INTERNAL"), ...place, extensions: { code: "INTERNAL" } };
  };
}

/** The refusal of ours that an error carries; Apollo Server puts its own code over it. */
function refusalIn(error: unknown): GatewayError | undefined {
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  if (original instanceof GatewayError) return original;
  return original instanceof GraphQLError ? refusalIn(original) : undefined;
}

function logFailure(log: Logger, error: unknown): void {
  log.error({ ...factsOfError(causeOf(error)), code: "INTERNAL" }, "request.failed");
}

function causeOf(error: unknown): unknown {
  const original = unwrapResolverError(error);
  return original instanceof Error && original.cause !== undefined ? original.cause : original;
}

function pick<Key extends "path" | "locations">(
  error: GraphQLFormattedError,
  key: Key,
): Partial<Pick<GraphQLFormattedError, Key>> {
  const value = error[key];
  return value === undefined ? {} : ({ [key]: value } as Partial<Pick<GraphQLFormattedError, Key>>);
}
