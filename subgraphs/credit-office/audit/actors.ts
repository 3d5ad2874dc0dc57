import type { AuditedLook } from "./audited-look.js";

/** Who looked: an account of a unit. */
export interface Actor {
  readonly unit: string;
  readonly account: string;
}

/** Something of each actor, in the order in which they first appear. */
export type ByActor<Value> = Map<string, Actor & Value>;

/** What is kept of a look's actor; made when it appears for the first time. */
export function ofActor<Value extends object>(
  kept: ByActor<Value>,
  { unit, account }: Pick<AuditedLook, "unit" | "account">,
  create: () => Value,
): Actor & Value {
  const key = `${unit}\n${account}`;
  const known = kept.get(key);
  if (known) return known;
  const created = { unit, account, ...create() };
  kept.set(key, created);
  return created;
}
