import { randomUUID } from "node:crypto";
import { STATES, type Connection } from "mongoose";
import {
  hashOfEntry,
  registerCollection,
  type EntryKind,
  type Look,
  type RegisterEntry,
} from "../../kernel/register-entry.js";
import { createWriteGroup } from "../../kernel/write-group.js";
import { GatewayError } from "../errors.js";

/**
 * The query register: who asked what about whom, why and for which case. Append-only and hash-chained, one chain per
 * gateway process; every write is durable on a majority before it counts. Refusals stand in it too.
 */
export interface Register {
  /** @throws REGISTER_UNAVAILABLE; then nobody may be asked */
  recordIntent(look: Look): Promise<void>;
  /** @throws REGISTER_UNAVAILABLE; then nothing may leave */
  recordOutcome(look: Look, outcome: Outcome): Promise<void>;
  /** @throws REGISTER_UNAVAILABLE */
  recordRefusal(look: Look, code: string): Promise<void>;
  /** The look that a receipt stands for; undefined when there is none. @throws REGISTER_UNAVAILABLE */
  find(receipt: string): Promise<RegisterEntry | undefined>;
  /** Whether the register can be reached now. */
  isReady(): Promise<boolean>;
  prepare(): Promise<void>;
}

export interface Outcome {
  readonly answerDigest: string | null;
  readonly refusal: string | null;
  readonly durationMs: number;
}

export function openRegister(connection: Connection, clock: () => Date): Register {
  const entries = connection.collection<RegisterEntry>(registerCollection);
  const appendDraft = createWriteGroup(createChain((links) => insert(links)));

  async function insert(links: readonly RegisterEntry[]): Promise<void> {
    await entries.insertMany([...links], {
      ordered: true,
      writeConcern: { w: "majority", journal: true, wtimeoutMS },
    });
  }

  async function append(look: Look, kind: EntryKind, outcome: Outcome): Promise<void> {
    await orUnavailable(appendDraft({ ...look, ...outcome, kind, at: clock() }));
  }

  return {
    recordIntent: (look) => append(look, "INTENT", { answerDigest: null, refusal: null, durationMs: 0 }),
    recordOutcome: (look, outcome) => append({ ...look, subjects: [], fields: [] }, "OUTCOME", outcome),
    recordRefusal: (look, code) =>
      append(look, "REFUSAL", { answerDigest: null, refusal: code, durationMs: 0 }),
    async find(receipt) {
      const found = await orUnavailable(
        entries.findOne({ receipt, kind: "INTENT" }, { maxTimeMS: wtimeoutMS }),
      );
      return found ?? undefined;
    },
    async isReady() {
      try {
        await connection.db?.command({ ping: 1 }, { timeoutMS: wtimeoutMS });
        return connection.readyState === STATES.connected;
      } catch {
        return false; // the question itself: unreachable means not ready
      }
    },
    async prepare() {
      await entries.createIndex({ receipt: 1 }, {}, {});
      await entries.createIndex({ subjects: 1, at: -1, _id: -1 }, {}, {});
      // The credit office's audits read months.
      await entries.createIndex({ at: 1, _id: 1 }, {}, {});
      await entries.createIndex({ chain: 1, seq: 1 }, { unique: true }, {});
    },
  };
}

/** Longest wait for a majority, in milliseconds; past it the register counts as down. */
const wtimeoutMS = 5000;

type Draft = Look & Outcome & { readonly kind: EntryKind; readonly at: Date };

/** Links drafts to one chain. After a failed write the state of the chain is unknown: a new chain begins. */
function createChain(insert: (links: readonly RegisterEntry[]) => Promise<void>) {
  let chain = randomUUID();
  let seq = 0;
  let previousHash = "";
  return async (drafts: readonly Draft[]): Promise<undefined[]> => {
    const links = drafts.map((draft): RegisterEntry => {
      seq += 1;
      const link = { ...draft, _id: `${chain}:${String(seq).padStart(12, "0")}`, chain, seq, previousHash };
      previousHash = hashOfEntry(link);
      return { ...link, hash: previousHash };
    });
    try {
      await insert(links);
    } catch (error) {
      [chain, seq, previousHash] = [randomUUID(), 0, ""];
      throw error;
    }
    return links.map(() => undefined);
  };
}

async function orUnavailable<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (cause) {
    throw new GatewayError("REGISTER_UNAVAILABLE", { cause });
  }
}
