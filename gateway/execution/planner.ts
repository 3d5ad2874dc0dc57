import { operationFromDocument, Supergraph } from "@apollo/federation-internals";
import { QueryPlanner, type QueryPlan } from "@apollo/query-planner";
import type { DocumentNode } from "graphql";

export type Planner = (document: DocumentNode) => QueryPlan;

/** Plans operations over a supergraph; one call takes some milliseconds, callers keep the plans. */
export function createPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl);
  const planner = new QueryPlanner(supergraph);
  const apiSchema = supergraph.apiSchema();
  return (document) => planner.buildQueryPlan(operationFromDocument(apiSchema, document));
}
