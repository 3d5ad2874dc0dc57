import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Connection } from "mongoose";
import { jobIssuer } from "../../kernel/job-token.js";
import { GatewayError } from "../errors.js";
import type { Caller } from "../identity/caller.js";
import { openLease, type Lease } from "./lease.js";
import { openCounter } from "./open-counter.js";
import type { RateLimitSettings } from "./rate-limit-settings.js";

export interface RateLimits {
  /**
   * Counts a look against its caller, unit and matter; all of them or, when one has none left, none.
   * @throws RATE_LIMITED with `retryAfterSeconds`, REGISTER_UNAVAILABLE when the counters cannot be reached
   */
  take(caller: Pick<Caller, "issuer" | "person" | "unit">, look: LimitedLook): Promise<void>;
}

export interface LimitedLook {
  readonly matter: string | null;
  /** Subjects of a check; 1 for other root fields. */
  readonly points: number;
}

/** One counter that a look counts against. */
interface Scope {
  readonly key: string;
  readonly limit: number;
  readonly who: string;
}

/**
 * Limits by the minute of the clock, over all gateways of one control database. Keys are hashes: they name nobody.
 * @throws Error when the control database cannot be prepared
 */
export async function createRateLimits(parts: {
  readonly control: Connection;
  readonly limits: RateLimitSettings;
  readonly clock: () => Date;
}): Promise<RateLimits> {
  const { limits, clock } = parts;
  const counter = await openCounter(parts.control);
  const leases = new LRUCache<string, Lease>({ max: 50_000 });

  function leaseOf({ key, limit }: Scope, minute: number): Lease {
    const keyOfMinute = `${key}:${minute}`;
    const lease = leases.get(keyOfMinute) ?? openLease(counter, keyOfMinute, limit);
    leases.set(keyOfMinute, lease);
    return lease;
  }

  return {
    async take(caller, { matter, points }) {
      const now = clock().getTime();
      const minute = Math.floor(now / minuteMs);
      const taken: Lease[] = [];
      try {
        for (const scope of scopesOf(caller, matter, limits)) {
          const lease = leaseOf(scope, minute);
          if (!(await lease.take(points))) throw rateLimited(scope, (minute + 1) * minuteMs - now);
          taken.push(lease);
        }
      } catch (error) {
        for (const lease of taken) lease.giveBack(points);
        throw error;
      }
    },
  };
}

const minuteMs = 60_000;

/** Work of our own goes on a unit's account and a matter's; whoever started it is not kept waiting by it. */
function scopesOf(
  { issuer, person, unit }: Pick<Caller, "issuer" | "person" | "unit">,
  matter: string | null,
  limits: RateLimitSettings,
): Scope[] {
  const scopes: Scope[] = [{ key: keyOf("unit", unit), limit: limits.unit, who: "本单位" }];
  if (issuer !== jobIssuer)
    scopes.unshift({ key: keyOf("caller", issuer, person), limit: limits.caller, who: "本账号" });
  if (matter !== null) {
    const limit = Object.hasOwn(limits.matters, matter) ? limits.matters[matter] : undefined;
    scopes.push({ key: keyOf("matter", matter), limit: limit ?? limits.matter, who: "该事项" });
  }
  return scopes;
}

function keyOf(kind: string, ...parts: readonly string[]): string {
  return `${kind}:${createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 32)}`;
}

function rateLimited({ who, limit }: Scope, waitMs: number): GatewayError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new GatewayError("RATE_LIMITED", {
    detail: `${who}每分钟最多 ${limit} 人次，请在 ${retryAfterSeconds} 秒后重试`,
    extensions: { retryAfterSeconds },
  });
}
