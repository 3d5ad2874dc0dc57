import type { SourceName } from "../../../schema/departments.js";
import type { Passport } from "../../../kernel/passport.js";

/** One request of a plan to one subgraph. */
export interface SourceRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
  readonly passport: Passport;
}

export interface SourceError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** What a subgraph answered: GraphQL's own shape. */
export interface SourceResponse {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly SourceError[] | undefined;
}

/** A subgraph, wherever it runs. Throws `SourceFailure` when it does not answer. */
export interface Source {
  readonly name: SourceName;
  fetch(request: SourceRequest, signal: AbortSignal): Promise<SourceResponse>;
  close(): Promise<void>;
}

/** Asks a source and waits no longer than its deadline. @throws SourceFailure */
export type Ask = (request: SourceRequest) => Promise<SourceResponse>;
