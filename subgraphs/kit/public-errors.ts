import type { ExecutionResult, GraphQLError } from "graphql";
import { errorTable, isErrorCode, messageOf, type ErrorCode } from "../../kernel/error-table.js";

/** One error as it may leave a subgraph: a code of the error table, its message, and where it happened. */
export interface PublicError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: ErrorCode };
}

/** An answer as it may leave; `data` is missing when nothing was executed. */
export interface PublicAnswer {
  readonly data?: ExecutionResult["data"];
  readonly errors?: readonly PublicError[];
}

/**
 * The answer without internals. What carries no code of the error table is a bug or a failure: INTERNAL, and told to
 * `onInternal`. A request that could not be executed at all is BAD_REQUEST, unless we refused it ourselves; what it
 * said stays with us, because messages about variables quote them.
 */
export function toPublicAnswer(
  result: ExecutionResult,
  onInternal: (errors: readonly GraphQLError[]) => void,
): PublicAnswer {
  const { data, errors = [] } = result;
  if (data === undefined) {
    const isRefused = errors.length > 0 && errors.every(isOurs);
    return { errors: isRefused ? errors.map(toPublicError) : [publicError("BAD_REQUEST")] };
  }
  const internal = errors.filter((error) => codeOf(error) === "INTERNAL");
  if (internal.length > 0) onInternal(internal);
  return errors.length === 0 ? { data } : { data, errors: errors.map(toPublicError) };
}

export function publicError(code: ErrorCode): PublicError {
  return { message: messageOf(code), extensions: { code } };
}

function codeOf({ extensions }: GraphQLError): ErrorCode {
  return isErrorCode(extensions["code"]) ? extensions["code"] : "INTERNAL";
}

function toPublicError(error: GraphQLError): PublicError {
  const code = codeOf(error);
  return {
    message: isOurs(error) ? error.message : messageOf(code),
    ...(error.path && { path: error.path }),
    extensions: { code },
  };
}

/** Only our own refusals begin as the table does; libraries use the same codes with words of theirs. */
function isOurs(error: GraphQLError): boolean {
  const code = codeOf(error);
  return code !== "INTERNAL" && error.message.startsWith(errorTable[code].zh);
}
