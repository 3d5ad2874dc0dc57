import { describe, expect, it } from "@jest/globals";
import { rememberBriefly } from "../../../subgraphs/kit/remember-briefly.js";

const hour = 3_600_000;

describe("rememberBriefly", () => {
  it("reads once for all who ask meanwhile", async () => {
    let reads = 0;
    const recall = rememberBriefly(() => Promise.resolve(++reads), hour);
    expect(await Promise.all([recall(), recall()])).toEqual([1, 1]);
    expect(await recall()).toBe(1);
  });

  it("reads again when the time is over", async () => {
    let reads = 0;
    const recall = rememberBriefly(() => Promise.resolve(++reads), 0);
    expect([await recall(), await recall()]).toEqual([1, 2]);
  });

  it("reads again when told to forget", async () => {
    let reads = 0;
    const recall = rememberBriefly(() => Promise.resolve(++reads), hour);
    await recall();
    recall.forget();
    expect(await recall()).toBe(2);
  });

  it("tells a failure to whoever waits and does not remember it", async () => {
    let reads = 0;
    const recall = rememberBriefly(() => {
      reads += 1;
      return reads === 1 ? Promise.reject(new Error("down")) : Promise.resolve(reads);
    }, hour);
    await expect(Promise.all([recall(), recall()])).rejects.toThrow("down");
    expect(await recall()).toBe(2);
  });

  it("keeps what was read after it forgot, though an older read fails late", async () => {
    const failures: ((error: Error) => void)[] = [];
    let reads = 0;
    const recall = rememberBriefly(() => {
      reads += 1;
      if (reads > 1) return Promise.resolve(reads);
      return new Promise<number>((_resolve, reject) => failures.push(reject));
    }, hour);
    const first = recall();
    recall.forget();
    expect(await recall()).toBe(2);
    failures[0]?.(new Error("too late"));
    await expect(first).rejects.toThrow("too late");
    expect(await recall()).toBe(2);
  });
});
