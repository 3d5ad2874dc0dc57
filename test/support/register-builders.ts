import { createHmac } from "node:crypto";
import {
  hashOfEntry,
  registerCollection,
  type EntryKind,
  type Look,
  type Outcome,
  type RegisterEntry,
} from "../../kernel/register-entry.js";
import type { Connection } from "mongoose";

/** Key of the register in tests. */
export const registerKey = Buffer.alloc(32, 7);

/** What a test may say of an entry; everything else is that of an ordinary look of a clerk. */
export type EntryParts = Partial<Look & Outcome> & {
  readonly kind?: EntryKind;
  readonly at?: Date;
  readonly note?: string | null;
};

/** One gateway's chain of entries, for tests: entries in the register's shape, in the order in which they are made. */
export interface ChainBuilder {
  entry(parts: EntryParts): RegisterEntry;
  /** Intent and outcome; the outcome a second later. */
  look(parts: EntryParts): RegisterEntry[];
}

let chains = 0;

export function createChainBuilder(chain = `gateway-${(chains += 1)}`): ChainBuilder {
  let seq = 0;
  let previousHash = "";
  function entry(parts: EntryParts): RegisterEntry {
    seq += 1;
    const subjects = parts.subjects ?? [];
    const made: RegisterEntry = {
      ...ordinary,
      receipt: `FC20261121-${createHmac("sha256", chain).update(String(seq)).digest("hex").slice(0, 20).toUpperCase()}`,
      sealed: subjects.map(() => null),
      ...parts,
      _id: `${chain}:${String(seq).padStart(12, "0")}`,
      chain,
      seq,
      previousHash,
      hash: "",
    };
    previousHash = hashOfEntry(made);
    return { ...made, hash: previousHash };
  }
  return {
    entry,
    look(parts) {
      const intent = entry({
        ...parts,
        kind: "INTENT",
        decision: null,
        refusal: null,
        disclosed: [],
        masked: [],
      });
      const disclosed = parts.refusal ? [] : (parts.disclosed ?? intent.fields);
      const at = new Date(intent.at.getTime() + 1000);
      const outcome = entry({
        ...parts,
        receipt: intent.receipt,
        kind: "OUTCOME",
        at,
        disclosed,
        subjects: [],
        durationMs: 1000,
      });
      return [intent, outcome];
    },
  };
}

/** Writes entries as gateways do, with the indexes by which the office reads them. */
export async function insertEntries(
  connection: Connection,
  entries: readonly RegisterEntry[],
): Promise<void> {
  const register = connection.collection<RegisterEntry>(registerCollection);
  await register.createIndex({ receipt: 1 }, {}, {});
  await register.createIndex({ subjects: 1, at: -1, _id: -1 }, {}, {});
  await register.createIndex({ at: 1, _id: 1 }, {}, {});
  if (entries.length > 0) await register.insertMany([...entries]);
}

const ordinary: Omit<
  RegisterEntry,
  "_id" | "chain" | "seq" | "previousHash" | "hash" | "receipt" | "sealed"
> = {
  kind: "INTENT",
  at: new Date("2026-11-20T10:00:00+08:00"),
  unit: "示例市政务服务中心",
  person: "clerk-01",
  surname: null,
  onBehalfOf: null,
  roles: ["clerk"],
  field: "check",
  matter: "SUBSIDY",
  caseNumber: "BT-2026-0001",
  caseVerified: true,
  subjects: [],
  fields: ["Query.check", "Check.decision", "CheckResult.decision"],
  withheld: null,
  disclosed: [],
  masked: [],
  decision: null,
  answerDigest: null,
  refusal: null,
  durationMs: null,
  epoch: 1,
  note: null,
  suite: "SHA-256",
};
