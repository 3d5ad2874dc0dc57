import { unwrap, type FieldShape } from "./answer-shape.js";

export type Path = readonly (string | number)[];

/** Told of a null where the schema promises a value; the answer's nearest nullable place becomes null. */
export type OnMissing = (path: Path) => void;

/** Thrown within this file only: a non-null place is empty, its parent must be too. */
const missing = Symbol("missing");

/**
 * Writes the client's answer from what the plan gathered: its fields, its order, its names, nothing else. A null that the
 * schema forbids empties the nearest place that may be null, as GraphQL says.
 */
export function shapeAnswer(
  fields: readonly FieldShape[],
  typename: string,
  gathered: Readonly<Record<string, unknown>>,
  onMissing: OnMissing,
): Record<string, unknown> | null {
  const shaped = shapeObject(fields, typename, gathered, [], onMissing);
  return shaped === missing ? null : shaped;
}

function shapeObject(
  fields: readonly FieldShape[],
  typename: string,
  source: Readonly<Record<string, unknown>>,
  path: Path,
  onMissing: OnMissing,
): Record<string, unknown> | typeof missing {
  const shaped: Record<string, unknown> = {};
  for (const field of fields) {
    if (field.coordinate.endsWith(".__typename")) {
      shaped[field.responseName] = typename;
      continue;
    }
    const value = shapeValue(
      field,
      field.type,
      source[field.responseName],
      [...path, field.responseName],
      onMissing,
    );
    if (value === missing) return missing;
    shaped[field.responseName] = value;
  }
  return shaped;
}

function shapeValue(
  field: FieldShape,
  type: FieldShape["type"],
  value: unknown,
  path: Path,
  onMissing: OnMissing,
): unknown {
  const { isNonNull, item } = unwrap(type);
  const shaped = shapeNullable(field, item, value, path, onMissing);
  if (shaped === missing) return isNonNull ? missing : null;
  if (shaped === null && isNonNull) {
    onMissing(path);
    return missing;
  }
  return shaped;
}

function shapeNullable(
  field: FieldShape,
  item: FieldShape["type"] | null,
  value: unknown,
  path: Path,
  onMissing: OnMissing,
): unknown {
  if (value === null || value === undefined) return null;
  if (item !== null) {
    if (!Array.isArray(value)) return null;
    const shaped = value.map((each, index) => shapeValue(field, item, each, [...path, index], onMissing));
    return shaped.includes(missing) ? missing : shaped;
  }
  if (!field.fieldsOf) return value;
  const object = value as Readonly<Record<string, unknown>>;
  const typename = typeof object["__typename"] === "string" ? object["__typename"] : namedTypeOf(field);
  return shapeObject(field.fieldsOf(typename), typename, object, path, onMissing);
}

function namedTypeOf({ type }: FieldShape): string {
  return String(type).replace(/[[\]!]/g, "");
}
