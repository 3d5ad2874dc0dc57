import { Kind, type ValueNode } from "graphql";
import type { MeasuredOperation } from "./measure-document.js";

/**
 * How many values an operation's answer may hold at most: for each root, its fields times the items of the lists in its
 * arguments, which for a check are its subjects.
 */
export function answerValues(
  { roots, defaults }: MeasuredOperation,
  variables: Readonly<Record<string, unknown>>,
): number {
  const itemsIn = (node: ValueNode): number => {
    switch (node.kind) {
      case Kind.VARIABLE: {
        const name = node.name.value;
        if (Object.hasOwn(variables, name)) return itemsOf(variables[name]);
        const fallback = defaults.get(name);
        return fallback ? itemsIn(fallback) : 0;
      }
      case Kind.LIST:
        return node.values.reduce((sum, value) => sum + Math.max(1, itemsIn(value)), 0);
      case Kind.OBJECT:
        return node.fields.reduce((sum, { value }) => sum + itemsIn(value), 0);
      case Kind.INT:
      case Kind.FLOAT:
      case Kind.STRING:
      case Kind.BOOLEAN:
      case Kind.NULL:
      case Kind.ENUM:
        return 0;
    }
  };
  return roots.reduce((sum, { selections, values }) => {
    const items = values.reduce((count, value) => count + itemsIn(value), 0);
    return sum + selections * Math.max(1, items);
  }, 0);
}

function itemsOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + Math.max(1, itemsOf(item)), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + itemsOf(item), 0);
}
