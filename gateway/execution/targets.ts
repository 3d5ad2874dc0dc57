import type { Path } from "./shape-answer.js";
import type { TypeConditions } from "./type-conditions.js";

/** An object of the gathered data, and where it stands. */
export interface Target {
  readonly object: Record<string, unknown>;
  readonly path: Path;
}

/** All objects at a plan's path; `@` stands for every item of a list, `|[A,B]` for a condition on the type. */
export function targetsAt(data: Record<string, unknown>, path: Path, conditions: TypeConditions): Target[] {
  let found: { readonly value: unknown; readonly path: Path }[] = [{ value: data, path: [] }];
  for (const step of path) {
    const { name, types } = parseStep(String(step));
    found = found.flatMap(({ value, path: at }) => {
      if (name === "@") return Array.isArray(value) ? itemsOf(value, at) : [];
      const object = value as Record<string, unknown>;
      if (!isObject(object)) return [];
      return [{ value: object[name], path: [...at, name] }];
    });
    if (types)
      found = found.filter(({ value }) => isObject(value) && types.some((type) => conditions(value, type)));
  }
  return found
    .flatMap(({ value, path: at }) => (Array.isArray(value) ? itemsOf(value, at) : [{ value, path: at }]))
    .filter((each): each is { value: Record<string, unknown>; path: Path } => isObject(each.value))
    .map(({ value, path: at }) => ({ object: value, path: at }));
}

function parseStep(step: string): { readonly name: string; readonly types: readonly string[] | null } {
  const [name = "", types] = step.split("|");
  return { name, types: types === undefined ? null : types.replace(/[[\]]/g, "").split(",") };
}

function itemsOf(list: readonly unknown[], path: Path): { value: unknown; path: Path }[] {
  return list.flatMap((value, index) =>
    Array.isArray(value) ? itemsOf(value, [...path, index]) : [{ value, path: [...path, index] }],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
