import { createHash, createHmac } from "node:crypto";
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
  /** `<chain>:<seq>` */
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
  /** Suite of the hashes. */
  readonly suite: "SHA-256" | "SM3";
  readonly previousHash: string;
  readonly hash: string;
}

/** Under which name the register keeps a subject: a keyed hash, so that the register alone names nobody. */
export function registerSubjectOf(identifier: string, registerKey: Buffer): string {
  return createHmac("sha256", registerKey).update(normaliseIdentifier(identifier)).digest("base64url");
}

/** The hash that binds an entry to its predecessor: SHA-256 over all its fields in a fixed order. */
export function hashOfEntry(entry: Omit<RegisterEntry, "hash">): string {
  const content = [
    entry.chain,
    entry.seq,
    entry.kind,
    entry.at.toISOString(),
    entry.receipt,
    entry.unit,
    entry.person,
    entry.roles,
    entry.field,
    entry.matter,
    entry.caseNumber,
    entry.subjects,
    entry.fields,
    entry.refusal,
    entry.answerDigest,
    entry.durationMs,
    entry.previousHash,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}
