import { filterSchema, pruneSchema } from "@graphql-tools/utils";
import type { GraphQLSchema } from "graphql";
import type { DisclosureLists } from "../../kernel/disclosure.js";
import { isDenied } from "../field-policy.js";
import { scopesOf } from "./authorize-look.js";
import type { CreateFieldPolicy } from "./field-policy.js";
import type { Role } from "./load-roles.js";

/**
 * The part of the schema that roles may use: the root fields that they name, and of the files what at least one of their
 * matters lets them see, in clear or masked. @param department a data steward's own, null for others
 */
export function schemaForRoles(
  schema: GraphQLSchema,
  { roles, department }: { readonly roles: readonly Role[]; readonly department: string | null },
  {
    createPolicy,
    lists,
  }: { readonly createPolicy: CreateFieldPolicy; readonly lists: DisclosureLists | null },
): GraphQLSchema {
  const roots = new Set(roles.flatMap(({ fields }) => fields));
  const policies = roles.flatMap((role) =>
    mattersOf(role, lists).map((matter) =>
      createPolicy(
        { scopes: scopesOf(role, { department }), expiredScopes: [], matter, isOwn: role.own },
        lists,
      ),
    ),
  );
  const isVisible = (coordinate: string): boolean =>
    policies.some((policy) => !isDenied(policy.decide(coordinate)));
  const filtered = filterSchema({
    schema,
    rootFieldFilter: (_operation, field) => roots.has(field),
    objectFieldFilter: (type, field) => isVisible(`${type}.${field}`),
  });
  return pruneSchema(filtered, { skipPruning: ({ name }) => name === "Query" });
}

function mattersOf({ matters }: Role, lists: DisclosureLists | null): (string | null)[] {
  const all = matters === "*" ? Object.keys(lists?.matters ?? {}) : matters;
  return [null, ...all];
}
