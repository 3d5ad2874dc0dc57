import type { ExecutionResult } from "graphql";
import type { Passport } from "../../../kernel/passport.js";
import type { SourceName } from "../../../schema/departments.js";
import type { Source, SourceRequest } from "./source.js";

/** How a subgraph in this process executes a request; the passport itself is passed, unsigned. */
export type InProcessExecutor = (
  request: Pick<SourceRequest, "query" | "operationName"> & {
    readonly variables: Readonly<Record<string, unknown>>;
  },
  passport: Passport,
) => Promise<ExecutionResult>;

/** A subgraph in the gateway's own process. */
export function createInProcessSource(name: SourceName, execute: InProcessExecutor): Source {
  return {
    name,
    fetch: ({ query, variables, operationName, passport }) =>
      execute({ query, variables, operationName }, passport),
    close: () => Promise.resolve(),
  };
}
