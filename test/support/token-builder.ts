import { generateKeyPairSync, type KeyObject } from "node:crypto";
import jwt, { type SignOptions } from "jsonwebtoken";

/** A key pair of an identity service. */
export interface TokenKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The public half in PEM. */
  readonly pem: string;
}

export function createTokenKeys(algorithm: "RS256" | "ES256"): TokenKeys {
  const { privateKey, publicKey } =
    algorithm === "RS256"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { privateKey, publicKey, pem: publicKey.export({ type: "spki", format: "pem" }).toString() };
}

/** What a city's token says; a test names only what matters to it. */
export function someClaims(
  now: Date,
  parts: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims: Record<string, unknown> = {
    iss: "https://sso.example.gov.cn",
    aud: "fengcha",
    iat: issuedAt,
    exp: issuedAt + 3600,
    jti: "t-1",
    unit: "宿迁市政务服务中心",
    sub: "u1001",
    roles: ["clerk"],
    ...parts,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

/** Signs claims as an identity service does. */
export function signClaims(
  claims: Readonly<Record<string, unknown>>,
  key: KeyObject,
  options: Pick<SignOptions, "algorithm" | "keyid"> = {},
): string {
  const algorithm = key.asymmetricKeyType === "rsa" ? "RS256" : "ES256";
  return jwt.sign({ ...claims }, key, { algorithm, ...options });
}

/** A token put together by hand, for what no library signs. */
export function forgeToken(header: object, claims: object, signature: string): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode(header)}.${encode(claims)}.${signature}`;
}
