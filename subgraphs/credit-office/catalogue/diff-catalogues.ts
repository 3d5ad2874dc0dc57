import { canonicalJson } from "./canonical-json.js";
import type { Catalogue, Disclosure } from "./catalogue.js";

/** One field of something in the catalogue that is not as it was; undefined on the side that does not state it. */
export interface FieldChange {
  readonly field: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

export type Change =
  | { readonly kind: "ADDED" | "REMOVED"; readonly id: string }
  | { readonly kind: "CHANGED"; readonly id: string; readonly fields: readonly FieldChange[] };

/** What a new version changes; each list by id. */
export interface CatalogueDiff {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly Change[];
  readonly matters: readonly Change[];
  readonly suspensions: readonly Change[];
  /** By matter. Of lists only what came and went: `from` the fields no longer disclosed, `to` the new ones. */
  readonly disclosures: readonly Change[];
}

/** Compares by content: the order of rows, the files they stand in and comments change nothing, as with the version. */
export function diffCatalogues(before: Catalogue, after: Catalogue): CatalogueDiff {
  return {
    from: before.version,
    to: after.version,
    rows: diffById(before.rows, after.rows, ({ id }) => id, fieldChanges),
    matters: diffById(before.matters, after.matters, ({ code }) => code, fieldChanges),
    suspensions: diffById(before.suspensions, after.suspensions, ({ id }) => id, fieldChanges),
    disclosures: diffById(before.disclosures, after.disclosures, ({ matter }) => matter, disclosureChanges),
  };
}

function diffById<Item>(
  before: readonly Item[],
  after: readonly Item[],
  idOf: (item: Item) => string,
  compare: (from: Item, to: Item) => FieldChange[],
): Change[] {
  const earlier = new Map(before.map((item) => [idOf(item), item]));
  const later = new Map(after.map((item) => [idOf(item), item]));
  const ids = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  return ids.flatMap((id): Change[] => {
    const from = earlier.get(id);
    const to = later.get(id);
    if (from === undefined) return [{ kind: "ADDED", id }];
    if (to === undefined) return [{ kind: "REMOVED", id }];
    const fields = compare(from, to);
    return fields.length === 0 ? [] : [{ kind: "CHANGED", id, fields }];
  });
}

function fieldChanges(from: object, to: object): FieldChange[] {
  const earlier = new Map<string, unknown>(Object.entries(from));
  const later = new Map<string, unknown>(Object.entries(to));
  const names = [...new Set([...earlier.keys(), ...later.keys()])];
  return names
    .filter((name) => canonicalJson([earlier.get(name)]) !== canonicalJson([later.get(name)]))
    .map((field) => ({
      field,
      ...(earlier.has(field) ? { from: earlier.get(field) } : {}),
      ...(later.has(field) ? { to: later.get(field) } : {}),
    }));
}

function disclosureChanges(from: Disclosure, to: Disclosure): FieldChange[] {
  return (["disclosed", "masked"] as const).flatMap((field) => {
    const gone = from[field].filter((each) => !to[field].includes(each));
    const come = to[field].filter((each) => !from[field].includes(each));
    return gone.length + come.length === 0 ? [] : [{ field, from: gone, to: come }];
  });
}
