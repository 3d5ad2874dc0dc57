import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "mongoose";
import { factsOfError, type Logger } from "../../kernel/log.js";
import { GatewayError } from "../errors.js";
import { longestTokenHours } from "./trusted-issuer.js";

/** Collection of the gateways' own database; MongoDB drops an entry when the token would have ended anyway. */
const revokedCollection = "revoked_tokens";

interface RevokedToken {
  /** `jti` of the token. */
  readonly _id: string;
  readonly revokedAt: Date;
  readonly until: Date;
}

/** The tokens that are no longer accepted although they have not ended. */
export interface Revocations {
  /** @throws GatewayError IDENTITY_REVOKED, or IDENTITY_UNAVAILABLE when the list could not be read for too long */
  refuseRevoked(tokenId: string | null): void;
  close(): Promise<void>;
}

const readEveryMs = 1000;
/** Past this age, in milliseconds, the list counts as unknown, and every token is refused. */
const staleAfterMs = 10_000;

/**
 * Reads the list and goes on reading it every second.
 * @throws Error when it cannot be read the first time
 */
export async function openRevocations(parts: {
  readonly connection: Connection;
  readonly clock: () => Date;
  readonly log: Logger;
  /** Milliseconds that only go forward. */
  readonly stopwatch?: () => number;
}): Promise<Revocations> {
  const { connection, clock, log, stopwatch = () => performance.now() } = parts;
  const entries = connection.collection<RevokedToken>(revokedCollection);
  await entries.createIndex({ until: 1 }, { expireAfterSeconds: 0 }, {});

  let revoked = new Set<string>();
  let readAt = 0;
  const read = async (): Promise<void> => {
    const startedAt = stopwatch();
    const found = await entries
      .find({ until: { $gt: clock() } }, { projection: { _id: 1 }, timeoutMS: staleAfterMs })
      .toArray();
    revoked = new Set(found.map(({ _id }) => _id));
    readAt = startedAt;
  };
  await read();

  const abort = new AbortController();
  const reading = keepReading(read, abort.signal, log);
  return {
    refuseRevoked(tokenId) {
      if (stopwatch() - readAt > staleAfterMs) {
        throw new GatewayError("IDENTITY_UNAVAILABLE", { detail: "令牌吊销名单暂时读不到" });
      }
      if (tokenId !== null && revoked.has(tokenId)) throw new GatewayError("IDENTITY_REVOKED");
    },
    async close() {
      abort.abort();
      await reading;
    },
  };
}

/** Revokes a token by its id, until it would have ended anyway. */
export async function revokeToken(
  connection: Connection,
  {
    tokenId,
    now,
    until,
  }: { readonly tokenId: string; readonly now: Date; readonly until?: Date | undefined },
): Promise<void> {
  await connection.collection<RevokedToken>(revokedCollection).updateOne(
    { _id: tokenId },
    // A second revocation never shortens the first.
    { $setOnInsert: { revokedAt: now }, $max: { until: until ?? new Date(now.getTime() + longestMs) } },
    { upsert: true, writeConcern: { w: "majority" } },
  );
}

/** Longest life of any token, and a day for clocks. */
const longestMs = (longestTokenHours + 24) * 3_600_000;

async function keepReading(read: () => Promise<void>, signal: AbortSignal, log: Logger): Promise<void> {
  for (;;) {
    await pause(readEveryMs, undefined, { signal, ref: false }).catch(() => undefined); // aborted: the loop ends
    if (signal.aborted) return;
    try {
      await read();
    } catch (error) {
      log.error(factsOfError(error), "revocations.unreadable");
    }
  }
}
