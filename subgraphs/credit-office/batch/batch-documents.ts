import { createHash } from "node:crypto";
import { Schema } from "mongoose";
import type { PassportCaller } from "../../../kernel/passport.js";
import { encryptPersonal } from "../personal-cipher.js";
import type { Decision } from "../verdict/verdict.js";
import type { NewBatch } from "./batch-store.js";

/** How many subjects go into one check of a batch. */
export const chunkSize = 500;

/** A batch as it is stored; its subjects stand in its chunks. */
export interface StoredBatch {
  readonly _id: string;
  readonly unit: string;
  readonly starter: PassportCaller;
  readonly matter: string;
  readonly caseNumber: string;
  readonly total: number;
  readonly idempotencyKey?: string;
  readonly contentDigest: string;
  readonly startedAt: Date;
}

/** A part of a batch as it is stored: identifiers encrypted, at most `chunkSize` of them. */
export interface StoredChunk {
  readonly batchId: string;
  readonly index: number;
  readonly size: number;
  readonly subjects: readonly string[];
  readonly state: "QUEUED" | "RUNNING" | "DONE" | "FAILED";
  readonly attempts: number;
  readonly leaseUntil?: Date;
  readonly receipt?: string;
  readonly decisions?: readonly Decision[];
}

const options = { autoIndex: false, autoCreate: false, versionKey: false } as const;

export const batchSchema = new Schema<StoredBatch>(
  {
    _id: { type: String, required: true },
    unit: { type: String, required: true },
    starter: { type: Schema.Types.Mixed, required: true },
    matter: { type: String, required: true },
    caseNumber: { type: String, required: true },
    total: { type: Number, required: true },
    idempotencyKey: { type: String },
    contentDigest: { type: String, required: true },
    startedAt: { type: Date, required: true },
  },
  options,
).index(
  { unit: 1, idempotencyKey: 1 },
  { unique: true, partialFilterExpression: { idempotencyKey: { $exists: true } } },
);

export const chunkSchema = new Schema<StoredChunk>(
  {
    batchId: { type: String, required: true },
    index: { type: Number, required: true },
    size: { type: Number, required: true },
    subjects: { type: [String], required: true },
    state: { type: String, required: true },
    attempts: { type: Number, required: true },
    leaseUntil: { type: Date },
    receipt: { type: String },
    decisions: { type: [String], default: undefined },
  },
  options,
)
  .index({ batchId: 1, index: 1 }, { unique: true })
  .index({ state: 1, leaseUntil: 1 });

export function toStoredBatch(batch: NewBatch, now: Date): StoredBatch {
  return {
    _id: batch.id,
    unit: batch.starter.unit,
    starter: batch.starter,
    matter: batch.matter,
    caseNumber: batch.caseNumber,
    total: batch.subjects.length,
    ...(batch.idempotencyKey === null ? {} : { idempotencyKey: batch.idempotencyKey }),
    contentDigest: digestOf(batch),
    startedAt: now,
  };
}

export function toStoredChunks(batch: NewBatch, cipherKey: Buffer): StoredChunk[] {
  const count = Math.ceil(batch.subjects.length / chunkSize);
  return Array.from({ length: count }, (_, index) => {
    const subjects = batch.subjects.slice(index * chunkSize, (index + 1) * chunkSize);
    return {
      batchId: batch.id,
      index,
      size: subjects.length,
      subjects: subjects.map((subject) => encryptPersonal(subject, cipherKey)),
      state: "QUEUED",
      attempts: 0,
    };
  });
}

/** What two submissions with one idempotency key must share. */
export function digestOf({ matter, caseNumber, subjects }: NewBatch): string {
  return createHash("sha256")
    .update(JSON.stringify([matter, caseNumber, subjects]))
    .digest("base64url");
}
