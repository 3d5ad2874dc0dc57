import type { SharedCounter } from "./open-counter.js";

/** Points of one key and one minute that this gateway has fetched and not spent. */
export interface Lease {
  /** Spends points; false when the minute has not as many left. @throws REGISTER_UNAVAILABLE */
  take(points: number): Promise<boolean>;
  /** Gives back what was taken for a look that did not come about. */
  giveBack(points: number): void;
}

/**
 * Points are fetched from the shared counter a fiftieth of the limit at a time, or as many as are needed, and spent here:
 * most looks cost no round trip. Each fetch moves the counter on by what it asks, and owns the stretch that it moved over,
 * as far as the limit: no two gateways ever own the same point, so that together they never spend more than the limit.
 */
export function openLease(counter: SharedCounter, key: string, limit: number): Lease {
  let left = 0;
  let isUsedUp = false;
  let fetching: Promise<void> | null = null;

  async function fetchPoints(needed: number): Promise<void> {
    const asked = Math.max(needed, Math.ceil(limit / 50));
    const end = await counter.add(key, asked);
    left += Math.max(0, Math.min(end, limit) - (end - asked));
    isUsedUp = end >= limit;
  }

  return {
    async take(points) {
      // Whoever waited for another's fetch looks again: it may have brought enough for both.
      while (left < points && !isUsedUp) {
        fetching ??= fetchPoints(points - left).finally(() => {
          fetching = null;
        });
        await fetching;
      }
      if (left < points) return false;
      left -= points;
      return true;
    },
    giveBack(points) {
      left += points;
    },
  };
}
