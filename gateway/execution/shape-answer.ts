import type { FieldShape } from "./answer-shape.js";

export type Path = readonly (string | number)[];

/** Told of a null where the schema promises a value; the answer's nearest nullable place becomes null. */
export type OnMissing = (path: Path) => void;

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
  const shaped = shapeObject(fields, { typename, object: gathered, place: null, onMissing });
  return shaped === missing ? null : shaped;
}

/** Marks a place that may not be null and is: the place round it is empty too. */
const missing = Symbol("missing");

/** Where a value stands; written out as a path only when something is missing there. */
interface Place {
  readonly parent: Place | null;
  readonly step: string | number;
}

interface Shaping {
  readonly typename: string;
  readonly object: Readonly<Record<string, unknown>>;
  readonly place: Place | null;
  readonly onMissing: OnMissing;
}

function shapeObject(
  fields: readonly FieldShape[],
  { typename, object, place, onMissing }: Shaping,
): Record<string, unknown> | typeof missing {
  const shaped: Record<string, unknown> = {};
  for (const field of fields) {
    const { responseName } = field;
    if (field.coordinate.endsWith(".__typename")) {
      shaped[responseName] = typename;
      continue;
    }
    const at = { parent: place, step: responseName };
    const value = shapeValue(field, 0, object[responseName], at, onMissing);
    if (value === missing) return missing;
    shaped[responseName] = value;
  }
  return shaped;
}

/** @param depth how many of the field's layers have been entered */
function shapeValue(
  field: FieldShape,
  depth: number,
  value: unknown,
  place: Place,
  onMissing: OnMissing,
): unknown {
  const layer = field.layers[depth];
  if (!layer) throw new Error(`${field.coordinate} has no layer ${depth}`);
  if (field.isDenied) return layer.isNonNull ? missing : null;
  const shaped = layer.isList
    ? shapeList(field, depth, value, place, onMissing)
    : shapeItem(field, value, place, onMissing);
  if (shaped === missing) return layer.isNonNull ? missing : null;
  if (shaped === null && layer.isNonNull) {
    onMissing(pathOf(place));
    return missing;
  }
  return shaped;
}

function shapeList(
  field: FieldShape,
  depth: number,
  value: unknown,
  place: Place,
  onMissing: OnMissing,
): unknown {
  if (!Array.isArray(value)) return null;
  const shaped = value.map((each: unknown, step) =>
    shapeValue(field, depth + 1, each, { parent: place, step }, onMissing),
  );
  return shaped.includes(missing) ? missing : shaped;
}

function shapeItem(field: FieldShape, value: unknown, place: Place, onMissing: OnMissing): unknown {
  if (value === null || value === undefined) return null;
  if (!field.fieldsOf) return value;
  const object = value as Readonly<Record<string, unknown>>;
  const typename = typeof object["__typename"] === "string" ? object["__typename"] : field.named;
  return shapeObject(field.fieldsOf(typename), { typename, object, place, onMissing });
}

function pathOf(place: Place): Path {
  const path: (string | number)[] = [];
  for (let at: Place | null = place; at; at = at.parent) path.push(at.step);
  return path.reverse();
}
