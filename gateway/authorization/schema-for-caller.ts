import type { GraphQLSchema } from "graphql";
import { LRUCache } from "lru-cache";
import type { DisclosureLists } from "../../kernel/disclosure.js";
import type { Caller } from "../identity/caller.js";
import { rolesOf } from "./authorize-look.js";
import type { CreateFieldPolicy } from "./field-policy.js";
import type { Roles } from "./load-roles.js";
import { schemaForRoles } from "./role-schema.js";

/** The part of a schema that a caller's roles may use; one for each set of roles is kept. */
export function createSchemaForCaller(
  schema: GraphQLSchema,
  parts: {
    readonly roles: Roles;
    readonly createPolicy: CreateFieldPolicy;
    readonly lists: () => DisclosureLists | null;
  },
): (caller: Caller) => GraphQLSchema {
  const kept = new LRUCache<string, GraphQLSchema>({ max: 50 });
  return (caller) => {
    const roles = rolesOf(caller, parts.roles);
    const lists = parts.lists();
    const { department } = caller;
    const key = JSON.stringify([roles.map(({ code }) => code).sort(), department, lists?.version ?? null]);
    const known =
      kept.get(key) ??
      schemaForRoles(schema, { roles, department }, { createPolicy: parts.createPolicy, lists });
    kept.set(key, known);
    return known;
  };
}
