import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { TypeConditions } from "./type-conditions.js";

type Json = Readonly<Record<string, unknown>>;

/** What a plan requires of an entity, read from what was gathered; null when a required field never came. */
export function buildRepresentation(
  entity: Json,
  requires: readonly QueryPlanSelectionNode[],
  conditions: TypeConditions,
): Record<string, unknown> | null {
  const built: Record<string, unknown> = {};
  for (const node of requires) {
    if (node.kind === "InlineFragment") {
      if (node.typeCondition && !conditions(entity, node.typeCondition)) continue;
      const part = buildRepresentation(entity, node.selections, conditions);
      if (part) Object.assign(built, part);
      continue;
    }
    const name = node.alias ?? node.name;
    const value = entity[name];
    // A field that came as null is known; one that never came leaves the entity unknown.
    if (value === undefined) return null;
    built[name] = node.selections ? buildValue(value, node.selections, conditions) : value;
  }
  return built;
}

function buildValue(
  value: unknown,
  selections: readonly QueryPlanSelectionNode[],
  conditions: TypeConditions,
): unknown {
  if (Array.isArray(value)) return value.map((each) => buildValue(each, selections, conditions));
  if (typeof value !== "object" || value === null) return value;
  return buildRepresentation(value as Json, selections, conditions);
}
