import type { Connection } from "mongoose";
import type { PassportCaller } from "../../../kernel/passport.js";
import { decryptPersonal } from "../personal-cipher.js";
import type { Decision } from "../verdict/verdict.js";
import {
  batchSchema,
  chunkSchema,
  digestOf,
  toStoredBatch,
  toStoredChunks,
  type StoredBatch,
  type StoredChunk,
} from "./batch-documents.js";
import type { CheckedChunk } from "./looks-of-page.js";
import type { BatchStateName } from "./types.js";

/** How long a worker may be silent before another takes its chunk. */
const leaseMs = 60_000;
const maxAttempts = 3;
const duplicateKey = 11000;

export interface NewBatch {
  readonly id: string;
  readonly starter: PassportCaller;
  readonly matter: string;
  readonly caseNumber: string;
  readonly subjects: readonly string[];
  readonly idempotencyKey: string | null;
}

/** CONFLICT: the key was used before, for other content. */
export type Started = { readonly state: "STARTED"; readonly id: string } | { readonly state: "CONFLICT" };

export interface BatchProgress {
  readonly id: string;
  readonly unit: string;
  readonly state: BatchStateName;
  readonly total: number;
  readonly done: number;
  readonly decisions: readonly { readonly decision: Decision; readonly count: number }[];
}

/** A part of a batch that one check answers. */
export interface Chunk {
  readonly batchId: string;
  readonly index: number;
  readonly starter: PassportCaller;
  readonly matter: string;
  readonly caseNumber: string;
  readonly subjects: readonly string[];
  readonly attempt: number;
}

/** Batches and their chunks. Identifiers are encrypted at rest: a list may hold natural persons. */
export interface BatchStore {
  /** Starts a batch, or finds the one that this unit started with the same key. */
  start(batch: NewBatch, now: Date): Promise<Started>;
  progress(id: string): Promise<BatchProgress | undefined>;
  /** Receipts of the checks that answered a batch, by position of the chunk. */
  receiptsOf(id: string): Promise<ReadonlyMap<number, string>>;
  /**
   * Chunks that were checked, from the first position to the last, up to the first one that was not: results end there.
   */
  checkedChunks(id: string, first: number, last: number): Promise<CheckedChunk[]>;
  /** Takes a chunk that waits, or whose worker has fallen silent; undefined when there is none. */
  claim(now: Date): Promise<Chunk | undefined>;
  complete(
    chunk: Chunk,
    answer: { readonly receipt: string; readonly decisions: readonly Decision[] },
  ): Promise<void>;
  /** Gives a chunk back; after three attempts it has failed, and its batch with it. */
  fail(chunk: Chunk): Promise<void>;
  /** Gives a chunk back that a rate limit refused: that is no attempt. */
  postpone(chunk: Chunk): Promise<void>;
  prepare(): Promise<void>;
}

