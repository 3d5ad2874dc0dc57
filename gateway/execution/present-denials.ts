import { GraphQLError } from "graphql";
import { GatewayError, toGraphQLError } from "../errors.js";
import { denialReasons } from "../field-policy.js";
import type { RestrictedRoot } from "./operations.js";
import type { Denial, Limited } from "./prune-root.js";

const maxDenials = 100;

/** One error for each denied coordinate and reason, with its first place and how many places there are; 100 at most. */
export function presentDenials(roots: readonly RestrictedRoot[]): GraphQLError[] {
  const denials = roots.flatMap((root) => root.denials);
  return merge(denials, ({ coordinate, reason }) => `${coordinate} ${reason}`)
    .slice(0, maxDenials)
    .map(presentDenial);
}

/** What an answer shows masked; `onlyPersons` tells whether the look is about any natural person. */
export function presentMasked(
  roots: readonly { readonly root: RestrictedRoot; readonly hasPersons: boolean }[],
): readonly Limited[] {
  const masked = roots.flatMap(({ root, hasPersons }) =>
    root.masked.filter(({ coordinate }) => hasPersons || !root.policy.masksOnlyPersons(coordinate)),
  );
  return merge(masked, ({ coordinate }) => coordinate).map(({ coordinate, path, count }) => ({
    coordinate,
    path,
    count,
  }));
}

function presentDenial({ coordinate, reason, path, count }: Denial): GraphQLError {
  const error = new GatewayError("UNAUTHORIZED_FIELD_OR_TYPE", {
    detail: `${coordinate}，${denialReasons[reason]}`,
    extensions: { reason, coordinate, count },
  });
  return toGraphQLError(error, { path });
}

function merge<Kept extends Limited>(all: readonly Kept[], keyOf: (each: Kept) => string): Kept[] {
  const merged = new Map<string, Kept>();
  for (const each of all) {
    const key = keyOf(each);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, count: known.count + each.count } : each);
  }
  return [...merged.values()];
}
