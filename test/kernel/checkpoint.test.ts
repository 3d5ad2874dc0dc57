import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { isCheckpointIntact, keyIdOf, signCheckpoint, type Checkpoint } from "../../kernel/checkpoint.js";
import { suiteNames, suites } from "../../kernel/crypto-suite.js";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const keys = new Map([[keyIdOf(publicKey), publicKey]]);
const heads = [
  { chain: "gateway-2", seq: 7, hash: "h7" },
  { chain: "gateway-1", seq: 12, hash: "h12" },
];

describe.each(suiteNames)("a checkpoint by the suite %s", (name) => {
  const by = {
    at: new Date("2026-11-21T04:00:00Z"),
    suite: suites[name],
    privateKey,
    keyId: keyIdOf(publicKey),
  };
  const first = signCheckpoint(heads, null, by);

  it("joins the heads in the order of the chains, and follows the one before it", () => {
    expect(first).toMatchObject({ seq: 1, previousHash: "", at: "2026-11-21T04:00:00.000Z" });
    expect(first.heads.map(({ chain }) => chain)).toEqual(["gateway-1", "gateway-2"]);
    expect(isCheckpointIntact(first, keys)).toBe(true);
    const second = signCheckpoint(heads, first, by);
    expect(second).toMatchObject({ seq: 2, previousHash: first.hash });
    expect(isCheckpointIntact(second, keys)).toBe(true);
  });

  it.each<[string, (checkpoint: Checkpoint) => Checkpoint]>([
    ["its place", (each) => ({ ...each, seq: 2 })],
    ["its time", (each) => ({ ...each, at: "2026-11-21T05:00:00.000Z" })],
    ["its predecessor", (each) => ({ ...each, previousHash: "x" })],
    ["a head", (each) => ({ ...each, heads: heads.map((head) => ({ ...head, seq: 1 })) })],
    ["a head that is left out", (each) => ({ ...each, heads: each.heads.slice(1) })],
    ["its root", (each) => ({ ...each, root: first.hash })],
    ["its hash", (each) => ({ ...each, hash: first.root })],
    ["its key", (each) => ({ ...each, keyId: "another" })],
    ["its signature", (each) => ({ ...each, signature: Buffer.alloc(64).toString("base64url") })],
  ])("is not intact when somebody changes %s", (_what, change) => {
    expect(isCheckpointIntact(change(first), keys)).toBe(false);
  });
});
