import type { Connection } from "mongoose";
import { checkpointCollection, type Checkpoint } from "../../../kernel/checkpoint.js";
import { registerCollection, type RegisterEntry } from "../../../kernel/register-entry.js";

/** A register to be verified. What it hands out is whatever stands there: nothing of it is trusted. */
export interface RegisterSource {
  /** Names of the chains that have entries. */
  chains(): Promise<readonly string[]>;
  /** Entries of a chain after one sequence and up to another, in order. */
  entries(chain: string, after: number, upTo: number): AsyncIterable<RegisterEntry>;
  /** How many entries stand in no chain, or at no place of theirs. */
  strays(): Promise<number>;
  entryAt(chain: string, seq: number): Promise<RegisterEntry | undefined>;
  intentOf(receipt: string): Promise<RegisterEntry | undefined>;
  /** The last entry of a look. */
  lastOf(receipt: string, chain: string): Promise<RegisterEntry | undefined>;
  /** Checkpoints from one sequence up to another, in order. */
  checkpoints(from: number, upTo: number): AsyncIterable<Checkpoint>;
  /** The last checkpoint of before a moment. */
  checkpointBefore(at: Date): Promise<Checkpoint | undefined>;
  /** The first checkpoint at a moment or after it. */
  checkpointFrom(at: Date): Promise<Checkpoint | undefined>;
}

/** The register of a database, read in streams. */
export function openRegisterSource(connection: Connection): RegisterSource {
  const entries = connection.collection<RegisterEntry>(registerCollection);
  const checkpoints = connection.collection<Checkpoint>(checkpointCollection);
  const projection = { _id: 0 } as const;
  const one = async (filter: object, order: 1 | -1): Promise<Checkpoint | undefined> =>
    (await checkpoints.findOne(filter, { sort: { seq: order }, projection })) ?? undefined;
  return {
    async chains() {
      const names: unknown[] = await entries.distinct("chain");
      return names.filter((name) => typeof name === "string");
    },
    // On disk when the index is gone: whoever altered entries may have dropped it.
    entries: (chain, after, upTo) =>
      entries.find({ chain, seq: { $gt: after, $lte: upTo } }, { allowDiskUse: true }).sort({ seq: 1 }),
    strays: () =>
      entries.countDocuments({
        $or: [{ chain: { $not: { $type: "string" } } }, { seq: { $not: { $type: "number" } } }],
      } as object),
    entryAt: async (chain, seq) => (await entries.findOne({ chain, seq })) ?? undefined,
    intentOf: async (receipt) => (await entries.findOne({ receipt, kind: "INTENT" })) ?? undefined,
    lastOf: async (receipt, chain) =>
      (await entries.findOne({ receipt, chain }, { sort: { seq: -1 } })) ?? undefined,
    checkpoints: (from, upTo) =>
      checkpoints
        .find({ seq: { $gte: from, $lte: upTo } }, { projection, allowDiskUse: true })
        .sort({ seq: 1 }),
    checkpointBefore: (at) => one({ at: { $lt: at.toISOString() } }, -1),
    checkpointFrom: (at) => one({ at: { $gte: at.toISOString() } }, 1),
  };
}
