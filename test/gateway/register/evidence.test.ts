import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { createEvidence, type Evidence } from "../../../gateway/register/evidence.js";
import { suiteNames } from "../../../kernel/crypto-suite.js";
import { sourceOf, writeRegister } from "../../support/written-register.js";

const tool = join(import.meta.dirname, "..", "..", "..", "tools", "verify-evidence.mjs");
const folder = mkdtempSync(join(tmpdir(), "fengcha-evidence-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What the auditor's script says of a package, and its exit code. */
function check(
  evidence: unknown,
  ...args: string[]
): { readonly code: number | null; readonly output: string } {
  const file = join(folder, "evidence.json");
  writeFileSync(file, JSON.stringify(evidence));
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, file, ...args], { encoding: "utf8" });
  return { code: status, output: stdout + stderr };
}

describe.each(suiteNames)("evidence by the suite %s", (suite) => {
  const register = writeRegister({ a: 7, b: 3 }, { suite, perCheckpoint: 4 });
  const [, , receipt = ""] = register.receipts;
  const create = (): Promise<Evidence> =>
    createEvidence({ receipt, source: sourceOf(register), publicKeys: register.keys });

  it("holds, offline, for a script that shares no code with us", async () => {
    const { code, output } = check(await create());
    expect(output).toContain("未被改动");
    expect(output).toContain("请向信用办核对");
    expect(code).toBe(0);
  });

  it("shows one check alone: of others only digests", async () => {
    const evidence = await create();
    expect(evidence.entries.map(({ kind }) => kind)).toEqual(["INTENT", "OUTCOME"]);
    expect(evidence.links.length).toBeGreaterThan(2);
    const text = JSON.stringify(evidence);
    expect(text).toContain('"person":"p2"');
    for (const other of ["p0", "p1", "p3", "p4"]) expect(text).not.toContain(`"${other}"`);
  });

  it.each<[string, (evidence: Evidence) => unknown]>([
    ["an entry", (each) => ({ ...each, entries: each.entries.map((entry) => ({ ...entry, unit: "别的" })) })],
    [
      "a field that no hash covers",
      (each) => ({ ...each, entries: each.entries.map((entry) => ({ ...entry, x: 1 })) }),
    ],
    ["a left-out entry", (each) => ({ ...each, entries: [] })],
    ["a link", (each) => ({ ...each, links: each.links.map((link) => ({ ...link, contentDigest: "x" })) })],
    ["a left-out link", (each) => ({ ...each, links: each.links.slice(0, -1) })],
    ["the path", (each) => ({ ...each, path: [] })],
    [
      "the checkpoint's time",
      (each) => ({ ...each, checkpoint: { ...each.checkpoint, at: "2026-01-01T00:00:00.000Z" } }),
    ],
    ["the signature", (each) => ({ ...each, checkpoint: { ...each.checkpoint, signature: "AAAA" } })],
    ["the receipt", (each) => ({ ...each, receipt: register.receipts[3] })],
    ["the format", (each) => ({ ...each, format: "something-else" })],
  ])("does not hold when somebody changes %s", async (_what, change) => {
    const { code, output } = check(change(await create()));
    expect(output).toContain("验证不通过");
    expect(code).toBe(1);
  });

  it("does not hold for a key of one's own", async () => {
    const own = join(folder, "own.pem");
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileSync(own, publicKey.export({ type: "spki", format: "pem" }));
    expect(check(await create(), "--key", own).code).toBe(1);
  });
});

describe("evidence", () => {
  it("is not made of what is not there, or is not covered yet", async () => {
    const register = writeRegister({ a: 4 });
    const [receipt = ""] = register.receipts;
    const create = (parts: Partial<Parameters<typeof createEvidence>[0]>): Promise<Evidence> =>
      createEvidence({ receipt, source: sourceOf(register), publicKeys: register.keys, ...parts });
    await expect(create({ receipt: receipt.replace(/.$/, "!") })).rejects.toThrow(/没有回执编号/);
    await expect(create({ publicKeys: new Map() })).rejects.toThrow(/公钥/);
    const uncovered = sourceOf({ ...register, checkpoints: [] });
    await expect(create({ source: uncovered })).rejects.toThrow(/还没有检查点覆盖/);
  });

  it("is explained by a script that says how to use it", () => {
    const { status, stderr } = spawnSync(process.execPath, [tool], { encoding: "utf8" });
    expect([status, stderr]).toEqual([2, expect.stringContaining("用法")]);
  });
});
