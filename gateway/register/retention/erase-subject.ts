import type { Connection } from "mongoose";
import type { CryptoSuite } from "../../../kernel/crypto-suite.js";
import { registerSubjectOf } from "../../../kernel/register-entry.js";
import { registerKeyCollection, type RegisterKeyDocument } from "../../../kernel/register-keys.js";
import { destroyKey } from "./destroy-key.js";

/**
 * Erases one natural person from the register (《个人信息保护法》第四十七条). Answers whether there was a key; organisations
 * have none. A gateway that has just used the key may do so for one minute more.
 */
export async function eraseSubject(
  register: Connection,
  identifier: string,
  why: {
    readonly basis: string;
    readonly at: Date;
    readonly suite: CryptoSuite;
    /** The register's key, by which the person's key is found. */
    readonly registerKey: Buffer;
  },
): Promise<boolean> {
  const keys = register.collection<RegisterKeyDocument>(registerKeyCollection);
  const found = await keys.findOne({ _id: registerSubjectOf(identifier, why.registerKey) });
  if (!found) return false;
  await destroyKey(register, found, why);
  return true;
}
