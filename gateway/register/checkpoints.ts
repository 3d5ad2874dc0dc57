import type { KeyObject } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { mongo, type Connection } from "mongoose";
import {
  checkpointCollection,
  signCheckpoint,
  type ChainHead,
  type Checkpoint,
} from "../../kernel/checkpoint.js";
import type { CryptoSuite } from "../../kernel/crypto-suite.js";
import { factsOfError, type Logger } from "../../kernel/log.js";
import { registerCollection, type RegisterEntry } from "../../kernel/register-entry.js";
import { inTime, registerTimeoutMs } from "../../kernel/in-time.js";
import type { SecondPlace } from "./second-place.js";

/** Signs, again and again, what all chains of the register hold. */
export interface Checkpoints {
  /** Whether the last attempt to see and sign what there is went well, in both places. */
  isReady(): boolean;
  /** Signs what is there now, unless the last checkpoint covers it, and ends. */
  close(): Promise<void>;
}

export interface CheckpointParts {
  readonly register: Connection;
  readonly secondPlace: SecondPlace;
  readonly suite: CryptoSuite;
  readonly privateKey: KeyObject;
  readonly keyId: string;
  readonly clock: () => Date;
  readonly log: Logger;
}

/** Twice as often as promised, so that one late attempt does not break the promise of one a second. */
const everyMs = 500;

/**
 * Every half second, while anything was written anywhere: one checkpoint over the heads of all chains. Several gateways
 * try; the unique sequence decides who was first, and the others leave it at that.
 */
export async function openCheckpoints(parts: CheckpointParts): Promise<Checkpoints> {
  const { register, secondPlace, clock, log } = parts;
  const checkpoints = register.collection<Checkpoint>(checkpointCollection);
  await checkpoints.createIndex({ seq: 1 }, { unique: true }, {});
  await checkpoints.createIndex({ at: 1 }, {}, {});
  const stopping = new AbortController();
  let isReady = true;
  /** Of ours, and not yet in the second place; the database may have it or not. */
  let owed: Checkpoint | null = null;

  async function checkpoint(): Promise<void> {
    await payDebt();
    const last = await inTime(checkpoints.findOne({}, { sort: { seq: -1 }, projection: { _id: 0 } }));
    const heads = await inTime(readHeads(register));
    if (heads.length === 0 || covers(last, heads)) return;
    for (const { chain, seq } of goneFrom(last, heads)) log.error({ chain, seq }, "register.truncated");
    owed = signCheckpoint(heads, last, { ...parts, at: clock() });
    const writeConcern = { w: "majority", journal: true, wtimeoutMS: registerTimeoutMs } as const;
    try {
      await inTime(checkpoints.insertOne({ ...owed }, { writeConcern }));
    } catch (error) {
      if (!(error instanceof mongo.MongoServerError) || error.code !== 11000) throw error;
      owed = null; // another was faster
    }
    await payDebt();
  }

  async function payDebt(): Promise<void> {
    if (!owed) return;
    const { seq, hash } = owed;
    if (await inTime(checkpoints.findOne({ seq, hash }, { projection: { _id: 1 } })))
      await secondPlace.append(owed);
    owed = null;
  }

  async function attempt(): Promise<void> {
    try {
      await checkpoint();
      isReady = true;
    } catch (error) {
      // Once for each outage: a log that repeats itself hides the rest.
      if (isReady) log.error(factsOfError(error), "checkpoint.failed");
      isReady = false;
    }
  }

  const running = (async () => {
    for (;;) {
      await attempt();
      try {
        await pause(everyMs, undefined, { ref: false, signal: stopping.signal });
      } catch {
        return; // it was stopped
      }
    }
  })();
  return {
    isReady: () => isReady,
    async close() {
      stopping.abort();
      await running;
      await attempt();
      await secondPlace.close();
    },
  };
}

/** The last entry of every chain, as a majority has it. One look-up in the index for each chain, whatever its length. */
async function readHeads(register: Connection): Promise<ChainHead[]> {
  const entries = register.collection<RegisterEntry>(registerCollection);
  const last = entries.aggregate<ChainHead>(
    [
      { $sort: { chain: -1, seq: -1 } },
      { $group: { _id: "$chain", seq: { $first: "$seq" }, hash: { $first: "$hash" } } },
      { $project: { _id: 0, chain: "$_id", seq: 1, hash: 1 } },
    ],
    { readConcern: { level: "majority" } },
  );
  return await last.toArray();
}

/** Heads that were signed and lie behind what there is now. A chain never becomes shorter: somebody cut it. */
function goneFrom(last: Checkpoint | null, heads: readonly ChainHead[]): ChainHead[] {
  const now = new Map(heads.map(({ chain, seq }) => [chain, seq]));
  return (last?.heads ?? []).filter(({ chain, seq }) => (now.get(chain) ?? 0) < seq);
}

function covers(last: Checkpoint | null, heads: readonly ChainHead[]): boolean {
  const known = new Map(last?.heads.map(({ chain, hash }) => [chain, hash]));
  return known.size === heads.length && heads.every(({ chain, hash }) => known.get(chain) === hash);
}
