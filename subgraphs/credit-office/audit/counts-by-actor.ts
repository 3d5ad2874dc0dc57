import { ofActor, type ByActor } from "./actors.js";
import type { AuditedLook } from "./audited-look.js";
import type { AuditFlag } from "./audit-report.js";

/** How many looks of one kind each actor made, and the receipts of the first ones. */
export type CountsByActor = ByActor<{ count: number; receipts: string[] }>;

export function countLook(counts: CountsByActor, look: AuditedLook, receiptsShown: number): void {
  const counted = ofActor(counts, look, () => ({ count: 0, receipts: [] }));
  counted.count += 1;
  if (counted.receipts.length < receiptsShown) counted.receipts.push(look.receipt);
}

/** Adds what was counted of later looks. */
export function appendCounts(counts: CountsByActor, later: CountsByActor, receiptsShown: number): void {
  for (const { unit, account, count, receipts } of later.values()) {
    const counted = ofActor(counts, { unit, account }, () => ({ count: 0, receipts: [] }));
    counted.count += count;
    counted.receipts = [...counted.receipts, ...receipts].slice(0, receiptsShown);
  }
}

/** Actors with more looks than `allowed`. */
export function flagCounts(counts: CountsByActor, allowed: number): AuditFlag[] {
  return [...counts.values()]
    .filter(({ count }) => count > allowed)
    .map(({ unit, account, count, receipts }) => ({ unit, account, count, isEstimate: false, receipts }));
}
