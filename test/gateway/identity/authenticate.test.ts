import { createSecretKey, type KeyObject } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import jwt from "jsonwebtoken";
import { createAuthenticator } from "../../../gateway/identity/authenticate.js";
import { ownClaims } from "../../../gateway/identity/claims-mapping.js";
import { GatewayError } from "../../../gateway/errors.js";
import type { TrustedIssuer } from "../../../gateway/identity/trusted-issuer.js";
import { createTokenKeys, forgeToken, signClaims, someClaims } from "../../support/token-builder.js";

const [rsa, ec, strangers] = [createTokenKeys("RS256"), createTokenKeys("ES256"), createTokenKeys("ES256")];
const issuedAt = new Date("2026-11-21T01:00:00Z");

/** An authenticator over two issuers, whose time, keys and revoked tokens a test changes. */
function open() {
  const world = { now: issuedAt, revoked: new Set<string>(), ecKeys: [ec.publicKey] as KeyObject[] };
  const issuer = (parts: Pick<TrustedIssuer, "issuer" | "algorithms" | "keys">): TrustedIssuer => ({
    audience: "fengcha",
    clockSkewSeconds: 5,
    maxAgeHours: 12,
    claims: ownClaims,
    ...parts,
  });
  const authenticate = createAuthenticator({
    issuers: [
      issuer({
        issuer: "https://sso.example.gov.cn",
        algorithms: ["ES256"],
        keys: { find: () => Promise.resolve(world.ecKeys) },
      }),
      issuer({
        issuer: "https://rsa.example.gov.cn",
        algorithms: ["RS256"],
        keys: { find: () => Promise.resolve([rsa.publicKey]) },
      }),
    ],
    revocations: {
      refuseRevoked(tokenId) {
        if (tokenId !== null && world.revoked.has(tokenId)) throw new GatewayError("IDENTITY_REVOKED");
      },
    },
    clock: () => world.now,
  });
  const codeOf = async (token: string | undefined): Promise<string> => {
    try {
      await authenticate(token === undefined ? undefined : `Bearer ${token}`, {});
      return "accepted";
    } catch (error) {
      return error instanceof GatewayError ? error.code : String(error);
    }
  };
  return { world, authenticate, codeOf };
}

const claims = (parts: Readonly<Record<string, unknown>> = {}) => someClaims(issuedAt, parts);
const rsaClaims = (parts: object = {}) => claims({ iss: "https://rsa.example.gov.cn", ...parts });
const later = (seconds: number): Date => new Date(issuedAt.getTime() + seconds * 1000);

