import type { RegisterEntry } from "../../../kernel/register-entry.js";
import type { SealedSubject } from "../../../kernel/register-keys.js";
import {
  beginnings,
  readRegisteredLooks,
  refusalOf,
  type RegisteredLook,
} from "../registered-looks/registered-look.js";
import type { AuditedLook, CaseOnFile, LookEnding } from "./audited-look.js";
import type { AuditSources, NamedCase } from "./audit-sources.js";
import type { Month } from "./month.js";

const batchSize = 1000;

export interface AuditMoment {
  readonly now: Date;
  /** Minutes after which a look without an outcome is no longer under way. */
  readonly openMinutes: number;
}

/** The looks of a month in the order of their time, a thousand at once, so that memory does not grow with them. */
export async function* readAuditedLooks(
  { from, to }: Month,
  moment: AuditMoment,
  sources: AuditSources,
): AsyncGenerator<readonly AuditedLook[]> {
  const cursor = sources.register
    .find(
      { at: { $gte: from, $lt: to }, kind: { $in: [...beginnings] } },
      { projection: { fields: 0, hash: 0, previousHash: 0 } },
    )
    .sort({ at: 1, _id: 1 })
    .batchSize(batchSize);
  let entries: RegisterEntry[] = [];
  for await (const entry of cursor) {
    entries.push(entry);
    if (entries.length < batchSize) continue;
    yield await auditEntries(entries, moment, sources);
    entries = [];
  }
  yield await auditEntries(entries, moment, sources);
}

async function auditEntries(
  entries: readonly RegisterEntry[],
  moment: AuditMoment,
  sources: AuditSources,
): Promise<AuditedLook[]> {
  const looks = await readRegisteredLooks(sources.register, entries);
  const [cases, areSame] = await Promise.all([findCases(looks, sources), compareSurnames(looks, sources)]);
  return looks.map((look, index) => ({
    ...toAuditedLook(look, moment),
    case: cases[index] ?? "NONE_NAMED",
    isSameSurname: areSame[index] ?? null,
  }));
}

function toAuditedLook(
  look: RegisteredLook,
  moment: AuditMoment,
): Omit<AuditedLook, "case" | "isSameSurname"> {
  const { receipt, at, unit, person, onBehalfOf, roles, matter, subjects } = look.begun;
  return {
    receipt,
    at,
    unit,
    account: onBehalfOf ?? person,
    roles,
    matter,
    subjects,
    ending: endingOf(look, moment),
    refusal: refusalOf(look),
  };
}

function endingOf(look: RegisteredLook, { now, openMinutes }: AuditMoment): LookEnding {
  if (refusalOf(look) !== null) return "REFUSED";
  if (look.outcomes.length > 0) return "ANSWERED";
  const isFresh = now.getTime() - look.begun.at.getTime() < openMinutes * 60_000;
  return isFresh && !look.abandoned ? "UNDER_WAY" : "ABANDONED";
}

/** A case that was verified at once is on file; any other may have come later. */
async function findCases(
  looks: readonly RegisteredLook[],
  { casesExist }: AuditSources,
): Promise<CaseOnFile[]> {
  const asked = new Map<string, NamedCase>();
  for (const { begun } of looks) {
    const named = caseOf(begun);
    if (named && begun.caseVerified !== true) asked.set(keyOf(named), named);
  }
  const exist = casesExist && asked.size > 0 ? await casesExist([...asked.values()]) : [];
  const found = new Map([...asked.keys()].map((key, index) => [key, exist[index] ?? null]));
  return looks.map(({ begun }) => {
    const named = caseOf(begun);
    if (!named) return "NONE_NAMED";
    if (begun.caseVerified === true) return "ON_FILE";
    const isOnFile = found.get(keyOf(named)) ?? null;
    return isOnFile === null ? "NO_FEED" : isOnFile ? "ON_FILE" : "MISSING";
  });
}

function caseOf({ unit, matter, caseNumber }: RegisterEntry): NamedCase | null {
  return matter === null || caseNumber === null ? null : { unit, matter, caseNumber };
}

async function compareSurnames(
  looks: readonly RegisteredLook[],
  { surnamesOf }: AuditSources,
): Promise<(boolean | null)[]> {
  const asked = new Map<string, SealedSubject>();
  for (const { begun } of looks)
    if (begun.surname !== null) for (const each of personsOf(begun)) asked.set(each.reference, each);
  const surnames = asked.size > 0 ? await surnamesOf([...asked.values()]) : [];
  const found = new Map([...asked.keys()].map((reference, index) => [reference, surnames[index] ?? null]));
  return looks.map(({ begun }) => {
    const persons = personsOf(begun);
    const theirs = persons.map(({ reference }) => found.get(reference) ?? null);
    if (begun.surname !== null && theirs.includes(begun.surname)) return true;
    return persons.length > 0 && (begun.surname === null || theirs.includes(null)) ? null : false;
  });
}

function personsOf({ subjects, sealed }: RegisterEntry): SealedSubject[] {
  return subjects.flatMap((reference, index) => {
    const own = sealed[index] ?? null;
    return own === null ? [] : [{ reference, sealed: own }];
  });
}

function keyOf({ unit, matter, caseNumber }: NamedCase): string {
  return `${unit}\n${matter}\n${caseNumber}`;
}
