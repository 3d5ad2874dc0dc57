/** The middle value; of an even number of values the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The smallest value that so many percent of the values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1);
  return sorted[position] ?? Number.NaN;
}
