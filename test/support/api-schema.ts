import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, type GraphQLSchema } from "graphql";

/** The schema that clients see, from its committed text. */
export function readApiSchema(): GraphQLSchema {
  const file = join(import.meta.dirname, "..", "..", "schema", "generated", "api.graphql");
  return buildSchema(readFileSync(file, "utf8"));
}
