import { execute, Kind, type GraphQLSchema } from "graphql";
import type { PreparedOperation } from "./operations.js";

/** Answers `__schema`, `__type` and `__typename` at the root from the schema that the caller may know; no source is asked. */
export function introspect(
  { introspection, variables }: PreparedOperation,
  schemaOf: () => GraphQLSchema,
): Readonly<Record<string, unknown>> {
  if (!introspection) return {};
  const document = { kind: Kind.DOCUMENT, definitions: [introspection] } as const;
  const result = execute({ schema: schemaOf(), document, variableValues: variables });
  // graphql-js answers introspection at once: nothing in it waits.
  if (result instanceof Promise) throw new Error("Introspection must not wait");
  return result.data ?? {};
}
