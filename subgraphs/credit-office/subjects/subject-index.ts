import DataLoader from "dataloader";
import { Schema, type Connection, type Model } from "mongoose";
import { isPersonId } from "../../../kernel/subject-id.js";
import { createNaturalBatching, wholeAnswer } from "../../kit/natural-batching.js";
import { decryptPersonal, encryptPersonal } from "../personal-cipher.js";

export const subjectKinds = ["ENTERPRISE", "ORGANISATION", "SELF_EMPLOYED", "PERSON"] as const;
export type IndexedKind = (typeof subjectKinds)[number];

/** One entry of the subject index: who stands behind an identifier (domain.md §2). */
export interface IndexedSubject {
  readonly subjectId: string;
  /** Ids of old registrations and of codes replaced by a merger; they lead to this subject. */
  readonly formerSubjectIds: readonly string[];
  readonly kind: IndexedKind;
  /** USCC or ID number; a natural person's is stored encrypted. */
  readonly identifier: string;
  /** Registered names, the present one first. */
  readonly names: readonly string[];
  /** Registration status; null for natural persons. */
  readonly status: string | null;
}

/** The index identifier → subject. It belongs to the credit office: a dead market subgraph never means a lost identity. */
export interface SubjectIndex {
  /** The subject that an id, present or former, leads to; undefined when it is not registered here. */
  find(subjectId: string): Promise<IndexedSubject | undefined>;
  /** Organisations whose present or past name contains a text, best first; never natural persons. */
  suggest(name: string, first: number): Promise<IndexedSubject[]>;
  /** Every subject by id, streamed; no snapshot: what is added meanwhile may come too. */
  each(): AsyncIterable<IndexedSubject>;
  /** Adds or replaces entries. */
  put(subjects: readonly IndexedSubject[]): Promise<void>;
  count(): Promise<number>;
  prepare(): Promise<void>;
}

export function openSubjectIndex(connection: Connection, cipherKey: Buffer): SubjectIndex {
  const subjects = connection.model<StoredSubject>("Subject", subjectSchema, "subjects");
  const batching = createNaturalBatching();
  const loader = new DataLoader(
    (ids: readonly string[]) => batching.during(() => findSubjects(subjects, ids)),
    { cache: false, maxBatchSize: 2000, batchScheduleFn: batching.schedule },
  );
  return {
    async find(subjectId) {
      const stored = await loader.load(subjectId);
      return stored && toIndexed(stored, cipherKey);
    },
    async suggest(name, first) {
      const contains = { $regex: escapeRegExp(name) };
      const found = await subjects
        .find({ kind: { $ne: "PERSON" }, names: contains })
        .sort({ _id: 1 })
        .limit(first)
        .lean<StoredSubject[]>()
        .exec();
      return found.map((stored) => toIndexed(stored, cipherKey));
    },
    async *each() {
      const all = subjects.find().sort({ _id: 1 }).lean<StoredSubject>().cursor({ batchSize: 1000 });
      for await (const stored of all) yield toIndexed(stored, cipherKey);
    },
    async put(entries) {
      if (entries.length === 0) return;
      const writes = entries.map((entry) => {
        const { _id, ...rest } = toStored(entry, cipherKey);
        return { replaceOne: { filter: { _id }, replacement: rest, upsert: true } };
      });
      await subjects.collection.bulkWrite(writes as never, { ordered: false });
    },
    count: () => subjects.estimatedDocumentCount().exec(),
    async prepare() {
      await subjects.createIndexes();
    },
  };
}

interface StoredSubject {
  readonly _id: string;
  /** The subject's own id and its former ones: one index leads from any of them. */
  readonly ids: readonly string[];
  readonly kind: IndexedKind;
  readonly identifier: string;
  readonly names: readonly string[];
  readonly status: string | null;
}

const subjectSchema = new Schema<StoredSubject>(
  {
    _id: { type: String, required: true },
    ids: { type: [String], required: true },
    kind: { type: String, enum: subjectKinds, required: true },
    identifier: { type: String, required: true },
    names: { type: [String], required: true },
    status: { type: String, default: null },
  },
  { autoIndex: false, autoCreate: false, versionKey: false },
).index({ ids: 1 });

async function findSubjects(
  subjects: Model<StoredSubject>,
  ids: readonly string[],
): Promise<(StoredSubject | undefined)[]> {
  const found = await subjects.collection.find({ ids: { $in: [...ids] } }, wholeAnswer).toArray();
  const byId = new Map<string, StoredSubject>();
  for (const subject of found as unknown as StoredSubject[]) {
    for (const id of subject.ids) byId.set(id, subject);
  }
  return ids.map((id) => byId.get(id));
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function toStored(subject: IndexedSubject, cipherKey: Buffer): StoredSubject {
  const isPerson = isPersonId(subject.subjectId);
  return {
    _id: subject.subjectId,
    ids: [subject.subjectId, ...subject.formerSubjectIds],
    kind: subject.kind,
    identifier: isPerson ? encryptPersonal(subject.identifier, cipherKey) : subject.identifier,
    names: subject.names,
    status: subject.status,
  };
}

function toIndexed(stored: StoredSubject, cipherKey: Buffer): IndexedSubject {
  return {
    subjectId: stored._id,
    formerSubjectIds: stored.ids.filter((id) => id !== stored._id),
    kind: stored.kind,
    identifier: stored.kind === "PERSON" ? decryptPersonal(stored.identifier, cipherKey) : stored.identifier,
    names: stored.names,
    status: stored.status,
  };
}
