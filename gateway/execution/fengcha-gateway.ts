import { ApolloGateway } from "@apollo/gateway";
import type { GraphQLSchema } from "graphql";
import { createPlanner, type Planner } from "./planner.js";
import { useScalars } from "./use-scalars.js";

/** A supergraph in force: what clients may ask for, and how it is planned. */
export interface LoadedSupergraph {
  readonly schema: GraphQLSchema;
  readonly plan: Planner;
}

type Execute = ApolloGateway["executor"];

/**
 * @apollo/gateway for the life of a supergraph and its place in Apollo Server; execution is ours.
 * Its own data sources are never used: one that is called would go past every rule.
 */
export class FengchaGateway extends ApolloGateway {
  constructor(supergraphSdl: string, createExecute: (supergraph: LoadedSupergraph) => Execute) {
    super({ supergraphSdl, buildService: () => ({ process: refuseToFetch }) });
    let execute: Execute | undefined;
    this.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
      useScalars(apiSchema);
      execute = createExecute({ schema: apiSchema, plan: createPlanner(coreSupergraphSdl) });
    });
    this.executor = async (request) => {
      if (!execute) throw new Error("No supergraph is loaded");
      return await execute(request);
    };
  }
}

function refuseToFetch(): never {
  throw new Error("The stock data sources are not in use");
}
