import type { CryptoSuite } from "../../kernel/crypto-suite.js";
import type { Stamp } from "../../kernel/receipt.js";
import {
  hashOfEntry,
  unhashedEntryOf,
  type EntryContent,
  type EntryKind,
  type Look,
  type Outcome,
  type RegisterEntry,
} from "../../kernel/register-entry.js";

/** What is to be stored, before it has its place in the chain. */
export type Draft = Omit<EntryContent, "chain" | "seq" | "epoch" | "suite">;

/** The last entry of a chain; sequence 0 and no hash when there is none yet. */
export type Head = Stamp;

export function draftOf(kind: EntryKind, look: Look, outcome: Outcome, at: Date): Draft {
  return { ...look, ...outcome, kind, at, note: null };
}

/** An entry after an intent leaves out whom it was about and what was asked: the intent has them. */
export function withoutSubjects(look: Look): Look {
  return { ...look, subjects: [], sealed: [], fields: [] };
}

export const noOutcome: Outcome = {
  disclosed: [],
  masked: [],
  decision: null,
  answerDigest: null,
  refusal: null,
  durationMs: null,
};

/** A gateway took up its chain. */
export function openedDraft(at: Date): Draft {
  return { ...draftOf("OPENED", noLook, noOutcome, at), note: "网关接管本链" };
}

/** An intent of which nobody will ever store the outcome. */
export function abandonedOf(intent: Look, at: Date): Draft {
  return {
    ...draftOf("ABANDONED", withoutSubjects(intent), noOutcome, at),
    note: "意向之后网关中断，未登记结果",
  };
}

/** A tombstone: a natural person's key was destroyed, and why. It does not say whose. */
export function erasedDraft(note: string, at: Date): Draft {
  return { ...draftOf("ERASED", noLook, noOutcome, at), note };
}

const noLook: Look = {
  receipt: "",
  unit: "",
  person: "",
  surname: null,
  onBehalfOf: null,
  roles: [],
  field: "",
  matter: null,
  caseNumber: null,
  caseVerified: null,
  subjects: [],
  sealed: [],
  fields: [],
  withheld: null,
};

/** Gives drafts their places after the head and binds each to the one before it. */
export function linkDrafts(
  drafts: readonly Draft[],
  head: Head,
  { chain, epoch, suite }: { readonly chain: string; readonly epoch: number; readonly suite: CryptoSuite },
): RegisterEntry[] {
  const suiteName = suite.digest;
  let { seq, hash: previousHash } = head;
  return drafts.map((draft) => {
    seq += 1;
    const content = { ...draft, chain, seq, epoch, suite: suiteName };
    const entry = { ...unhashedEntryOf(content, previousHash), hash: "" };
    entry.hash = hashOfEntry(entry);
    previousHash = entry.hash;
    return entry;
  });
}
