import { describe, expect, it } from "@jest/globals";
import { createWriteGroup } from "../../kernel/write-group.js";

describe("createWriteGroup", () => {
  it("writes what gathers during a write together, in order, and answers each caller with its own outcome", async () => {
    const groups: number[][] = [];
    let release: (() => void) | undefined;
    const write = createWriteGroup<number, string>(async (items) => {
      groups.push([...items]);
      if (groups.length === 1) await new Promise<void>((resolve) => (release = resolve));
      return items.map((item) => `stored ${item}`);
    });
    const first = write(1);
    while (!release) await new Promise((resolve) => setImmediate(resolve));
    const rest = [write(2), write(3), write(4)];
    release();
    expect(await first).toBe("stored 1");
    expect(await Promise.all(rest)).toEqual(["stored 2", "stored 3", "stored 4"]);
    expect(groups).toEqual([[1], [2, 3, 4]]);
  });

  it("tells a failure to every caller of its group, and goes on with the next", async () => {
    let calls = 0;
    const write = createWriteGroup<number, number>((items) => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error("full")) : Promise.resolve([...items]);
    });
    const outcomes = await Promise.allSettled([write(1), write(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await write(3)).toBe(3);
  });

  it("never makes a group larger than allowed", async () => {
    const sizes: number[] = [];
    const write = createWriteGroup<number, number>((items) => {
      sizes.push(items.length);
      return Promise.resolve([...items]);
    }, 2);
    await Promise.all([1, 2, 3, 4, 5].map((item) => write(item)));
    expect(sizes).toEqual([2, 2, 1]);
  });
});
