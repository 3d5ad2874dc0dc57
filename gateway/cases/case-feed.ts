import type { Connection } from "mongoose";
import { registerSubjectOf } from "../../kernel/register-entry.js";
import {
  caseFeedsCollection,
  caseIdOf,
  casesCollection,
  feedIdOf,
  type CaseWindow,
  type StoredCase,
  type StoredCaseFeed,
} from "../../kernel/case-documents.js";

/** A case as a business system tells it. */
export interface FedCase {
  readonly caseNumber: string;
  readonly matter: string;
  readonly unit: string;
  readonly state: "OPEN" | "CLOSED";
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** Identifiers in the clear; only their keyed hashes are stored. */
  readonly subjects: readonly string[];
  readonly window: CaseWindow | null;
}

/** A feed and how many cases it holds open. */
export interface CaseFeedState extends Pick<StoredCaseFeed, "unit" | "matter" | "since" | "lastFedAt"> {
  readonly open: number;
}

/** Where the cases of business systems come in. */
export interface CaseFeed {
  /** Stores cases, durable when it resolves. The same again changes nothing; of two about one case the later stands. */
  put(cases: readonly FedCase[]): Promise<void>;
  feeds(): Promise<CaseFeedState[]>;
  /** Ends a feed: its cases are deleted, and looks for that unit and matter are unverified again. False when there is none. */
  end(unit: string, matter: string): Promise<boolean>;
  prepare(): Promise<void>;
}

/** @param registerKey the key of the query register: cases and looks name a subject alike */
export function openCaseFeed(parts: {
  readonly control: Connection;
  readonly registerKey: Buffer;
  readonly clock: () => Date;
}): CaseFeed {
  const { control, registerKey, clock } = parts;
  const cases = control.collection<StoredCase>(casesCollection);
  const feeds = control.collection<StoredCaseFeed>(caseFeedsCollection);

  return {
    async put(given) {
      if (given.length === 0) return;
      const fedAt = clock();
      const writes = given.map((each) => {
        const { _id, ...replacement } = toStored(each, registerKey, fedAt);
        return { replaceOne: { filter: { _id }, replacement, upsert: true } };
      });
      await cases.bulkWrite(writes, { ordered: true, ...durable });
      // The cases come first: a feed that is known before its cases would refuse looks for them.
      const fed = new Map(given.map((each) => [feedIdOf(each.unit, each.matter), each]));
      const marks = [...fed].map(([_id, { unit, matter }]) => ({
        updateOne: {
          filter: { _id },
          update: { $set: { lastFedAt: fedAt }, $setOnInsert: { unit, matter, since: fedAt } },
          upsert: true,
        },
      }));
      await feeds.bulkWrite(marks, { ordered: false, ...durable });
    },
    async feeds() {
      const [found, counts] = await Promise.all([
        feeds.find().sort({ unit: 1, matter: 1 }).toArray(),
        cases
          .aggregate<{
            readonly _id: { readonly unit: string; readonly matter: string };
            readonly open: number;
          }>([
            { $match: { state: "OPEN" } },
            { $group: { _id: { unit: "$unit", matter: "$matter" }, open: { $sum: 1 } } },
          ])
          .toArray(),
      ]);
      const open = new Map(counts.map(({ _id, open: count }) => [feedIdOf(_id.unit, _id.matter), count]));
      return found.map(({ _id, unit, matter, since, lastFedAt }) => {
        return { unit, matter, since, lastFedAt, open: open.get(_id) ?? 0 };
      });
    },
    async end(unit, matter) {
      const { deletedCount } = await feeds.deleteOne({ _id: feedIdOf(unit, matter) }, durable);
      await cases.deleteMany({ unit, matter }, durable);
      return deletedCount > 0;
    },
    async prepare() {
      await cases.createIndex({ unit: 1, matter: 1, state: 1 }, {}, {});
    },
  };
}

const durable = { writeConcern: { w: "majority", j: true } } as const;

function toStored(given: FedCase, registerKey: Buffer, fedAt: Date): StoredCase {
  const { unit, matter, caseNumber, state, openedAt, closedAt, window } = given;
  const subjects = [...new Set(given.subjects.map((each) => registerSubjectOf(each, registerKey)))];
  const _id = caseIdOf(unit, matter, caseNumber);
  return { _id, unit, matter, caseNumber, state, openedAt, closedAt, subjects, window, fedAt };
}
