import { ApolloServerErrorCode } from "@apollo/server/errors";
import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { isErrorCode, messageOf, type ErrorCode } from "../../kernel/error-table.js";
import { maskAnyIdNumbers } from "../../kernel/mask.js";
import { factsOfError, type Logger } from "../../kernel/log.js";

/** Apollo Server's own codes → ours. */
const apolloCodes: Readonly<Record<string, ErrorCode>> = {
  [ApolloServerErrorCode.GRAPHQL_PARSE_FAILED]: "GRAPHQL_PARSE_FAILED",
  [ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED]: "GRAPHQL_VALIDATION_FAILED",
  [ApolloServerErrorCode.BAD_USER_INPUT]: "BAD_USER_INPUT",
  [ApolloServerErrorCode.BAD_REQUEST]: "BAD_REQUEST",
  [ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE]: "OPERATION_NAME_REQUIRED",
};

/**
 * The only place where errors leave: a code of the error table, a Chinese message, place and path. What is not in the
 * table is logged and answered INTERNAL; no stack trace, address or personal data goes out.
 */
export function createErrorFormatter(log: Logger) {
  return function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
    const code = formatted.extensions?.["code"];
    const place = { ...pick(formatted, "path"), ...pick(formatted, "locations") };
    if (isErrorCode(code) && !(typeof code === "string" && code in apolloCodes && !isOurs(error))) {
      if (code === "INTERNAL") log.error({ ...factsOfError(causeOf(error)), code }, "request.failed");
      return { message: formatted.message, ...place, extensions: { code } };
    }
    const known = typeof code === "string" ? apolloCodes[code] : undefined;
    if (known)
      return { message: messageOf(known, explain(formatted)), ...place, extensions: { code: known } };
    log.error({ ...factsOfError(causeOf(error)), code: "INTERNAL" }, "request.failed");
    return { message: messageOf("INTERNAL"), ...place, extensions: { code: "INTERNAL" } };
  };
}

function isOurs(error: unknown): boolean {
  return error instanceof GraphQLError && error.originalError?.name === "GatewayError";
}

function causeOf(error: unknown): unknown {
  const original = unwrapResolverError(error);
  return original instanceof Error && original.cause !== undefined ? original.cause : original;
}

/** Where the fault is; graphql-js's sentence without its guesses at other names and without numbers that may be personal. */
function explain({ message, locations }: GraphQLFormattedError): string {
  const at = locations?.[0] ? `第 ${locations[0].line} 行第 ${locations[0].column} 列，` : "";
  return maskAnyIdNumbers(`${at}${message.replace(/ ?Did you mean .*$/s, "")}`);
}

function pick<Key extends "path" | "locations">(
  error: GraphQLFormattedError,
  key: Key,
): Partial<Pick<GraphQLFormattedError, Key>> {
  const value = error[key];
  return value === undefined ? {} : ({ [key]: value } as Partial<Pick<GraphQLFormattedError, Key>>);
}
