import { createHash, createHmac } from "node:crypto";
import { normaliseIdentifier } from "./identifier.js";

/** Collection of the query register, append-only. */
export const registerCollection = "register";

export const entryKinds = ["INTENT", "OUTCOME", "REFUSAL"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** What one root field was asked for. One intent is one look: its receipt times each of its subjects. */
export interface Look {
  readonly receipt: string;
  readonly unit: string;
  readonly person: string;
  readonly roles: readonly string[];
  /** Name of the root field. */
  readonly field: string;
  readonly matter: string | null;
  readonly caseNumber: string | null;
  /** Keyed hashes of the identifiers; see `registerSubjectOf`. */
  readonly subjects: readonly string[];
  /** Schema coordinates asked for. */
  readonly fields: readonly string[];
}

/** One entry of the query register: a link of its gateway's chain. */
export interface RegisterEntry extends Look {
  /** `<chain>:<seq>` */
  readonly _id: string;
  readonly chain: string;
  readonly seq: number;
  readonly kind: EntryKind;
  readonly at: Date;
  /** Code of the refusal; null otherwise. */
  readonly refusal: string | null;
  /** SHA-256 of the answer that left; null unless an OUTCOME. */
  readonly answerDigest: string | null;
  /** Time from intent to outcome in milliseconds; null unless an OUTCOME. */
  readonly durationMs: number | null;
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
