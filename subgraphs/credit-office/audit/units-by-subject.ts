import type { AuditedLook } from "./audited-look.js";
import type { AuditFlag } from "./audit-report.js";
import { fingerprintLimit, fingerprintOf } from "./distinct-count.js";

/**
 * Which units looked at each subject. At most `held` subjects are kept: when there are more, only those whose
 * fingerprint lies below a ceiling, which is halved until they fit; so always the same ones, whatever their order.
 */
export interface UnitsBySubject {
  readonly bySubject: Map<number, { readonly units: string[]; readonly receipts: string[] }>;
  ceiling: number;
}

export interface UnitsRule {
  readonly allowed: number;
  readonly held: number;
  readonly receiptsShown: number;
}

export function createUnitsBySubject(): UnitsBySubject {
  return { bySubject: new Map(), ceiling: fingerprintLimit };
}

export function addUnits(kept: UnitsBySubject, look: AuditedLook, rule: UnitsRule): void {
  for (const subject of look.subjects) addUnit(kept, fingerprintOf(subject), look.unit, look.receipt, rule);
  shrink(kept, rule);
}

/** Adds what was kept of later looks. */
export function appendUnits(kept: UnitsBySubject, later: UnitsBySubject, rule: UnitsRule): void {
  kept.ceiling = Math.min(kept.ceiling, later.ceiling);
  dropAbove(kept);
  for (const [subject, { units, receipts }] of later.bySubject) {
    units.forEach((unit, index) => {
      addUnit(kept, subject, unit, receipts[index], rule);
    });
  }
  shrink(kept, rule);
}

/** Subjects that more units looked at than allowed; the receipts are each unit's first one. */
export function flagUnits({ bySubject }: UnitsBySubject, { allowed }: UnitsRule): AuditFlag[] {
  return [...bySubject.values()]
    .filter(({ units }) => units.length > allowed)
    .map(({ units, receipts }) => ({
      unit: null,
      account: null,
      count: units.length,
      isEstimate: false,
      receipts,
    }));
}

/** Part of all subjects that was looked at, 1 for all. */
export function shareLookedAt({ ceiling }: UnitsBySubject): number {
  return ceiling / fingerprintLimit;
}

function addUnit(
  { bySubject, ceiling }: UnitsBySubject,
  subject: number,
  unit: string,
  receipt: string | undefined,
  { receiptsShown }: UnitsRule,
): void {
  if (subject >= ceiling) return;
  const known = bySubject.get(subject) ?? { units: [], receipts: [] };
  if (known.units.includes(unit)) return;
  known.units.push(unit);
  if (receipt !== undefined && known.receipts.length < receiptsShown) known.receipts.push(receipt);
  bySubject.set(subject, known);
}

function shrink(kept: UnitsBySubject, { held }: UnitsRule): void {
  while (kept.bySubject.size > held) {
    kept.ceiling /= 2;
    dropAbove(kept);
  }
}

function dropAbove({ bySubject, ceiling }: UnitsBySubject): void {
  for (const subject of bySubject.keys()) if (subject >= ceiling) bySubject.delete(subject);
}
