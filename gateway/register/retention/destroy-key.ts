import type { Connection } from "mongoose";
import type { CryptoSuite } from "../../../kernel/crypto-suite.js";
import { registerKeyCollection, type RegisterKeyDocument } from "../../../kernel/register-keys.js";
import { appendTombstone } from "./append-tombstone.js";

/**
 * Destroys a natural person's key: from then on nobody can tell which entries were about that person, or read the number
 * in them. The tombstone comes first, so that no key is ever gone without a word; it names the key by a digest from
 * which nobody can find the person.
 */
export async function destroyKey(
  register: Connection,
  document: RegisterKeyDocument,
  why: { readonly basis: string; readonly at: Date; readonly suite: CryptoSuite },
): Promise<void> {
  const { basis, at, suite } = why;
  const note = `销毁主体密钥 ${suite.hash(document.wrapped).slice(0, 16)}；依据：${basis}`;
  await appendTombstone(register, { note, at, suite });
  const keys = register.collection<RegisterKeyDocument>(registerKeyCollection);
  await keys.deleteOne(
    { _id: document._id, wrapped: document.wrapped },
    { writeConcern: { w: "majority", journal: true } },
  );
}
