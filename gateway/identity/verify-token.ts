import type { KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import { GatewayError } from "../errors.js";
import type { TokenAlgorithm, TrustedIssuer } from "./trusted-issuer.js";

/** A token whose signature, issuer, audience and times have been checked. */
export interface VerifiedToken {
  readonly payload: Readonly<Record<string, unknown>>;
  /** The key that signed it. */
  readonly key: KeyObject;
  /** When it ends, or gets too old; tolerance included. */
  readonly goodUntil: Date;
}

/**
 * Verifies a token of an issuer with those of its keys that the token's header may mean.
 * @throws GatewayError IDENTITY_EXPIRED when it was valid once, IDENTITY_REQUIRED otherwise
 */
export function verifyToken(
  token: string,
  {
    issuer,
    algorithm,
    keys,
  }: {
    readonly issuer: TrustedIssuer;
    readonly algorithm: TokenAlgorithm;
    readonly keys: readonly KeyObject[];
  },
  now: Date,
): VerifiedToken {
  let cause: unknown;
  for (const key of keys) {
    try {
      const payload = jwt.verify(token, key, {
        algorithms: [algorithm],
        issuer: issuer.issuer,
        audience: issuer.audience,
        clockTimestamp: Math.floor(now.getTime() / 1000),
        clockTolerance: issuer.clockSkewSeconds,
        maxAge: issuer.maxAgeHours * 3600,
      });
      if (typeof payload === "string") break;
      return { payload, key, goodUntil: endOf(payload, issuer, now) };
    } catch (error) {
      // Times are looked at after the signature: no other key can make it better.
      if (error instanceof jwt.TokenExpiredError)
        throw new GatewayError("IDENTITY_EXPIRED", { cause: error });
      if (error instanceof GatewayError) throw error;
      cause = error;
    }
  }
  throw new GatewayError("IDENTITY_REQUIRED", { cause });
}

/** @throws GatewayError IDENTITY_REQUIRED for a token that never ends, or is from the future */
function endOf(
  { exp, iat }: jwt.JwtPayload,
  { clockSkewSeconds, maxAgeHours }: TrustedIssuer,
  now: Date,
): Date {
  if (exp === undefined || iat === undefined) {
    throw new GatewayError("IDENTITY_REQUIRED", { detail: "令牌缺少签发时间（iat）或到期时间（exp）" });
  }
  if ((iat - clockSkewSeconds) * 1000 > now.getTime()) {
    throw new GatewayError("IDENTITY_REQUIRED", { detail: "令牌的签发时间（iat）在将来" });
  }
  return new Date((Math.min(exp, iat + maxAgeHours * 3600) + clockSkewSeconds) * 1000);
}
