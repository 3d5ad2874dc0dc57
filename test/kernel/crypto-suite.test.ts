import { createCipheriv, randomBytes } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { suiteNames, suiteOf, suites } from "../../kernel/crypto-suite.js";

const key = Buffer.alloc(32, 7);

describe.each(suiteNames)("the suite %s", (name) => {
  const suite = suites[name];

  it("hashes to 43 characters, texts and bytes alike, and is found by its hash function's name", () => {
    expect(suite.hash("逢查")).toMatch(/^[\w-]{43}$/);
    expect(suite.hash(Buffer.from("逢查"))).toBe(suite.hash("逢查"));
    expect(suite.hash("逢查 ")).not.toBe(suite.hash("逢查"));
    expect(suiteOf(suite.digest)).toBe(suite);
  });

  it("opens what it sealed, whatever the length, and never seals alike", () => {
    for (const text of ["", "1", "32132119900307123X", "张三".repeat(100)]) {
      expect(suite.open(suite.seal(text, key), key)).toBe(text);
      expect(suite.seal(text, key)).not.toBe(suite.seal(text, key));
    }
  });

  it("opens what the other suite sealed, so that a change of suite loses nothing", () => {
    for (const other of Object.values(suites)) expect(suite.open(other.seal("旧", key), key)).toBe("旧");
  });

  it("opens nothing with another key", () => {
    expect(() => suite.open(suite.seal("秘密", key), randomBytes(32))).toThrow();
  });

  it("finds every altered byte, and a cut", () => {
    const sealed = Buffer.from(suite.seal("321321199003071230", key), "base64url");
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => suite.open(altered.toString("base64url"), key)).toThrow();
      expect(() => suite.open(sealed.subarray(0, index).toString("base64url"), key)).toThrow();
    }
  });
});

describe("the 国密 algorithms of this Node", () => {
  it("SM3 gives the standard's digest of abc (GB/T 32905-2016, A.1)", () => {
    expect(Buffer.from(suites.gm.hash("abc"), "base64url").toString("hex")).toBe(
      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    );
  });

  it("SM4 gives the standard's block (GB/T 32907-2016, A.1); counter mode encrypts its counter", () => {
    const standard = Buffer.from("0123456789abcdeffedcba9876543210", "hex");
    const block = createCipheriv("sm4-ecb", standard, null).setAutoPadding(false).update(standard);
    expect(block.toString("hex")).toBe("681edf34d206965e86b3e94f536e4246");
    // With the block as the first counter, the key stream begins with that block's encryption.
    const stream = createCipheriv("sm4-ctr", standard, standard).update(Buffer.alloc(16));
    expect(stream.toString("hex")).toBe("681edf34d206965e86b3e94f536e4246");
  });
});