export function openBatchStore(connection: Connection, cipherKey: Buffer): BatchStore {
  const batches = connection.model<StoredBatch>("Batch", batchSchema, "batches");
  const chunks = connection.model<StoredChunk>("BatchChunk", chunkSchema, "batch_chunks");

  async function findEarlier(batch: NewBatch): Promise<StoredBatch | null> {
    if (batch.idempotencyKey === null) return null;
    return await batches
      .findOne({ unit: batch.starter.unit, idempotencyKey: batch.idempotencyKey })
      .lean<StoredBatch>()
      .exec();
  }

  function agreesWith(earlier: StoredBatch, batch: NewBatch): Started {
    const isSame = earlier.contentDigest === digestOf(batch);
    return isSame ? { state: "STARTED", id: earlier._id } : { state: "CONFLICT" };
  }

  return {
    async start(batch, now) {
      const earlier = await findEarlier(batch);
      if (earlier) return agreesWith(earlier, batch);
      try {
        await connection.transaction(async (session) => {
          await batches.create([toStoredBatch(batch, now)], { session });
          await chunks.insertMany(toStoredChunks(batch, cipherKey), { session });
        });
        return { state: "STARTED", id: batch.id };
      } catch (error) {
        const winner = (error as { code?: number }).code === duplicateKey ? await findEarlier(batch) : null;
        if (!winner) throw error;
        return agreesWith(winner, batch);
      }
    },
    async progress(id) {
      const batch = await batches.findById(id).lean<StoredBatch>().exec();
      if (!batch) return undefined;
      const parts = await chunks
        .find({ batchId: id }, { state: 1, size: 1, decisions: 1 })
        .lean<Pick<StoredChunk, "state" | "size" | "decisions">[]>()
        .exec();
      return progressOf(batch, parts);
    },
    async receiptsOf(id) {
      const done = await chunks
        .find({ batchId: id, state: "DONE" }, { index: 1, receipt: 1 })
        .lean<Pick<StoredChunk, "index" | "receipt">[]>()
        .exec();
      return new Map(done.map(({ index, receipt }) => [index, receipt ?? ""]));
    },
    async checkedChunks(id, first, last) {
      const done = await chunks
        .find({ batchId: id, state: "DONE", index: { $gte: first, $lte: last } })
        .sort({ index: 1 })
        .lean<StoredChunk[]>()
        .exec();
      return done
        .filter(({ index }, place) => index === first + place)
        .map(({ index, receipt, subjects }) => ({
          index,
          receipt: receipt ?? "",
          subjects: subjects.map((subject) => decryptPersonal(subject, cipherKey)),
        }));
    },
    async claim(now) {
      const chunk = await chunks
        .findOneAndUpdate(
          {
            $or: [{ state: "QUEUED" }, { state: "RUNNING", leaseUntil: { $lt: now } }],
            attempts: { $lt: maxAttempts },
          },
          {
            $set: { state: "RUNNING", leaseUntil: new Date(now.getTime() + leaseMs) },
            $inc: { attempts: 1 },
          },
          { sort: { _id: 1 }, returnDocument: "after" },
        )
        .lean<StoredChunk>()
        .exec();
      const batch = chunk && (await batches.findById(chunk.batchId).lean<StoredBatch>().exec());
      if (!chunk || !batch) return undefined;
      return {
        batchId: chunk.batchId,
        index: chunk.index,
        starter: batch.starter,
        matter: batch.matter,
        caseNumber: batch.caseNumber,
        subjects: chunk.subjects.map((subject) => decryptPersonal(subject, cipherKey)),
        attempt: chunk.attempts,
      };
    },
    async complete(chunk, { receipt, decisions }) {
      // Only the attempt that holds the lease may finish: a late worker's answer is not counted twice.
      await chunks.updateOne(
        { batchId: chunk.batchId, index: chunk.index, state: "RUNNING", attempts: chunk.attempt },
        { $set: { state: "DONE", receipt, decisions: [...decisions] } },
      );
    },
    async fail(chunk) {
      const state = chunk.attempt >= maxAttempts ? "FAILED" : "QUEUED";
      await chunks.updateOne(
        { batchId: chunk.batchId, index: chunk.index, state: "RUNNING", attempts: chunk.attempt },
        { $set: { state } },
      );
    },
    async postpone(chunk) {
      await chunks.updateOne(
        { batchId: chunk.batchId, index: chunk.index, state: "RUNNING", attempts: chunk.attempt },
        { $set: { state: "QUEUED" }, $inc: { attempts: -1 } },
      );
    },
    async prepare() {
      await Promise.all([batches.createIndexes(), chunks.createIndexes()]);
    },
  };
}

function progressOf(
  batch: StoredBatch,
  parts: readonly Pick<StoredChunk, "state" | "size" | "decisions">[],
): BatchProgress {
  const done = parts.filter(({ state }) => state === "DONE");
  const counts = new Map<Decision, number>();
  for (const decision of done.flatMap(({ decisions }) => decisions ?? [])) {
    counts.set(decision, (counts.get(decision) ?? 0) + 1);
  }
  return {
    id: batch._id,
    unit: batch.unit,
    state: stateOf(parts.map(({ state }) => state)),
    total: batch.total,
    done: done.reduce((sum, { size }) => sum + size, 0),
    decisions: [...counts].map(([decision, count]) => ({ decision, count })),
  };
}

function stateOf(parts: readonly StoredChunk["state"][]): BatchStateName {
  if (parts.includes("FAILED")) return "FAILED";
  if (parts.every((state) => state === "DONE")) return "DONE";
  return parts.every((state) => state === "QUEUED") ? "QUEUED" : "RUNNING";
}
