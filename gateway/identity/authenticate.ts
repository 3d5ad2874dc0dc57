import { createHash, type KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { LRUCache } from "lru-cache";
import { readTokenHeader, type TokenHeader } from "../../kernel/token-header.js";
import { GatewayError } from "../errors.js";
import type { Caller } from "./caller.js";
import { nameClerk, onBehalfHeader } from "./name-clerk.js";
import { readClaims } from "./read-claims.js";
import type { Revocations } from "./revocations.js";
import { tokenAlgorithms, type TokenAlgorithm, type TrustedIssuer } from "./trusted-issuer.js";
import { verifyToken } from "./verify-token.js";

/**
 * Who asks, by the `Authorization` header and what a business system says beside it.
 * @throws GatewayError IDENTITY_REQUIRED, IDENTITY_EXPIRED, IDENTITY_REVOKED, IDENTITY_UNAVAILABLE, ON_BEHALF_REQUIRED, BAD_REQUEST
 */
export type Authenticate = (
  authorization: string | undefined,
  headers: IncomingHttpHeaders,
) => Promise<Caller>;

/** Tokens that are remembered: verifying a signature costs a tenth of a millisecond. */
const maxRemembered = 10_000;
const maxTokenLength = 8192;

/**
 * Reads bearer tokens of trusted issuers. A token that was verified is remembered, by its SHA-256, until it ends or its
 * issuer no longer has the key; whether it was revoked is asked every time.
 */
export function createAuthenticator(parts: {
  readonly issuers: readonly TrustedIssuer[];
  readonly revocations: Pick<Revocations, "refuseRevoked">;
  readonly clock: () => Date;
}): Authenticate {
  const issuers = new Map(parts.issuers.map((issuer) => [issuer.issuer, issuer]));
  const remembered = new LRUCache<string, Known>({ max: maxRemembered });

  return async (authorization, headers) => {
    const now = parts.clock();
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? "")?.[1];
    if (token === undefined || token.length > maxTokenLength) throw new GatewayError("IDENTITY_REQUIRED");
    const digest = createHash("sha256").update(token).digest("base64url");
    let known = remembered.get(digest);
    if (!known || !(await isStillGood(known, now))) {
      remembered.delete(digest);
      known = await readToken(token, issuers, now);
      remembered.set(digest, known);
    }
    parts.revocations.refuseRevoked(known.caller.tokenId);
    return nameClerk(known.caller, headers[onBehalfHeader], now);
  };
}

/** What is remembered of a token. */
interface Known {
  readonly caller: Caller;
  readonly issuer: TrustedIssuer;
  readonly keyId: string | undefined;
  readonly algorithm: TokenAlgorithm;
  readonly key: KeyObject;
  readonly goodUntil: Date;
}

/** Whether a remembered token has not ended, and its key is still its issuer's. @throws IDENTITY_UNAVAILABLE */
async function isStillGood({ issuer, keyId, algorithm, key, goodUntil }: Known, now: Date): Promise<boolean> {
  return now < goodUntil && (await issuer.keys.find(keyId, algorithm)).includes(key);
}

async function readToken(
  token: string,
  issuers: ReadonlyMap<string, TrustedIssuer>,
  now: Date,
): Promise<Known> {
  const header = readTokenHeader(token);
  const issuer = issuers.get(claimedIssuerOf(token));
  const algorithm = header && issuer && pinnedAlgorithmOf(header, issuer);
  if (!algorithm) throw new GatewayError("IDENTITY_REQUIRED");
  const { keyId } = header;
  const keys = await issuer.keys.find(keyId, algorithm);
  const { payload, key, goodUntil } = verifyToken(token, { issuer, algorithm, keys }, now);
  return { caller: readClaims(payload, issuer, now), issuer, keyId, algorithm, key, goodUntil };
}

function pinnedAlgorithmOf({ algorithm }: TokenHeader, issuer: TrustedIssuer): TokenAlgorithm | undefined {
  const named = tokenAlgorithms.find((each) => each === algorithm);
  return named && issuer.algorithms.includes(named) ? named : undefined;
}

/** Whose token it says to be; only to find that issuer's keys. */
function claimedIssuerOf(token: string): string {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    const issuer = typeof payload === "object" && payload !== null && "iss" in payload ? payload.iss : "";
    return typeof issuer === "string" ? issuer : "";
  } catch {
    return ""; // no token, and nobody's
  }
}
