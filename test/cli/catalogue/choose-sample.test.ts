import { describe, expect, it } from "@jest/globals";
import { chooseSample } from "../../../cli/catalogue/choose-sample.js";

describe("chooseSample", () => {
  it("chooses exactly so many, in their order, the same for the same seed", async () => {
    const first = await chosen({ size: 20, total: 1000, seed: 7 });
    expect(first).toHaveLength(20);
    expect(first).toEqual([...first].sort((a, b) => a - b));
    expect(await chosen({ size: 20, total: 1000, seed: 7 })).toEqual(first);
    expect(await chosen({ size: 20, total: 1000, seed: 8 })).not.toEqual(first);
  });

  it("takes all when there are no more", async () => {
    expect(await chosen({ size: 9, total: 5, seed: 1 })).toEqual([0, 1, 2, 3, 4]);
    expect(await chosen({ size: 0, total: 5, seed: 1 })).toEqual([]);
  });

  it("favours no place: each is chosen about as often as any other", async () => {
    const counts = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 2000; seed += 1) {
      for (const item of await chosen({ size: 3, total: 10, seed })) counts[item] = (counts[item] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(100);
  });
});

async function chosen(of: { readonly size: number; readonly total: number; readonly seed: number }) {
  const items: number[] = [];
  for await (const item of chooseSample(numbers(of.total), of)) items.push(item);
  return items;
}

async function* numbers(count: number): AsyncIterable<number> {
  await Promise.resolve();
  for (let number = 0; number < count; number += 1) yield number;
}
