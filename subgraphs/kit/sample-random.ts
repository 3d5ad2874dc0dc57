/** Chance that can be repeated: the same parts give the same draws, on every machine and for ever. */
export interface RandomSource {
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One of some items, as often as its weight says. */
  weighted<Item>(table: readonly (readonly [item: Item, weight: number])[]): Item;
}

/**
 * A source seeded by what names its use, e.g. seed, position of the subject, department: no draw depends on how many
 * others were made before. mulberry32 behind an FNV-1a hash: for sample data only, never for secrets.
 */
export function randomFrom(...parts: readonly (string | number)[]): RandomSource {
  const state = { value: hashOf(parts.join("/")) };
  return {
    int(min, max) {
      return min + Math.floor(next(state) * (max - min + 1));
    },
    chance(probability) {
      return next(state) < probability;
    },
    pick(items) {
      return pickAt(items, next(state));
    },
    weighted(table) {
      let left = next(state) * table.reduce((total, [, weight]) => total + weight, 0);
      const found = table.find(([, weight]) => (left -= weight) < 0);
      return (found ?? pickAt(table, 0))[0];
    },
  };
}

/** mulberry32: a number from 0 to below 1. */
function next(state: { value: number }): number {
  state.value = (state.value + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state.value ^ (state.value >>> 15), state.value | 1);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
}

/** @throws RangeError when there is nothing to pick from. */
function pickAt<Item>(items: readonly Item[], share: number): Item {
  if (items.length === 0) throw new RangeError("Nothing to pick from");
  return items[Math.floor(share * items.length)] as Item;
}

/** FNV-1a of the UTF-16 units, then the finisher of MurmurHash3, since FNV alone leaves neighbours alike. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
