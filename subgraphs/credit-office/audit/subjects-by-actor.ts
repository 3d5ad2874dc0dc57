import { ofActor, type ByActor } from "./actors.js";
import type { AuditedLook } from "./audited-look.js";
import type { AuditFlag } from "./audit-report.js";
import {
  addDistinct,
  appendDistinct,
  createDistinctCount,
  fingerprintOf,
  readDistinct,
  type DistinctCount,
} from "./distinct-count.js";

/** How many different subjects each actor looked at, and the receipts of its first looks. */
export type SubjectsByActor = ByActor<{ distinct: DistinctCount; receipts: string[] }>;

export interface SubjectsRule {
  readonly allowed: number;
  readonly receiptsShown: number;
}

export function addSubjects(kept: SubjectsByActor, look: AuditedLook, rule: SubjectsRule): void {
  if (look.subjects.length === 0) return;
  const { distinct, receipts } = ofActor(kept, look, () => nothing(rule));
  for (const subject of look.subjects) addDistinct(distinct, fingerprintOf(subject));
  if (receipts.length < rule.receiptsShown) receipts.push(look.receipt);
}

/** Adds what was kept of later looks. */
export function appendSubjects(kept: SubjectsByActor, later: SubjectsByActor, rule: SubjectsRule): void {
  for (const next of later.values()) {
    const actor = ofActor(kept, next, () => nothing(rule));
    appendDistinct(actor.distinct, next.distinct);
    actor.receipts = [...actor.receipts, ...next.receipts].slice(0, rule.receiptsShown);
  }
}

/** Actors with more different subjects than allowed. */
export function flagSubjects(kept: SubjectsByActor, { allowed }: SubjectsRule): AuditFlag[] {
  return [...kept.values()]
    .map(({ unit, account, distinct, receipts }) => ({ unit, account, ...readDistinct(distinct), receipts }))
    .filter(({ count }) => count > allowed);
}

/** Exact a good way past the threshold, so that no estimate decides who is flagged. */
function nothing({ allowed }: SubjectsRule): { distinct: DistinctCount; receipts: string[] } {
  return { distinct: createDistinctCount(Math.max(1024, allowed * 2)), receipts: [] };
}
