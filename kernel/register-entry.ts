import { createHmac } from "node:crypto";
import { suiteOf, type CryptoSuite, type DigestName } from "./crypto-suite.js";
import { normaliseIdentifier } from "./identifier.js";

/** Collection of the query register, append-only. */
export const registerCollection = "register";

/**
 * OPENED: a gateway took up its chain. INTENT, OUTCOME: a look before and after it was answered. REFUSAL: a look that was
 * refused. ABANDONED: an intent whose gateway died before its outcome. ERASED: a subject's key was destroyed (lawful
 * deletion or expiry).
 */
export const entryKinds = ["OPENED", "INTENT", "OUTCOME", "REFUSAL", "ABANDONED", "ERASED"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** What one root field was asked for. One intent is one look: its receipt times each of its subjects. */
export interface Look {
  /** The receipt's own part, without sequence and hash; see `receiptOf`. */
  readonly receipt: string;
  readonly unit: string;
  readonly person: string;
  /** First character of the caller's name, where its token tells it; audits compare it with the subject's. */
  readonly surname: string | null;
  /** Account of the clerk for whom a business system asks. */
  readonly onBehalfOf: string | null;
  readonly roles: readonly string[];
  /** Name of the root field. */
  readonly field: string;
  readonly matter: string | null;
  readonly caseNumber: string | null;
  /** Whether a feed of cases holds the case open for this unit and subjects; null where no feed or case is. */
  readonly caseVerified: boolean | null;
  /** Keyed hashes of the identifiers; a natural person's under a key of its own that can be destroyed. */
  readonly subjects: readonly string[];
  /** For each of `subjects` the identifier, encrypted under that subject's own key; null for organisations. */
  readonly sealed: readonly (string | null)[];
  /** Schema coordinates asked for. */
  readonly fields: readonly string[];
  /** Set when the subject is told of this look later, and on which legal basis. */
  readonly withheld: { readonly basis: string; readonly until: Date } | null;
}

/** How a look ended. */
export interface Outcome {
  /** Schema coordinates disclosed, of those asked for; those shown masked are in `masked` too. */
  readonly disclosed: readonly string[];
  readonly masked: readonly string[];
  /** A check's decision; null for other looks. */
  readonly decision: string | null;
  /** Digest of the answer that left. */
  readonly answerDigest: string | null;
  /** Code of the refusal. */
  readonly refusal: string | null;
  /** From intent to outcome, in milliseconds. */
  readonly durationMs: number | null;
}

/** One entry of the query register: a link of its gateway's chain. */
export interface RegisterEntry extends Look, Outcome {
  /** See `entryIdOf`. */
  readonly _id: string;
  /** Name of the gateway instance. */
  readonly chain: string;
  readonly seq: number;
  /** How often the chain had been taken up when this entry was written; grows with each OPENED. */
  readonly epoch: number;
  readonly kind: EntryKind;
  readonly at: Date;
  /** What an ERASED or ABANDONED entry says of itself: legal basis, or what was found. */
  readonly note: string | null;
  /** Hash function of this entry. */
  readonly suite: DigestName;
  /** Hash of the entry before it in its chain; empty for the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** What an entry says: all of it but its place in the database and the hashes that bind it. */
export type EntryContent = Omit<RegisterEntry, "_id" | "previousHash" | "hash">;

/** Every field of an entry's content, in the order in which the digest takes them. A field that is missing here does not compile. */
const valueOf: { readonly [Field in keyof EntryContent]: (content: EntryContent) => unknown } = {
  chain: ({ chain }) => chain,
  seq: ({ seq }) => seq,
  epoch: ({ epoch }) => epoch,
  kind: ({ kind }) => kind,
  at: ({ at }) => at.toISOString(),
  suite: ({ suite }) => suite,
  receipt: ({ receipt }) => receipt,
  unit: ({ unit }) => unit,
  person: ({ person }) => person,
  surname: ({ surname }) => surname,
  onBehalfOf: ({ onBehalfOf }) => onBehalfOf,
  roles: ({ roles }) => roles,
  field: ({ field }) => field,
  matter: ({ matter }) => matter,
  caseNumber: ({ caseNumber }) => caseNumber,
  caseVerified: ({ caseVerified }) => caseVerified,
  subjects: ({ subjects }) => subjects,
  sealed: ({ sealed }) => sealed,
  fields: ({ fields }) => fields,
  withheld: ({ withheld }) => withheld && [withheld.basis, withheld.until.toISOString()],
  disclosed: ({ disclosed }) => disclosed,
  masked: ({ masked }) => masked,
  decision: ({ decision }) => decision,
  answerDigest: ({ answerDigest }) => answerDigest,
  refusal: ({ refusal }) => refusal,
  durationMs: ({ durationMs }) => durationMs,
  note: ({ note }) => note,
};
const contentFields = Object.keys(valueOf) as (keyof EntryContent)[];
const entryFields = new Set<string>([...contentFields, "_id", "previousHash", "hash"]);

/** Key of an entry in the database; the keys of one chain sort by their sequence. */
export function entryIdOf(chain: string, seq: number): string {
  return `${chain}:${String(seq).padStart(12, "0")}`;
}

/**
 * An entry's content and nothing else that an object may carry, with its place in the database. Written out, because an
 * object that is put together field by field is slow to read for as long as it lives.
 */
export function unhashedEntryOf(source: EntryContent, previousHash: string): Omit<RegisterEntry, "hash"> {
  return {
    _id: entryIdOf(source.chain, source.seq),
    chain: source.chain,
    seq: source.seq,
    epoch: source.epoch,
    kind: source.kind,
    at: source.at,
    suite: source.suite,
    receipt: source.receipt,
    unit: source.unit,
    person: source.person,
    surname: source.surname,
    onBehalfOf: source.onBehalfOf,
    roles: source.roles,
    field: source.field,
    matter: source.matter,
    caseNumber: source.caseNumber,
    caseVerified: source.caseVerified,
    subjects: source.subjects,
    sealed: source.sealed,
    fields: source.fields,
    withheld: source.withheld,
    disclosed: source.disclosed,
    masked: source.masked,
    decision: source.decision,
    answerDigest: source.answerDigest,
    refusal: source.refusal,
    durationMs: source.durationMs,
    note: source.note,
    previousHash,
  };
}

/**
 * Digest of all that an entry says, its place in the chain included. @throws Error when a value is none that the
 * register writes: what JSON would write alike must not pass for the same
 */
export function contentDigestOf(content: EntryContent): string {
  const values = contentFields.map((field) => jsonOf(valueOf[field](content)));
  return suiteOf(content.suite).hash(`[${values.join(",")}]`);
}

/** The hash that follows from an entry's content and the one before it: a proof needs only digests of its neighbours. */
export function linkHash(previousHash: string, contentDigest: string, suite: CryptoSuite): string {
  return suite.hash(`${previousHash}.${contentDigest}`);
}

/** The hash that an entry should carry. @throws Error as `contentDigestOf` does */
export function hashOfEntry(entry: Omit<RegisterEntry, "hash">): string {
  return linkHash(entry.previousHash, contentDigestOf(entry), suiteOf(entry.suite));
}

/** Whether a stored document has the fields of an entry and no other: what no hash covers must not stand there. */
export function hasFieldsOfEntry(document: object): boolean {
  const names = Object.keys(document);
  return names.length === entryFields.size && names.every((name) => entryFields.has(name));
}

/** Lists of coordinates are long, and the same object for every look of one operation. */
const knownLists = new WeakMap<readonly unknown[], string>();

function jsonOf(value: unknown): string {
  if (!Array.isArray(value)) return jsonOfScalar(value);
  const list: readonly unknown[] = value;
  const known = knownLists.get(list);
  if (known !== undefined) return known;
  const json = `[${list.map(jsonOfScalar).join(",")}]`;
  if (Object.isFrozen(list)) knownLists.set(list, json);
  return json;
}

function jsonOfScalar(value: unknown): string {
  if (value === null || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  throw new Error("not a value of a register entry");
}

/**
 * A keyed hash of an identifier. Under the register's key it is the name of an organisation in the register, and of a
 * natural person's key in `register_keys`; under that key it is the person's name in the register.
 */
export function registerSubjectOf(identifier: string, key: Buffer): string {
  return createHmac("sha256", key).update(normaliseIdentifier(identifier)).digest("base64url");
}
