import { mongo, type Connection } from "mongoose";
import type { CryptoSuite } from "../../../kernel/crypto-suite.js";
import { registerCollection, type RegisterEntry } from "../../../kernel/register-entry.js";
import { erasedDraft, linkDrafts } from "../drafts.js";

/** Chain of the tombstones; no gateway bears this name. */
export const retentionChain = "retention";
const attempts = 5;

/**
 * Stores an ERASED entry at the end of the tombstones' chain. There is no lease: whoever erases at the same moment
 * takes the same place, the unique index lets one through, and the other takes the next. @throws Error when it is not stored
 */
export async function appendTombstone(
  register: Connection,
  tombstone: { readonly note: string; readonly at: Date; readonly suite: CryptoSuite },
): Promise<void> {
  const entries = register.collection<RegisterEntry>(registerCollection);
  const { note, at, suite } = tombstone;
  for (let attempt = 1; ; attempt += 1) {
    const last = await entries.findOne({ chain: retentionChain }, { sort: { seq: -1 } });
    const head = { seq: last?.seq ?? 0, hash: last?.hash ?? "" };
    const [link] = linkDrafts([erasedDraft(note, at)], head, { chain: retentionChain, epoch: 1, suite });
    if (!link) throw new Error("one draft makes one link");
    try {
      await entries.insertOne(link, { writeConcern: { w: "majority", journal: true } });
      return;
    } catch (error) {
      const isTaken = error instanceof mongo.MongoServerError && error.code === 11000;
      if (!isTaken || attempt === attempts) throw error;
    }
  }
}
