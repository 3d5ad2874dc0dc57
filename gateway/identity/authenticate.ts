import type { KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import { z } from "zod";
import { GatewayError } from "../errors.js";
import type { Caller } from "./caller.js";

/** An issuer of tokens that the gateway trusts, with the one algorithm that its key is for. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly algorithm: "HS256" | "RS256" | "ES256";
  readonly key: KeyObject;
}

export const tokenAudience = "fengcha";

const claimsSchema = z.object({
  unit: z.string().min(1).max(200),
  sub: z.string().min(1).max(200),
  roles: z.array(z.string().min(1)).min(1),
  subject: z.string().min(1).optional(),
});

/**
 * Reads the `Authorization` header: bearer token → caller. Algorithm, issuer, audience and expiry are pinned.
 * @throws IDENTITY_REQUIRED when there is no valid token, IDENTITY_EXPIRED when it was valid once
 */
export function createAuthenticator(issuers: readonly TrustedIssuer[], clock: () => Date) {
  return function authenticate(header: string | undefined): Caller {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? "")?.[1];
    const issuer = token === undefined ? undefined : issuers.find(({ issuer }) => issuer === issuerOf(token));
    if (token === undefined || issuer === undefined) throw new GatewayError("IDENTITY_REQUIRED");
    const claims = claimsSchema.safeParse(verify(token, issuer, clock()));
    if (!claims.success) throw new GatewayError("IDENTITY_REQUIRED", { detail: "令牌缺少单位、账号或角色" });
    const { unit, sub, roles, subject } = claims.data;
    return {
      unit,
      person: sub,
      name: null,
      roles,
      scopes: null,
      region: null,
      department: null,
      subject: subject ?? null,
      onBehalfOf: null,
      issuer: issuer.issuer,
      tokenId: null,
    };
  };
}

function issuerOf(token: string): unknown {
  const payload = jwt.decode(token);
  return payload === null || typeof payload === "string" ? undefined : payload.iss;
}

function verify(token: string, { issuer, algorithm, key }: TrustedIssuer, now: Date): unknown {
  try {
    return jwt.verify(token, key, {
      algorithms: [algorithm],
      issuer,
      audience: tokenAudience,
      clockTimestamp: Math.floor(now.getTime() / 1000),
      clockTolerance: 5,
      maxAge: "12h",
    });
  } catch (cause) {
    throw new GatewayError(
      cause instanceof jwt.TokenExpiredError ? "IDENTITY_EXPIRED" : "IDENTITY_REQUIRED",
      { cause },
    );
  }
}
