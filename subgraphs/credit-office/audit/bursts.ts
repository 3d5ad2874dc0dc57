import { ofActor, type ByActor } from "./actors.js";
import type { AuditedLook } from "./audited-look.js";
import type { AuditFlag } from "./audit-report.js";

/** Looks of each actor, as far as bursts need them: the first and the last few, and those that were too many. */
export type Bursts = ByActor<{
  /** The first `allowed` looks: what came before them decides whether they belong to a burst. */
  head: { readonly at: number; readonly receipt: string }[];
  /** Times of the last `allowed` looks. */
  tail: number[];
  count: number;
  receipts: string[];
}>;

export interface BurstRule {
  /** A look is too many when this many others of the actor lie less than `windowMs` before it. */
  readonly allowed: number;
  readonly windowMs: number;
  readonly receiptsShown: number;
}

/** Looks come in the order of their time. */
export function addToBursts(bursts: Bursts, look: AuditedLook, rule: BurstRule): void {
  const kept = ofActor(bursts, look, nothing);
  const at = look.at.getTime();
  const first = kept.tail.length < rule.allowed ? undefined : kept.tail[0];
  if (first !== undefined && at - first < rule.windowMs) {
    kept.count += 1;
    if (kept.receipts.length < rule.receiptsShown) kept.receipts.push(look.receipt);
  }
  if (kept.head.length < rule.allowed) kept.head.push({ at, receipt: look.receipt });
  kept.tail.push(at);
  if (kept.tail.length > rule.allowed) kept.tail.shift();
}

/** Adds what was kept of later looks; a burst may lie across the two. */
export function appendBursts(bursts: Bursts, later: Bursts, rule: BurstRule): void {
  const { allowed, windowMs, receiptsShown } = rule;
  for (const next of later.values()) {
    const kept = ofActor(bursts, next, nothing);
    const across = next.head.filter(({ at }, index) => {
      const first = kept.tail[kept.tail.length - (allowed - index)];
      return first !== undefined && at - first < windowMs;
    });
    kept.count += across.length + next.count;
    kept.receipts = [...kept.receipts, ...across.map(({ receipt }) => receipt), ...next.receipts].slice(
      0,
      receiptsShown,
    );
    kept.head = [...kept.head, ...next.head].slice(0, allowed);
    kept.tail = [...kept.tail, ...next.tail].slice(-allowed);
  }
}

/** Actors with a burst; the count is of the looks that were too many. */
export function flagBursts(bursts: Bursts): AuditFlag[] {
  return [...bursts.values()]
    .filter(({ count }) => count > 0)
    .map(({ unit, account, count, receipts }) => ({ unit, account, count, isEstimate: false, receipts }));
}

function nothing() {
  return { head: [], tail: [], count: 0, receipts: [] };
}
