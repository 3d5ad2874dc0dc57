import { GraphQLError } from "graphql";
import { errorTable, messageOf, type ErrorCode } from "../kernel/error-table.js";

/** A refusal that the caller may see: code and 中文. The log sees `cause`. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  /** Facts beside the code, such as `retryAfterSeconds`; http/public-extensions.ts lists those that leave. */
  readonly extensions: Readonly<Record<string, unknown>>;

  /** @param options.detail Chinese: which field, which place, how to mend it; never personal data */
  constructor(
    code: ErrorCode,
    options: {
      readonly detail?: string;
      readonly cause?: unknown;
      readonly extensions?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(
      messageOf(code, options.detail),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = "GatewayError";
    this.code = code;
    this.extensions = options.extensions ?? {};
  }
}

/** The refusal as GraphQL reports it. `isWholeRequest` sets the HTTP status too: nothing else is answered. */
export function toGraphQLError(
  error: GatewayError,
  place: { readonly path?: readonly (string | number)[]; readonly isWholeRequest?: boolean } = {},
): GraphQLError {
  const http = place.isWholeRequest ? { http: { status: errorTable[error.code].status } } : {};
  return new GraphQLError(error.message, {
    ...(place.path ? { path: [...place.path] } : {}),
    originalError: error,
    extensions: { ...error.extensions, code: error.code, ...http },
  });
}
