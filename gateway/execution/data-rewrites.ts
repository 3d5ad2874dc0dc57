import type { FetchDataRewrite } from "@apollo/query-planner";
import type { TypeConditions } from "./type-conditions.js";

const typePrefix = "... on ";

/** Applies a plan's rewrites to what goes to, or came from, a subgraph: interface objects and aliased conflicts. */
export function applyRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  value: unknown,
  conditions: TypeConditions,
): void {
  for (const rewrite of rewrites ?? []) {
    const field = rewrite.path.at(-1);
    if (field === undefined) continue;
    applyAt(rewrite.path.slice(0, -1), value, conditions, (object) => {
      if (rewrite.kind === "ValueSetter") {
        object[field] = rewrite.setValueTo as unknown;
      } else if (object[field] !== undefined && object[field] !== null) {
        object[rewrite.renameKeyTo] = object[field];
        object[field] = undefined;
      }
    });
  }
}

function applyAt(
  path: readonly string[],
  value: unknown,
  conditions: TypeConditions,
  change: (object: Record<string, unknown>) => void,
): void {
  if (Array.isArray(value)) {
    for (const each of value) applyAt(path, each, conditions, change);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const object = value as Record<string, unknown>;
  const [first, ...rest] = path;
  if (first === undefined) change(object);
  else if (!first.startsWith(typePrefix)) applyAt(rest, object[first], conditions, change);
  else if (conditions(object, first.slice(typePrefix.length))) applyAt(rest, object, conditions, change);
}
