import { describe, expect, it } from "@jest/globals";
import DataLoader from "dataloader";
import { createNaturalBatching } from "../../../subgraphs/kit/natural-batching.js";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A loader whose reads a test lets go one by one. */
function createSlowLoader() {
  const batching = createNaturalBatching();
  const batches: string[][] = [];
  const releases: (() => void)[] = [];
  const loader = new DataLoader(
    (keys: readonly string[]) =>
      batching.during(async () => {
        batches.push([...keys]);
        await new Promise<void>((resolve) => releases.push(resolve));
        if (keys.includes("broken")) throw new Error("the read failed");
        return keys.map((key) => key.toUpperCase());
      }),
    { cache: false, batchScheduleFn: batching.schedule },
  );
  return { loader, batches, release: () => releases.shift()?.() };
}

describe("createNaturalBatching", () => {
  it("reads at once when idle, and together what gathers while two reads are under way", async () => {
    const { loader, batches, release } = createSlowLoader();
    const answers: Promise<string>[] = [];
    for (const key of ["a", "b", "c", "d", "e"]) {
      answers.push(loader.load(key));
      await turn();
      await turn();
    }
    expect(batches).toEqual([["a"], ["b"]]);
    release();
    await turn();
    await turn();
    expect(batches).toEqual([["a"], ["b"], ["c", "d", "e"]]);
    release();
    release();
    expect(await Promise.all(answers)).toEqual(["A", "B", "C", "D", "E"]);
  });

  it("goes on after a read that failed, and tells only those who waited for it", async () => {
    const { loader, release } = createSlowLoader();
    const broken = loader.load("broken");
    await turn();
    await turn();
    const second = loader.load("b");
    await turn();
    await turn();
    const third = loader.load("c");
    await turn();
    release();
    await expect(broken).rejects.toThrow("the read failed");
    release();
    await turn();
    await turn();
    release();
    expect(await Promise.all([second, third])).toEqual(["B", "C"]);
  });
});
