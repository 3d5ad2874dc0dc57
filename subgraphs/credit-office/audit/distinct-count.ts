/**
 * Counts different subjects in little memory: exactly up to `size`, beyond by the k-minimum-values estimate
 * (error about 1/√size). The result hangs on which subjects there were, never on their order.
 */
export interface DistinctCount {
  readonly size: number;
  /** The smallest fingerprints; at times up to twice `size` of them. */
  readonly smallest: Set<number>;
  /** Fingerprints from here on are not among the smallest. */
  ceiling: number;
}

/** Fingerprints are whole numbers below this. */
export const fingerprintLimit = 2 ** 48;

/** The first 48 bits of a register's reference, which is a keyed hash and so evenly spread. */
export function fingerprintOf(reference: string): number {
  return Buffer.from(reference.slice(0, 8), "base64url").readUIntBE(0, 6);
}

export function createDistinctCount(size: number): DistinctCount {
  return { size, smallest: new Set(), ceiling: fingerprintLimit };
}

export function addDistinct(count: DistinctCount, fingerprint: number): void {
  if (fingerprint >= count.ceiling) return;
  count.smallest.add(fingerprint);
  if (count.smallest.size > count.size * 2) prune(count);
}

export function appendDistinct(count: DistinctCount, other: DistinctCount): void {
  count.ceiling = Math.min(count.ceiling, other.ceiling);
  for (const fingerprint of count.smallest) {
    if (fingerprint >= count.ceiling) count.smallest.delete(fingerprint);
  }
  for (const fingerprint of other.smallest) addDistinct(count, fingerprint);
}

export function readDistinct(count: DistinctCount): { readonly count: number; readonly isEstimate: boolean } {
  const isWhole = count.ceiling === fingerprintLimit && count.smallest.size <= count.size;
  if (isWhole) return { count: count.smallest.size, isEstimate: false };
  const ordered = [...count.smallest].sort((a, b) => a - b);
  const last = ordered[count.size - 1] ?? 0;
  return { count: Math.round((count.size - 1) / ((last + 1) / fingerprintLimit)), isEstimate: true };
}

function prune(count: DistinctCount): void {
  const ordered = [...count.smallest].sort((a, b) => a - b);
  for (const fingerprint of ordered.slice(count.size)) count.smallest.delete(fingerprint);
  count.ceiling = (ordered[count.size - 1] ?? 0) + 1;
}
