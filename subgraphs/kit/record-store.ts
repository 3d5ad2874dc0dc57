import DataLoader from "dataloader";
import type { Connection, Model } from "mongoose";
import { Schema } from "mongoose";
import type { CreditRecord } from "../../kernel/record.js";

/** The records of one department: an append-only collection of versions. mongoose stays in this file. */
export interface RecordStore {
  /** All versions of all records about a subject or naming it, in no order. */
  versionsOf(subjectId: string): Promise<readonly CreditRecord[]>;
  /** Up to when the department's data was complete, as known at an instant; undefined before the first collection. */
  dataAsOf(knownAt: Date): Promise<Date | undefined>;
  /** Adds versions; one that is there already (same `recordId` and `recordedFrom`) is left as it is. */
  append(records: readonly CreditRecord[]): Promise<void>;
  /** Notes that a collection is complete up to an instant. */
  recordCollection(collection: { readonly batch: string; readonly dataAsOf: Date; readonly recordedAt: Date }): Promise<void>;
  /** Creates the indexes that reads rely on. */
  prepare(): Promise<void>;
}

export function openRecordStore(connection: Connection): RecordStore {
  const records = connection.model("CreditRecord", recordSchema, "records") as unknown as Model<StoredRecord>;
  const collections = connection.model("Collection", collectionSchema, "collections");
  // Process-wide: it outlives requests, so it only batches (no cache) and its query knows no caller.
  const loader = new DataLoader((ids: readonly string[]) => readVersions(records, ids), {
    cache: false,
    maxBatchSize: 2000,
    batchScheduleFn: (callback) => setImmediate(callback),
  });
  const readCollections = rememberBriefly(() => collections.find().sort({ recordedAt: -1 }).limit(1000).lean().exec());
  return {
    versionsOf: (subjectId) => loader.load(subjectId),
    async dataAsOf(knownAt) {
      const latest = (await readCollections()).find(({ recordedAt }) => recordedAt <= knownAt);
      return latest?.dataAsOf;
    },
    async append(versions) {
      if (versions.length === 0) return;
      const stored = versions.map((version) => ({ ...version, about: aboutOf(version) }));
      await ignoringDuplicates(records.collection.insertMany(stored, { ordered: false }));
    },
    async recordCollection(collection) {
      await collections.create(collection);
      readCollections.forget();
    },
    async prepare() {
      await Promise.all([records.createIndexes(), collections.createIndexes()]);
    },
  };
}

/** How long the age of the data may lag behind, in milliseconds; it is read for every subject of every check. */
const rememberMs = 1000;

interface StoredRecord extends CreditRecord {
  /** The subject and everybody whom the record names: one index answers both questions. */
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
  .index({ recordId: 1, recordedFrom: 1 }, { unique: true });

const collectionSchema = new Schema(
  {
    batch: { type: String, required: true },
    dataAsOf: { type: Date, required: true },
    recordedAt: { type: Date, required: true },
  },
  { autoIndex: false, autoCreate: false, versionKey: false },
).index({ recordedAt: -1 });

async function readVersions(records: Model<StoredRecord>, ids: readonly string[]): Promise<CreditRecord[][]> {
  const byId = new Map<string, CreditRecord[]>(ids.map((id) => [id, []]));
  const found = records.collection.find({ about: { $in: [...byId.keys()] } }, { projection: { _id: 0 } });
  for (const { about, ...record } of (await found.toArray()) as unknown as StoredRecord[]) {
    for (const id of about) byId.get(id)?.push(record);
  }
  return ids.map((id) => byId.get(id) ?? []);
}

function aboutOf(record: CreditRecord): string[] {
  return [...new Set([record.subjectId, ...record.namedPersons.map((person) => person.subjectId)])];
}

const duplicateKey = 11000;

async function ignoringDuplicates(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    const faults = (error as { writeErrors?: { code?: number }[] }).writeErrors ?? [error as { code?: number }];
    if (!faults.every(({ code }) => code === duplicateKey)) throw error;
  }
}

function rememberBriefly<Value>(read: () => Promise<Value>): { (): Promise<Value>; forget(): void } {
  let remembered: { readonly value: Promise<Value>; readonly readAt: number } | undefined;
  const recall = async (): Promise<Value> => {
    if (remembered && performance.now() - remembered.readAt < rememberMs) return await remembered.value;
    const value = read();
    remembered = { value, readAt: performance.now() };
    value.catch(() => {
      remembered = undefined; // the failure reaches whoever waits; the next question reads again
    });
    return await value;
  };
  return Object.assign(recall, {
    forget: () => {
      remembered = undefined;
    },
  });
}
