import type { KeyObject } from "node:crypto";
import { factsOfError, type Logger } from "../../../kernel/log.js";
import { GatewayError } from "../../errors.js";
import type { IssuerKeys, TokenAlgorithm } from "../trusted-issuer.js";
import type { PublishedKey } from "./fetch-jwks.js";

/** How old a key set may be before it is asked for again, and before a caller waits for that. */
const refreshAfterMs = 10 * 60_000;
const waitAfterMs = 2 * refreshAfterMs;
/** The JWKS server is asked no more often, whatever key ids tokens name. */
const askEveryMs = 10_000;

export interface JwksKeysParts {
  readonly fetchKeys: () => Promise<readonly PublishedKey[]>;
  /** How long known keys stay good while the server does not answer. */
  readonly keepKeysHours: number;
  readonly clock: () => Date;
  readonly log: Logger;
}

/**
 * Keys that an issuer publishes as a JWKS. They change without a restart: the set is asked for again now and then, and at
 * once for a key id that it does not have. A server that does not answer is outlived for a limited time.
 */
export function openJwksKeys({ fetchKeys, keepKeysHours, clock, log }: JwksKeysParts): IssuerKeys {
  let known: KnownKeys | undefined;
  let asked: { readonly at: number; readonly answered: boolean } | undefined;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    const at = clock().getTime();
    try {
      known = { byName: byName(await fetchKeys(), known), fetchedAt: at };
      asked = { at, answered: true };
    } catch (error) {
      asked = { at, answered: false };
      log.warn(factsOfError(error), "jwks.unavailable");
    } finally {
      asking = undefined;
    }
  }
  const isKept = (now: number): boolean =>
    known !== undefined && now - known.fetchedAt <= keepKeysHours * 3_600_000;
  const mayAsk = (now: number): boolean => asking !== undefined || !asked || now - asked.at >= askEveryMs;

  return {
    async find(keyId, algorithm) {
      const now = clock().getTime();
      const age = known ? now - known.fetchedAt : Infinity;
      if (age >= refreshAfterMs && mayAsk(now)) {
        const answer = (asking ??= ask());
        // Who is known does not wait for a server that hangs, nor accept a set of long ago without asking.
        if (!isKept(now) || (age >= waitAfterMs && asked?.answered)) await answer;
      }
      const found = lookUp(known, keyId, algorithm);
      if (!found && mayAsk(now)) await (asking ??= ask());
      if (!isKept(clock().getTime())) {
        throw new GatewayError("IDENTITY_UNAVAILABLE", { detail: "签发方的公钥暂时取不到" });
      }
      const key = lookUp(known, keyId, algorithm);
      return key ? [key] : [];
    },
  };
}

interface KnownKeys {
  readonly byName: ReadonlyMap<string, KeyObject>;
  readonly fetchedAt: number;
}

/** Without a key id the only key of the algorithm is meant. */
function lookUp(
  known: KnownKeys | undefined,
  keyId: string | undefined,
  algorithm: TokenAlgorithm,
): KeyObject | undefined {
  if (!known) return undefined;
  if (keyId !== undefined) return known.byName.get(nameOf(keyId, algorithm));
  const ofAlgorithm = [...known.byName].filter(([name]) => name.startsWith(nameOf("", algorithm)));
  return ofAlgorithm.length === 1 ? ofAlgorithm[0]?.[1] : undefined;
}

/** Keys that stay are the same objects as before: what they have verified is remembered by them. */
function byName(published: readonly PublishedKey[], before: KnownKeys | undefined): Map<string, KeyObject> {
  return new Map(
    published.map(({ keyId, algorithm, key }, index) => {
      const name = nameOf(keyId ?? `\n${index}`, algorithm);
      const earlier = before?.byName.get(name);
      return [name, earlier?.equals(key) ? earlier : key];
    }),
  );
}

/** No token can name a key that has no id: its name holds a line break. */
function nameOf(keyId: string, algorithm: TokenAlgorithm): string {
  return `${algorithm} ${keyId}`;
}
