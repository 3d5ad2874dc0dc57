import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import { Schema, type Connection } from "mongoose";
import { createWriteGroup } from "../../../kernel/write-group.js";
import type { DecidedCheck, OpenedCheck } from "./check-record.js";

/** Checks as they were opened and as they were decided; both are written once and never changed. */
export interface CheckStore {
  /** Durable when it resolves. */
  open(check: OpenedCheck): Promise<void>;
  opened(receipt: string): Promise<OpenedCheck | undefined>;
  /** Stores an answer, durable when it resolves; the first one stored stands, and is what comes back. */
  decide(check: DecidedCheck): Promise<DecidedCheck>;
  decided(receipt: string): Promise<DecidedCheck | undefined>;
  prepare(): Promise<void>;
}

export function openCheckStore(connection: Connection): CheckStore {
  const openedModel = connection.model("OpenedCheck", schemaOf(), "checks_opened");
  const decidedModel = connection.model("DecidedCheck", schemaOf(), "checks_decided");
  // A check never changes once opened: remembering it between two stages of one query saves a read.
  const recent = new LRUCache<string, OpenedCheck>({ max: 2000, maxSize: 200_000, sizeCalculation: sizeOf });
  const opened = createReceiptLoader<OpenedCheck>(openedModel.collection);
  const decided = createReceiptLoader<DecidedCheck>(decidedModel.collection);
  const writeOpened = createWriteGroup((checks: readonly OpenedCheck[]) =>
    insertAll(openedModel.collection, checks),
  );
  const writeDecided = createWriteGroup((checks: readonly DecidedCheck[]) =>
    insertAll(decidedModel.collection, checks),
  );
  return {
    async open(check) {
      await writeOpened(check);
      recent.set(check.receipt, check);
    },
    async opened(receipt) {
      return recent.get(receipt) ?? (await opened.load(receipt));
    },
    async decide(check) {
      if ((await writeDecided(check)) === "stored") return check;
      const earlier = await decided.load(check.receipt);
      if (!earlier) throw new Error("an answer is stored and cannot be read back");
      return earlier;
    },
    decided: (receipt) => decided.load(receipt),
    async prepare() {
      await Promise.all([openedModel.createCollection(), decidedModel.createCollection()]);
    },
  };
}

type Collection = Connection["collection"] extends (name: string) => infer Native ? Native : never;

const durable = { ordered: false, writeConcern: { w: "majority", j: true } } as const;
const duplicateKey = 11000;

function schemaOf(): Schema {
  return new Schema(
    { _id: { type: String, required: true } },
    { strict: false, autoIndex: false, autoCreate: false },
  );
}

function sizeOf(check: OpenedCheck): number {
  return 1 + check.lines.length;
}

function createReceiptLoader<Stored extends { receipt: string }>(collection: Collection) {
  return new DataLoader(
    async (receipts: readonly string[]) => {
      const found = await collection.find({ _id: { $in: receipts as never } }).toArray();
      const byReceipt = new Map(found.map((stored) => [String(stored._id), stored as unknown as Stored]));
      return receipts.map((receipt) => byReceipt.get(receipt));
    },
    { cache: false, batchScheduleFn: (callback) => setImmediate(callback) },
  );
}

/** One that is stored already stands: two stages of one query may bring the same answer twice. */
async function insertAll(
  collection: Collection,
  checks: readonly { readonly receipt: string }[],
): Promise<("stored" | "there already")[]> {
  const documents = checks.map((check) => ({ _id: check.receipt, ...check }));
  const refused = await insertNew(collection, documents);
  return checks.map((_, index) => (refused.has(index) ? "there already" : "stored"));
}

/** Positions of the documents whose id is there already. @throws whatever else goes wrong. */
async function insertNew(collection: Collection, documents: readonly object[]): Promise<Set<number>> {
  try {
    await collection.insertMany(documents, durable);
    return new Set();
  } catch (error) {
    const { writeErrors } = error as {
      writeErrors?: readonly { readonly code?: number; readonly index: number }[];
    };
    if (!writeErrors?.every(({ code }) => code === duplicateKey)) throw error;
    return new Set(writeErrors.map(({ index }) => index));
  }
}
