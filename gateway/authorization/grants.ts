import type { Logger } from "../../kernel/log.js";
import type { Day } from "../../kernel/record.js";
import { describeFault } from "../../kernel/read-by-schema.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import type { Caller } from "../identity/caller.js";
import { followFile } from "../../kernel/follow-file.js";
import { readGrants, type Grant } from "./grant.js";
import { loadRoles } from "./load-roles.js";

/** Whether a unit's role may handle a matter today, and which scopes it has for it beyond the role's. */
export type GrantAnswer =
  | {
      readonly state: "LIVE";
      readonly scopes: readonly string[];
      /** Scopes of grants that have run out, and of none that has not. */
      readonly expiredScopes: readonly string[];
    }
  /** It was granted once, and has run out. */
  | { readonly state: "EXPIRED" }
  | { readonly state: "NONE" };

/** Default deny: nobody may ask for anything that no grant names (unit × role × matter, with an expiry). */
export interface Grants {
  /**
   * A `matter` of null is a field that has none: any live grant of that unit and role allows it, but extra scopes come
   * only from grants for every matter.
   */
  grantFor(caller: Pick<Caller, "unit" | "region">, role: string, matter: string | null): GrantAnswer;
}

/**
 * The grants of a file, read again when it changes; a broken new version keeps the old one and is logged as
 * `grants.refused`. In development without a file every unit may do what its roles allow.
 * @throws Error in Chinese naming every fault with its field, or when there is no file outside development
 */
export function openGrants(options: {
  readonly file: string | null;
  readonly isDevelopment: boolean;
  readonly clock: () => Date;
  readonly log: Logger;
  /** Roles that a grant may name; those of roles.yaml when absent. */
  readonly roles?: readonly string[];
}): Grants {
  const { file, isDevelopment, clock, log } = options;
  const roles = options.roles ?? Object.keys(loadRoles({ isDevelopment }));
  if (file === null) {
    if (!isDevelopment) throw new Error("生产环境须用 FENGCHA_GRANTS_FILE 指定授权文件");
    return { grantFor: answerFrom(indexOf(everything(roles)), clock) };
  }
  const current = followFile(file, (text) => indexOf(accepted(text, roles, file)), {
    onRead: () => {
      log.info({}, "grants.read");
    },
    onUnreadable: (error) => {
      log.error({ reason: error instanceof Error ? error.message : "" }, "grants.refused");
    },
  });
  return {
    grantFor: (caller, role, matter) => answerFrom(current(), clock)(caller, role, matter),
  };
}

type Index = ReadonlyMap<string, readonly Grant[]>;

function accepted(text: string, roles: readonly string[], file: string): readonly Grant[] {
  const { grants, faults } = readGrants(text, { roles, matters: null });
  if (faults.length > 0) throw new Error(`授权文件 ${file} 有误\n${faults.map(describeFault).join("\n")}`);
  return grants;
}

function indexOf(grants: readonly Grant[]): Index {
  const index = new Map<string, Grant[]>();
  for (const grant of grants) {
    const key = keyOf(grant.unit, grant.role);
    index.set(key, [...(index.get(key) ?? []), grant]);
  }
  return index;
}

function keyOf(unit: string, role: string): string {
  return JSON.stringify([unit, role]);
}

function answerFrom(index: Index, clock: () => Date): Grants["grantFor"] {
  return ({ unit, region }, role, matter) => {
    const today = shanghaiDayOf(clock());
    const covering = [...(index.get(keyOf(unit, role)) ?? []), ...(index.get(keyOf("*", role)) ?? [])].filter(
      (grant) => (grant.region === null || grant.region === region) && covers(grant, matter),
    );
    const live = covering.filter((grant) => isLive(grant, today));
    const expired = covering.filter(({ until }) => until < today);
    if (live.length === 0) return { state: expired.length > 0 ? "EXPIRED" : "NONE" };
    const scopes = scopesOf(live, matter);
    const expiredScopes = scopesOf(expired, matter).filter((scope) => !scopes.includes(scope));
    return { state: "LIVE", scopes, expiredScopes };
  };
}

function covers({ matters }: Grant, matter: string | null): boolean {
  return matter === null || matters === "*" || matters.includes(matter);
}

function isLive({ from, until }: Grant, today: Day): boolean {
  return (from === null || from <= today) && today <= until;
}

/** Scopes granted for some matters belong to looks for those matters, not to looks without one. */
function scopesOf(grants: readonly Grant[], matter: string | null): string[] {
  const counting = matter === null ? grants.filter(({ matters }) => matters === "*") : grants;
  return [...new Set(counting.flatMap(({ scopes }) => scopes))];
}

function everything(roles: readonly string[]): Grant[] {
  return roles.map((role) => ({
    unit: "*",
    region: null,
    role,
    matters: "*",
    scopes: [],
    from: null,
    until: "9999-12-31",
    basis: "开发环境",
  }));
}
