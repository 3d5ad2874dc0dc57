import { LRUCache } from "lru-cache";
import type { DisclosureLists } from "../../kernel/disclosure.js";
import { suffices, type FieldRule } from "../../schema/field-rules.js";
import type { Disclosure, FieldPolicy } from "../field-policy.js";
import type { FieldRules } from "./read-supergraph.js";

/** Upon what a policy rests. */
export interface Permit {
  readonly scopes: readonly string[];
  /** Scopes of grants that have run out: they explain a denial. */
  readonly expiredScopes: readonly string[];
  /** Null for root fields without a matter. */
  readonly matter: string | null;
  /** Whether the caller looks at itself: the law gives it its whole file, no matter what for (《个人信息保护法》第四十五条). */
  readonly isOwn: boolean;
}

export type CreateFieldPolicy = (permit: Permit, lists: DisclosureLists | null) => FieldPolicy;

/** Makes policies over one schema's rules; equal permits share one, whose decisions are kept. */
export function createFieldPolicies(rules: FieldRules, maxKept = 1000): CreateFieldPolicy {
  const kept = new LRUCache<string, FieldPolicy>({ max: maxKept });
  return (permit, lists) => {
    const key = keyOf(permit, lists);
    const known = kept.get(key) ?? createPolicy(key, permit, lists, rules);
    kept.set(key, known);
    return known;
  };
}

function keyOf(permit: Permit, lists: DisclosureLists | null): string {
  return JSON.stringify([
    [...permit.scopes].sort(),
    [...permit.expiredScopes].sort(),
    permit.matter,
    permit.isOwn,
    lists?.version ?? null,
  ]);
}

function createPolicy(
  key: string,
  permit: Permit,
  lists: DisclosureLists | null,
  rules: FieldRules,
): FieldPolicy {
  const list = permit.matter === null ? undefined : lists?.matters[permit.matter];
  const facts: Facts = {
    scopes: new Set(permit.scopes),
    withExpired: new Set([...permit.scopes, ...permit.expiredScopes]),
    isOwn: permit.isOwn,
    disclosed: new Set(list?.disclosed),
    onlyMasked: new Set(list?.masked),
  };
  const decided = new Map<string, Disclosure>();
  return {
    key,
    scopes: permit.scopes,
    isPersonal: (coordinate) => Boolean(rules.get(coordinate)?.mask),
    masksOnlyPersons: (coordinate) => rules.get(coordinate)?.mask?.of === "NATURAL_PERSONS",
    decide(coordinate) {
      const known = decided.get(coordinate);
      if (known !== undefined) return known;
      const rule = rules.get(coordinate);
      // A field without an entry is not of this schema: nobody may see what no rule was read for.
      const disclosure = rule ? decide(coordinate, rule, facts) : "NO_SCOPE";
      decided.set(coordinate, disclosure);
      return disclosure;
    },
  };
}

interface Facts {
  readonly scopes: ReadonlySet<string>;
  readonly withExpired: ReadonlySet<string>;
  readonly isOwn: boolean;
  readonly disclosed: ReadonlySet<string>;
  readonly onlyMasked: ReadonlySet<string>;
}

function decide(coordinate: string, { scopes, policies, mask }: FieldRule, facts: Facts): Disclosure {
  const maySee = (held: ReadonlySet<string>): boolean =>
    suffices(held, scopes) || (mask !== null && suffices(held, mask.masked));
  if (!maySee(facts.scopes)) return maySee(facts.withExpired) ? "EXPIRED_GRANT" : "NO_SCOPE";
  if (policies.length > 0 && !facts.isOwn && !facts.disclosed.has(coordinate)) return "NOT_NEEDED_FOR_MATTER";
  if (!mask) return "GRANTED";
  const isClear = suffices(facts.scopes, mask.clear) && (facts.isOwn || !facts.onlyMasked.has(coordinate));
  return isClear ? "GRANTED" : "MASKED";
}
