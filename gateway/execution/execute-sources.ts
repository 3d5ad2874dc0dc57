import type { GraphQLError, GraphQLSchema } from "graphql";
import type { PassportCaller, PassportCase } from "../../kernel/passport.js";
import { GatewayError, toGraphQLError } from "../errors.js";
import { executePlan } from "./execute-plan.js";
import { createPassportWriter } from "./fetch-passports.js";
import { decisionName, type PreparedOperation, type RestrictedRoot } from "./operations.js";
import { presentErrors } from "./present-errors.js";
import { shapeAnswer, type Path } from "./shape-answer.js";
import type { Ask } from "./sources/source.js";
import { createTypeConditions } from "./type-conditions.js";

/** A root that may be asked for, and in whose name. */
export interface PermittedRoot {
  readonly root: RestrictedRoot;
  readonly receipt: string;
  readonly case: PassportCase;
  /** The caller with the scopes that it has for this root. */
  readonly caller: PassportCaller;
  /** Earlier checks whose results it may show, by receipt. */
  readonly shownChecks: readonly string[];
}

export interface Executed {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLError[];
  /** Decisions of checks, by response name, whether or not the client asked for them. */
  readonly decisions: Readonly<Record<string, string>>;
}

/** Asks the sources for the permitted roots, and writes their answers as the client asked. */
export type ExecuteSources = (
  operation: PreparedOperation,
  roots: readonly PermittedRoot[],
) => Promise<Executed>;

export function createExecutor(schema: GraphQLSchema, sources: ReadonlyMap<string, Ask>): ExecuteSources {
  const conditions = createTypeConditions(schema);
  const writePassport = createPassportWriter(schema);
  return async (operation, permitted) => {
    const plan = operation.planFor(permitted.map(({ root }) => root));
    if (!plan) return { data: {}, errors: [], decisions: {} };
    const gathered = await executePlan(plan, {
      variables: operation.variables,
      sources,
      conditions,
      passportFor: (query, path) => writePassport(query, path, permitted),
    });
    const unexplained: Path[] = [];
    const data: Record<string, unknown> = {};
    for (const { root } of permitted) {
      const shaped = shapeAnswer([root.shape], operation.rootType.name, gathered.data, (path) =>
        unexplained.push(path),
      );
      data[root.responseName] = shaped?.[root.responseName] ?? null;
    }
    const explained = new Set(gathered.errors.map(({ path }) => path[0]));
    const errors = unexplained
      .filter(([root]) => !explained.has(root))
      .map((path) => toGraphQLError(new GatewayError("INTERNAL"), { path }));
    return {
      data,
      errors: [...presentErrors(gathered.errors), ...errors],
      decisions: decisionsIn(gathered.data),
    };
  };
}

function decisionsIn(gathered: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(gathered).flatMap(([name, value]) => {
      const decision = (value as Readonly<Record<string, unknown>> | null)?.[decisionName];
      return typeof decision === "string" ? [[name, decision]] : [];
    }),
  );
}
