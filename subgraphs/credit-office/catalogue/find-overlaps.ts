import type { Row } from "./catalogue.js";
import { slotsOf } from "./slot.js";
import { overlaps } from "./in-force.js";

/** Two rows that would both apply to one record under one condition on one day. */
export interface Overlap {
  readonly first: Row;
  readonly second: Row;
  readonly recordType: string;
}

/** Every pair of overlapping rows, the earlier one in the list first. */
export function findOverlaps(rows: readonly Row[]): Overlap[] {
  const bySlot = new Map<string, Row[]>();
  const found: Overlap[] = [];
  for (const row of rows) {
    for (const { slot, recordType } of slotsOf(row)) {
      const earlier = bySlot.get(slot) ?? [];
      for (const first of earlier) {
        if (overlaps(first, row) && shareReach(first, row)) found.push({ first, second: row, recordType });
      }
      bySlot.set(slot, [...earlier, row]);
    }
  }
  return found;
}

function shareReach(a: Row, b: Row): boolean {
  return (
    (a.appliesTo.organisations && b.appliesTo.organisations) || (a.appliesTo.persons && b.appliesTo.persons)
  );
}
