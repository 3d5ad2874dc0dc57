import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { createKeyRing, keyIdOf } from "../../kernel/key-ring.js";

const [current, next] = [1, 2].map(() => generateKeyPairSync("ec", { namedCurve: "P-256" }));

describe("a key ring", () => {
  it("finds each key by the id that both halves share", () => {
    if (!current || !next) throw new Error("no keys");
    const ring = createKeyRing([current.publicKey, next.publicKey]);
    expect(keyIdOf(current.privateKey)).toBe(keyIdOf(current.publicKey));
    expect(ring.find(keyIdOf(next.privateKey))).toBe(next.publicKey);
  });

  it("finds none without an id, nor by one that it does not know", () => {
    if (!current || !next) throw new Error("no keys");
    const ring = createKeyRing([current.publicKey]);
    expect(ring.find(undefined)).toBeUndefined();
    for (const id of [keyIdOf(next.publicKey), "", "__proto__", "../passport"])
      expect(ring.find(id)).toBeUndefined();
  });
});