describe("authenticate", () => {
  it("accepts RS256 and ES256 of their issuers", async () => {
    const { codeOf } = open();
    expect(await codeOf(signClaims(claims(), ec.privateKey))).toBe("accepted");
    expect(await codeOf(signClaims(rsaClaims(), rsa.privateKey))).toBe("accepted");
  });

  const attacks: readonly [string, () => string | undefined][] = [
    ["no token", () => undefined],
    ["alg none", () => forgeToken({ alg: "none", typ: "JWT" }, claims(), "")],
    ["alg none with a signature", () => forgeToken({ alg: "none" }, claims(), "x")],
    ["alg NONE in other letters", () => forgeToken({ alg: "nOnE" }, claims(), "x")],
    [
      "alg confusion: HS256 signed with the RSA public key in PEM",
      () => jwt.sign(rsaClaims(), createSecretKey(Buffer.from(rsa.pem)), { algorithm: "HS256" }),
    ],
    [
      "alg confusion: HS256 signed with the EC public key in PEM",
      () => jwt.sign(claims(), createSecretKey(Buffer.from(ec.pem)), { algorithm: "HS256" }),
    ],
    ["RS512 of the right key", () => signClaims(rsaClaims(), rsa.privateKey, { algorithm: "RS512" })],
    ["PS256 of the right key", () => signClaims(rsaClaims(), rsa.privateKey, { algorithm: "PS256" })],
    ["an algorithm that is pinned for another issuer", () => signClaims(claims(), rsa.privateKey)],
    ["the key of another issuer", () => signClaims(rsaClaims(), ec.privateKey)],
    ["forged roles with a wrong key", () => signClaims(claims({ roles: ["officer"] }), strangers.privateKey)],
    ["changed roles under the old signature", () => withOtherRoles(signClaims(claims(), ec.privateKey))],
    ["a wrong issuer", () => signClaims(claims({ iss: "https://who.example.cn" }), ec.privateKey)],
    ["no issuer", () => signClaims(claims({ iss: undefined }), ec.privateKey)],
    ["a wrong audience", () => signClaims(claims({ aud: "another" }), ec.privateKey)],
    ["no audience", () => signClaims(claims({ aud: undefined }), ec.privateKey)],
    ["a time that has not come", () => signClaims(claims({ nbf: secondsOf(later(60)) }), ec.privateKey)],
    ["an issue in the future", () => signClaims(claims({ iat: secondsOf(later(60)) }), ec.privateKey)],
    ["no end", () => signClaims(claims({ exp: undefined }), ec.privateKey)],
    [
      "no issue time",
      () => jwt.sign(claims({ iat: undefined }), ec.privateKey, { algorithm: "ES256", noTimestamp: true }),
    ],
    ["no unit", () => signClaims(claims({ unit: undefined }), ec.privateKey)],
    ["no account", () => signClaims(claims({ sub: undefined }), ec.privateKey)],
    ["no roles", () => signClaims(claims({ roles: undefined }), ec.privateKey)],
    ["a payload that is no object", () => jwt.sign("text", ec.privateKey, { algorithm: "ES256" })],
    ["ten thousand characters", () => signClaims(claims({ filler: "x".repeat(10_000) }), ec.privateKey)],
    [
      "the attacker's own key in the header (jwk)",
      () => signedWithHeader({ jwk: strangers.publicKey.export({ format: "jwk" }) }),
    ],
    ["an address of keys in the header (jku)", () => signedWithHeader({ jku: "http://127.0.0.1:9/jwks" })],
    ["an extension that must be understood (crit)", () => signedWithHeader({ crit: ["b64"] }, ec.privateKey)],
  ];

  it.each(attacks)("refuses %s", async (_what, token) => {
    expect(await open().codeOf(token())).toBe("IDENTITY_REQUIRED");
  });

  function signedWithHeader(header: object, key = strangers.privateKey): string {
    return jwt.sign(claims(), key, { algorithm: "ES256", header: { alg: "ES256", ...header } });
  }

  it("refuses what was valid once as expired, and by its age whatever it says itself", async () => {
    const { world, codeOf } = open();
    expect(await codeOf(signClaims(claims({ exp: secondsOf(later(-6)) }), ec.privateKey))).toBe(
      "IDENTITY_EXPIRED",
    );
    const endless = signClaims(claims({ exp: secondsOf(later(30 * 86_400)) }), ec.privateKey);
    world.now = later(12 * 3600);
    expect(await codeOf(endless)).toBe("accepted");
    world.now = later(12 * 3600 + 6);
    expect(await codeOf(endless)).toBe("IDENTITY_EXPIRED");
  });
});

describe("a token that is remembered", () => {
  it("ends when it says, tolerance included", async () => {
    const { world, codeOf } = open();
    const token = signClaims(claims(), ec.privateKey);
    expect(await codeOf(token)).toBe("accepted");
    world.now = later(3604);
    expect(await codeOf(token)).toBe("accepted");
    world.now = later(3605);
    expect(await codeOf(token)).toBe("IDENTITY_EXPIRED");
  });

  it("is refused as soon as it is revoked", async () => {
    const { world, codeOf } = open();
    const token = signClaims(claims(), ec.privateKey);
    expect(await codeOf(token)).toBe("accepted");
    world.revoked.add("t-1");
    expect(await codeOf(token)).toBe("IDENTITY_REVOKED");
  });

  it("is refused as soon as its issuer has the key no more", async () => {
    const { world, codeOf } = open();
    const token = signClaims(claims(), ec.privateKey);
    expect(await codeOf(token)).toBe("accepted");
    world.ecKeys = [strangers.publicKey];
    expect(await codeOf(token)).toBe("IDENTITY_REQUIRED");
  });

  it("is itself and no other: one changed character is another token", async () => {
    const { codeOf } = open();
    const token = signClaims(claims(), ec.privateKey);
    expect(await codeOf(token)).toBe("accepted");
    expect(await codeOf(withOtherRoles(token))).toBe("IDENTITY_REQUIRED");
  });

  it("keeps no clerk of an earlier request", async () => {
    const { authenticate } = open();
    const token = `Bearer ${signClaims(claims({ roles: ["system"] }), ec.privateKey)}`;
    expect((await authenticate(token, { "x-fengcha-on-behalf-of": "c7" })).onBehalfOf).toBe("c7");
    expect((await authenticate(token, { "x-fengcha-on-behalf-of": "c8" })).onBehalfOf).toBe("c8");
    await expect(authenticate(token, {})).rejects.toMatchObject({ code: "ON_BEHALF_REQUIRED" });
  });
});

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

function withOtherRoles(token: string): string {
  const [header, payload, signature] = token.split(".");
  const changed = {
    ...(JSON.parse(Buffer.from(payload ?? "", "base64url").toString()) as object),
    roles: ["officer"],
  };
  return `${header ?? ""}.${Buffer.from(JSON.stringify(changed)).toString("base64url")}.${signature ?? ""}`;
}
