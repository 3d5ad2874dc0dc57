import { randomFrom } from "../../subgraphs/kit/sample-random.js";

/**
 * `size` of `total` items, each as likely as any other, chosen while they stream by and in their order; the same seed
 * and the same items give the same choice. Fewer when there are fewer than `total` says.
 */
export async function* chooseSample<Item>(
  items: AsyncIterable<Item>,
  { size, total, seed }: { readonly size: number; readonly total: number; readonly seed: number },
): AsyncIterable<Item> {
  const random = randomFrom("catalogue-sample", seed);
  let wanted = Math.min(size, total);
  let left = total;
  for await (const item of items) {
    if (wanted === 0) return;
    // Selection sampling: of those left, each is wanted with the same chance.
    if (random.int(1, left) <= wanted) {
      wanted -= 1;
      yield item;
    }
    left = Math.max(left - 1, 1);
  }
}
