import type { GraphQLError, GraphQLSchema } from "graphql";
import type { Passport, PassportCaller } from "../../kernel/passport.js";
import { GatewayError, toGraphQLError } from "../errors.js";
import { executePlan } from "./execute-plan.js";
import type { PreparedOperation } from "./operations.js";
import { presentErrors } from "./present-errors.js";
import { shapeAnswer, type Path } from "./shape-answer.js";
import { purposeOfFetch } from "./sources/facts-fetch.js";
import type { Ask } from "./sources/source.js";
import { createTypeConditions } from "./type-conditions.js";

/** For whom root fields are asked, and the receipt of each, by response name. */
export interface Authority {
  readonly caller: PassportCaller;
  readonly receipts: Readonly<Record<string, string>>;
}

export interface Executed {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLError[];
}

/** Asks the sources for the root fields that have a receipt, and writes their answers as the client asked. */
export type ExecuteSources = (operation: PreparedOperation, authority: Authority) => Promise<Executed>;

export function createExecutor(schema: GraphQLSchema, sources: ReadonlyMap<string, Ask>): ExecuteSources {
  const conditions = createTypeConditions(schema);
  return async (operation, authority) => {
    const responseNames = [...operation.shapes.keys()].filter(
      (name) => authority.receipts[name] !== undefined,
    );
    const plan = operation.planFor(responseNames);
    if (!plan) return { data: {}, errors: [] };
    const passportFor = (query: string): Passport => passportOf(query, authority);
    const gathered = await executePlan(plan, {
      variables: operation.variables,
      sources,
      conditions,
      passportFor,
    });
    const unexplained: Path[] = [];
    const data: Record<string, unknown> = {};
    for (const name of responseNames) {
      const shape = operation.shapes.get(name);
      if (!shape) continue;
      const shaped = shapeAnswer([shape], operation.rootType.name, gathered.data, (path) =>
        unexplained.push(path),
      );
      data[name] = shaped?.[name] ?? null;
    }
    const explained = new Set(gathered.errors.map(({ path }) => path[0]));
    const errors = unexplained
      .filter(([root]) => !explained.has(root))
      .map((path) => toGraphQLError(new GatewayError("INTERNAL"), { path }));
    return { data, errors: [...presentErrors(gathered.errors), ...errors] };
  };
}

/** Facts and verdicts belong to no caller; root fields and details are asked for in the caller's name. */
function passportOf(query: string, { caller, receipts }: Authority): Passport {
  const purpose = purposeOfFetch(query);
  switch (purpose.kind) {
    case "ROOT":
      return { authority: "ROOT", caller, receipts, clear: {}, cases: {} };
    case "FACTS":
    case "VERDICT":
      return { authority: "CHECK" };
    case "DETAIL":
      return { authority: "DETAIL", caller, coordinates: "", clear: [] };
  }
}
