import DataLoader from "dataloader";
import type { Connection, Model } from "mongoose";
import { Schema } from "mongoose";
import type { CreditRecord } from "../../kernel/record.js";
import { missingLinks, type LinkedVersion } from "./record-links.js";
import { createNaturalBatching, wholeAnswer } from "./natural-batching.js";
import { rememberBriefly } from "./remember-briefly.js";

/** The records of one department: an append-only collection of versions. mongoose stays in this file. */
export interface RecordStore {
  /** All versions of all records of which one is about a subject or names it, and what supersedes them; in no order. */
  versionsOf(subjectId: string): Promise<readonly CreditRecord[]>;
  /** Up to when the department's data was complete, as known at an instant; undefined before the first collection. */
  dataAsOf(knownAt: Date): Promise<Date | undefined>;
  /** Adds versions; one that is there already (same `recordId` and `recordedFrom`) is left as it is. */
  append(records: readonly CreditRecord[]): Promise<void>;
  /** Notes that a collection is complete up to an instant. */
  recordCollection(collection: CompletedCollection): Promise<void>;
  /** Whether the database answers. */
  isReachable(): Promise<boolean>;
  /** Creates the indexes that reads rely on. */
  prepare(): Promise<void>;
}

export interface CompletedCollection {
  readonly batch: string;
  readonly dataAsOf: Date;
  readonly recordedAt: Date;
}

export function openRecordStore(connection: Connection): RecordStore {
  const records = connection.model("CreditRecord", recordSchema, "records") as unknown as Model<StoredRecord>;
  const collections = connection.model<CompletedCollection>("Collection", collectionSchema, "collections");
  // Process-wide: it outlives requests, so it only batches (no cache) and its query knows no caller.
  const batching = createNaturalBatching();
  const loader = new DataLoader(
    (ids: readonly string[]) => batching.during(() => readVersions(records, ids)),
    { cache: false, maxBatchSize: 2000, batchScheduleFn: batching.schedule },
  );
  const latestCollections = rememberBriefly(() => readCollections(collections), rememberMs);
  return {
    versionsOf: (subjectId) => loader.load(subjectId),
    async dataAsOf(knownAt) {
      const latest = await latestCollections();
      const known = latest.find(({ recordedAt }) => recordedAt <= knownAt);
      // Only a look far back asks for more than what is remembered.
      const [found] =
        known || latest.length < rememberedCollections
          ? [known]
          : await readCollections(collections, knownAt);
      return found?.dataAsOf;
    },
    async append(versions) {
      for (let start = 0; start < versions.length; start += maxAppended) {
        await appendVersions(records, versions.slice(start, start + maxAppended));
      }
    },
    async recordCollection(collection) {
      const { batch, recordedAt } = collection;
      await collections.updateOne({ batch, recordedAt }, { $set: collection }, { upsert: true });
      latestCollections.forget();
    },
    async isReachable() {
      try {
        await connection.db?.command({ ping: 1 });
        return connection.db !== undefined;
      } catch {
        return false; // the answer to this very question
      }
    },
    async prepare() {
      await Promise.all([records.createIndexes(), collections.createIndexes()]);
    },
  };
}

/** How long the age of the data may lag behind, in milliseconds; it is read for every subject of every check. */
const rememberMs = 1000;
const rememberedCollections = 1000;
/** Versions in one write; their ids fit into one query. */
const maxAppended = 10_000;

interface StoredRecord extends CreditRecord {
  /** Everybody who must find this version: see `linkVersions`. One index answers. */
  readonly about: readonly string[];
}

const recordSchema = new Schema(
  {
    recordId: { type: String, required: true },
    recordedFrom: { type: Date, required: true },
    about: { type: [String], required: true },
  },
  { strict: false, autoIndex: false, autoCreate: false, versionKey: false },
)
  .index({ about: 1 })
  .index({ recordId: 1, recordedFrom: 1 }, { unique: true })
  .index({ supersedes: 1 }, { sparse: true });

const collectionSchema = new Schema<CompletedCollection>(
  {
    batch: { type: String, required: true },
    dataAsOf: { type: Date, required: true },
    recordedAt: { type: Date, required: true },
  },
  { autoIndex: false, autoCreate: false, versionKey: false },
).index({ recordedAt: -1 });

/** The newest first; each with the latest instant that it or an earlier one reached. */
async function readCollections(
  collections: Model<CompletedCollection>,
  recordedUntil?: Date,
): Promise<CompletedCollection[]> {
  const known = recordedUntil ? { recordedAt: { $lte: recordedUntil } } : {};
  const newest = collections.find(known).sort({ recordedAt: -1 }).limit(rememberedCollections);
  const found = (await newest.lean().exec()) as CompletedCollection[];
  let latest = new Date(0);
  return found
    .reverse()
    .map((collection) => {
      // A file of older days that comes late takes nothing back.
      if (collection.dataAsOf > latest) latest = collection.dataAsOf;
      return { ...collection, dataAsOf: latest };
    })
    .reverse();
}

async function readVersions(records: Model<StoredRecord>, ids: readonly string[]): Promise<CreditRecord[][]> {
  const byId = new Map<string, CreditRecord[]>(ids.map((id) => [id, []]));
  const found = records.collection.find(
    { about: { $in: [...byId.keys()] } },
    { projection: { _id: 0 }, ...wholeAnswer },
  );
  for (const { about, ...record } of (await found.toArray()) as unknown as StoredRecord[]) {
    for (const id of about) byId.get(id)?.push(record);
  }
  return ids.map((id) => byId.get(id) ?? []);
}

async function appendVersions(
  records: Model<StoredRecord>,
  versions: readonly CreditRecord[],
): Promise<void> {
  const stored = versions.map((version) => ({ ...version, about: aboutOf(version) }));
  await ignoringDuplicates(records.collection.insertMany(stored, { ordered: false }));
  await linkVersions(records, versions);
}

function aboutOf(record: CreditRecord): string[] {
  return [...new Set([record.subjectId, ...record.namedPersons.map((person) => person.subjectId)])];
}

/** Follows the insertion, so that of two writers at least the second sees the versions of both. */
async function linkVersions(records: Model<StoredRecord>, appended: readonly CreditRecord[]): Promise<void> {
  const ids = [
    ...new Set(
      appended.flatMap(({ recordId, supersedes }) => [recordId, ...(supersedes ? [supersedes] : [])]),
    ),
  ];
  const related = records.collection.find(
    { $or: [{ recordId: { $in: ids } }, { supersedes: { $in: ids } }] },
    { projection: { _id: 0, recordId: 1, supersedes: 1, about: 1 } },
  );
  const missing = missingLinks((await related.toArray()) as unknown as LinkedVersion[]);
  if (missing.size === 0) return;
  const updates = [...missing].map(([recordId, about]) => ({
    updateMany: { filter: { recordId }, update: { $addToSet: { about: { $each: about } } } },
  }));
  await records.collection.bulkWrite(updates, { ordered: false });
}

const duplicateKey = 11000;

async function ignoringDuplicates(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    const faults = (error as { writeErrors?: { code?: number }[] }).writeErrors ?? [];
    // A write concern that failed comes with no such fault.
    if (faults.length === 0 || !faults.every(({ code }) => code === duplicateKey)) throw error;
  }
}
