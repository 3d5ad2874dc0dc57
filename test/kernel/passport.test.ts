import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import jwt from "jsonwebtoken";
import { createKeyRing, keyIdOf } from "../../kernel/key-ring.js";
import { signPassport, verifyPassport, type Passport } from "../../kernel/passport.js";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const keys = createKeyRing([publicKey]);
const now = new Date("2026-11-21T01:00:00Z");
const request = { audience: "tax", body: '{"query":"{ x }"}', now } as const;
const passport: Passport = { authority: "CHECK" };
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

describe("a passport", () => {
  const token = signPassport(passport, request, privateKey);

  it("is good for its subgraph, its body and thirty seconds", () => {
    expect(verifyPassport(token, request, keys)).toEqual(passport);
    expect(verifyPassport(token, { ...request, now: later(29) }, keys)).toEqual(passport);
  });

  it.each([
    ["another subgraph", { ...request, audience: "courts" as const }],
    ["another body", { ...request, body: '{"query":"{ y }"}' }],
    ["a later minute", { ...request, now: later(40) }],
  ])("is no good for %s", (_what, other) => {
    expect(() => verifyPassport(token, other, keys)).toThrow();
  });

  it("names its key; one of a key that is not known, or that names a known key falsely, is refused", () => {
    const header = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as object;
    expect(header).toMatchObject({ alg: "ES256", kid: keyIdOf(publicKey) });
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
    expect(() => verifyPassport(token, request, createKeyRing([other.publicKey]))).toThrow("names no key");
    const falsely = jwt.sign(jwt.decode(token) as object, other.privateKey, {
      algorithm: "ES256",
      keyid: keyIdOf(publicKey),
    });
    expect(() => verifyPassport(falsely, request, keys)).toThrow("invalid signature");
  });

  it("of another gateway's key is refused", () => {
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
    expect(() => verifyPassport(signPassport(passport, request, other.privateKey), request, keys)).toThrow();
  });
});
