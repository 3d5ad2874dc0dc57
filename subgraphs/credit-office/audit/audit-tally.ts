import type { AuditSettings } from "./audit-settings.js";
import type { AuditedLook } from "./audited-look.js";
import { addToBursts, appendBursts, type Bursts, type BurstRule } from "./bursts.js";
import { appendCounts, countLook, type CountsByActor } from "./counts-by-actor.js";
import { addToLine, appendLines, countsOf, type Lines } from "./lines.js";
import { addSubjects, appendSubjects, type SubjectsByActor, type SubjectsRule } from "./subjects-by-actor.js";
import {
  addUnits,
  appendUnits,
  createUnitsBySubject,
  type UnitsBySubject,
  type UnitsRule,
} from "./units-by-subject.js";
import type { WorkingTime } from "./working-time.js";

/** What an audit counts while looks go by, in the order of their time. It grows with callers, not with looks. */
export interface AuditTally {
  readonly settings: AuditSettings;
  underWay: number;
  /** The only line has no name: the sum. */
  readonly total: Lines;
  readonly byUnit: Lines;
  readonly byRole: Lines;
  readonly byMatter: Lines;
  readonly refusals: Map<string, number>;
  readonly counts: Readonly<Record<CountedKind, CountsByActor>>;
  readonly bursts: Bursts;
  readonly subjectsByActor: SubjectsByActor;
  readonly unitsBySubject: UnitsBySubject;
  /** Looks whose case could not be looked up, for want of a feed. */
  unfedCases: number;
  /** Looks at natural persons of which it could not be told whether surnames agree. */
  unknownSurnames: number;
  /** Looks in years that the calendar lacks, but for those that are ordinary at any hour. */
  unknownDays: number;
}

/** Flags that count looks of one person. */
export const countedKinds = [
  "NO_OUTCOME",
  "NO_CASE",
  "OUT_OF_HOURS",
  "SAME_SURNAME",
  "MANY_REFUSALS",
] as const;
export type CountedKind = (typeof countedKinds)[number];

export function createAuditTally(settings: AuditSettings): AuditTally {
  return {
    settings,
    underWay: 0,
    total: new Map(),
    byUnit: new Map(),
    byRole: new Map(),
    byMatter: new Map(),
    refusals: new Map(),
    counts: {
      NO_OUTCOME: new Map(),
      NO_CASE: new Map(),
      OUT_OF_HOURS: new Map(),
      SAME_SURNAME: new Map(),
      MANY_REFUSALS: new Map(),
    },
    bursts: new Map(),
    subjectsByActor: new Map(),
    unitsBySubject: createUnitsBySubject(),
    unfedCases: 0,
    unknownSurnames: 0,
    unknownDays: 0,
  };
}

/** Counts one look. */
export function addLook(tally: AuditTally, look: AuditedLook, workingTime: WorkingTime): void {
  const { settings } = tally;
  const counts = countsOf(look);
  addToLine(tally.total, null, counts);
  addToLine(tally.byUnit, look.unit, counts);
  for (const role of new Set(look.roles)) addToLine(tally.byRole, role, counts);
  addToLine(tally.byMatter, look.matter, counts);
  if (look.refusal !== null) addRefusals(tally, look.refusal, 1);
  if (look.ending === "UNDER_WAY") tally.underWay += 1;
  for (const kind of kindsOf(look, settings, workingTime))
    countLook(tally.counts[kind], look, settings.receiptsShown);
  if (look.case === "NO_FEED" && look.ending !== "REFUSED") tally.unfedCases += 1;
  if (look.isSameSurname === null) tally.unknownSurnames += 1;
  if (!isOrdinaryAtAnyHour(look, settings) && !workingTime.isKnown(look.at)) tally.unknownDays += 1;
  addToBursts(tally.bursts, look, burstRule(settings));
  addSubjects(tally.subjectsByActor, look, subjectsRule(settings));
  addUnits(tally.unitsBySubject, look, unitsRule(settings));
}

/** Adds what was counted of later looks: the tally of two parts is that of the whole. */
export function appendTally(tally: AuditTally, later: AuditTally): void {
  const { settings } = tally;
  for (const kind of ["total", "byUnit", "byRole", "byMatter"] as const)
    appendLines(tally[kind], later[kind]);
  for (const [code, count] of later.refusals) addRefusals(tally, code, count);
  for (const kind of countedKinds)
    appendCounts(tally.counts[kind], later.counts[kind], settings.receiptsShown);
  tally.underWay += later.underWay;
  tally.unfedCases += later.unfedCases;
  tally.unknownSurnames += later.unknownSurnames;
  tally.unknownDays += later.unknownDays;
  appendBursts(tally.bursts, later.bursts, burstRule(settings));
  appendSubjects(tally.subjectsByActor, later.subjectsByActor, subjectsRule(settings));
  appendUnits(tally.unitsBySubject, later.unitsBySubject, unitsRule(settings));
}

export function burstRule({ burstLooks, burstMinutes, receiptsShown }: AuditSettings): BurstRule {
  return { allowed: burstLooks, windowMs: burstMinutes * 60_000, receiptsShown };
}

export function subjectsRule({ subjectsOfOnePerson, receiptsShown }: AuditSettings): SubjectsRule {
  return { allowed: subjectsOfOnePerson, receiptsShown };
}

export function unitsRule({ unitsOfOneSubject, subjectsHeld, receiptsShown }: AuditSettings): UnitsRule {
  return { allowed: unitsOfOneSubject, held: subjectsHeld, receiptsShown };
}

function kindsOf(look: AuditedLook, settings: AuditSettings, workingTime: WorkingTime): CountedKind[] {
  const kinds: CountedKind[] = [];
  if (look.ending === "ABANDONED") kinds.push("NO_OUTCOME");
  // Nothing was disclosed for a refused look, so no case need follow it.
  if (look.case === "MISSING" && look.ending !== "REFUSED") kinds.push("NO_CASE");
  if (!isOrdinaryAtAnyHour(look, settings) && !workingTime.includes(look.at)) kinds.push("OUT_OF_HOURS");
  if (look.isSameSurname === true) kinds.push("SAME_SURNAME");
  if (look.ending === "REFUSED") kinds.push("MANY_REFUSALS");
  return kinds;
}

function isOrdinaryAtAnyHour({ roles }: AuditedLook, { rolesAtAnyHour }: AuditSettings): boolean {
  return roles.length > 0 && roles.every((role) => rolesAtAnyHour.includes(role));
}

function addRefusals({ refusals }: AuditTally, code: string, count: number): void {
  refusals.set(code, (refusals.get(code) ?? 0) + count);
}
