import { describe, expect, it } from "@jest/globals";
import { readTokenHeader } from "../../kernel/token-header.js";

const tokenWith = (header: unknown): string =>
  `${Buffer.from(typeof header === "string" ? header : JSON.stringify(header)).toString("base64url")}.e30.x`;

describe("readTokenHeader", () => {
  it("tells algorithm and key id", () => {
    expect(readTokenHeader(tokenWith({ alg: "ES256", kid: "a/b+c=" }))).toEqual({
      algorithm: "ES256",
      keyId: "a/b+c=",
    });
    expect(readTokenHeader(tokenWith({ alg: "RS256" }))).toEqual({ algorithm: "RS256", keyId: undefined });
  });

  it.each([
    ["an empty text", ""],
    ["two parts", "e30.e30"],
    ["four parts", `${tokenWith({ alg: "ES256" })}.x`],
    ["a header that is no JSON", tokenWith("{")],
    ["a header without algorithm", tokenWith({ kid: "a" })],
    ["an algorithm that is no text", tokenWith({ alg: ["ES256"] })],
    ["a key id that is no text", tokenWith({ alg: "ES256", kid: 1 })],
    ["a key id of blanks", tokenWith({ alg: "ES256", kid: "' OR 1=1 --" })],
    ["a key id with a line break", tokenWith({ alg: "ES256", kid: "a\nb" })],
    ["a key id that is very long", tokenWith({ alg: "ES256", kid: "k".repeat(201) })],
    ["an extension that must be understood", tokenWith({ alg: "ES256", crit: ["b64"], b64: false })],
  ])("refuses %s", (_what, token) => {
    expect(readTokenHeader(token)).toBeUndefined();
  });
});
