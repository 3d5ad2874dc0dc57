import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { merklePath, merkleRoot, rootByPath } from "../../kernel/merkle.js";

const leavesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `leaf ${index}`);

describe.each(["SHA-256", "SM3"] as const)("a Merkle tree by %s", (digest) => {
  it("leads from every leaf to the root, and from no other", () => {
    for (let count = 1; count <= 17; count += 1) {
      const leaves = leavesOf(count);
      const root = merkleRoot(leaves, digest);
      leaves.forEach((leaf, index) => {
        const path = merklePath(leaves, index, digest);
        expect(rootByPath(leaf, path, digest)).toBe(root);
        expect(rootByPath(`${leaf}!`, path, digest)).not.toBe(root);
      });
    }
  });

  it("has another root when a leaf is changed, added, dropped or moved", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 20 }), fc.nat(), (leaves, seed) => {
        const root = merkleRoot(leaves, digest);
        const place = seed % leaves.length;
        expect(merkleRoot(leaves.with(place, `${leaves[place] ?? ""}!`), digest)).not.toBe(root);
        expect(merkleRoot([...leaves, leaves.at(-1) ?? ""], digest)).not.toBe(root);
        expect(merkleRoot(leaves.slice(1), digest)).not.toBe(root);
        expect(merkleRoot([...leaves].reverse(), digest)).not.toBe(root);
      }),
    );
  });

  it("has no root without leaves", () => {
    expect(() => merkleRoot([], digest)).toThrow(RangeError);
    expect(() => merklePath(["a"], 1, digest)).toThrow(RangeError);
  });
});

it("builds the tree of RFC 6962: leaves under 0x00, nodes under 0x01, three leaves as two and one", () => {
  const hash = (...parts: (string | Buffer)[]): Buffer =>
    createHash("sha256")
      .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
      .digest();
  const [a, b, c] = ["a", "b", "c"].map((leaf) => hash("\0", leaf));
  const expected = hash("\x01", hash("\x01", a ?? "", b ?? ""), c ?? "");
  expect(merkleRoot(["a", "b", "c"], "SHA-256")).toBe(expected.toString("base64url"));
});
