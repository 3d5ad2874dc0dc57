import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { isCheckpointIntact } from "../../../kernel/checkpoint.js";
import { createLog } from "../../../kernel/log.js";
import { eventually } from "../../support/eventually.js";
import { lookOf } from "../../support/register-looks.js";
import { startRegisterSystem, type RegisterSystem } from "../../support/register-system.js";
import { noOutcome } from "../../../gateway/register/drafts.js";
import { openCheckpointFile } from "../../../gateway/register/second-place.js";

let system: RegisterSystem;
beforeAll(async () => {
  system = await startRegisterSystem();
});
afterAll(async () => {
  await system.close();
});

describe("checkpoints", () => {
  it("of two gateways join both chains, one after the other without a gap, and stand in a second place", async () => {
    const [one, two] = [await system.open("one"), await system.open("two")];
    for (let index = 0; index < 20; index += 1) {
      const look = lookOf({ receipt: `FC${index}` });
      const register = index % 2 === 0 ? one : two;
      await register.recordIntent(look);
      await register.recordOutcome(look, { ...noOutcome, decision: "PASS" });
    }
    const last = await system.untilCovered();
    expect(last.heads.map(({ chain, seq }) => [chain, seq])).toEqual([
      ["one", 21],
      ["two", 21],
    ]);
    await Promise.all([one.close(), two.close()]);
    const all = await system.checkpoints();
    all.forEach((checkpoint, index) => {
      expect(checkpoint.seq).toBe(index + 1);
      expect(checkpoint.previousHash).toBe(all[index - 1]?.hash ?? "");
      expect(isCheckpointIntact(checkpoint, system.publicKeys)).toBe(true);
    });
    const written = [...system.linesOf("one"), ...system.linesOf("two")];
    expect(written.sort((a, b) => a.seq - b.seq)).toEqual(all);
  });

  it("are written only when something was", async () => {
    const before = (await system.checkpoints()).length;
    const register = await system.open("one");
    await system.untilCovered();
    const opened = (await system.checkpoints()).length;
    expect(opened).toBeGreaterThan(before);
    await register.close();
    expect(await system.checkpoints()).toHaveLength(opened);
  });

  it("read one entry for each chain, however long it is", async () => {
    const explained = await system.database.register
      .collection("register")
      .aggregate([
        { $sort: { chain: -1, seq: -1 } },
        { $group: { _id: "$chain", seq: { $first: "$seq" }, hash: { $first: "$hash" } } },
      ])
      .explain("executionStats");
    expect(JSON.stringify(explained)).toContain("DISTINCT_SCAN");
  });
});

describe("the second place", () => {
  it("that cannot be opened keeps the gateway from starting", async () => {
    writeFileSync(system.fileOf("folder"), "");
    await expect(openCheckpointFile(`${system.fileOf("folder")}/x.jsonl`)).rejects.toThrow();
  });

  it("that is full makes the gateway unready, and is an error in the log, once", async () => {
    const lines: string[] = [];
    const log = createLog({ level: "error", write: (line) => lines.push(line) });
    const register = await system.open("full", { file: "/dev/full", log });
    await eventually(async () => {
      if (await register.isReady()) throw new Error("still ready");
    });
    await register.recordIntent(lookOf({ receipt: "FC-FULL" }));
    await register.close();
    expect(lines.filter((line) => line.includes("checkpoint.failed"))).toHaveLength(1);
  });

  it("keeps a line that a crash cut short apart from the next", async () => {
    const file = system.fileOf("torn");
    appendFileSync(file, '{"seq":1');
    const [checkpoint] = await system.checkpoints();
    if (!checkpoint) throw new Error("no checkpoint");
    const place = await openCheckpointFile(file);
    await place.append(checkpoint);
    await place.close();
    expect(readFileSync(file, "utf8")).toBe(`{"seq":1\n${JSON.stringify(checkpoint)}\n`);
  });
});
