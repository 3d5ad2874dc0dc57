import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { mongo, type Connection } from "mongoose";
import type { CryptoSuite } from "../../kernel/crypto-suite.js";
import { normaliseIdentifier } from "../../kernel/identifier.js";
import { registerSubjectOf, type Look } from "../../kernel/register-entry.js";
import {
  hasOwnRegisterKey,
  registerKeyCollection,
  unwrapRegisterKey,
  type RegisterKeyDocument,
  type RegisterSecrets,
} from "../../kernel/register-keys.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { GatewayError } from "../errors.js";
import { inTime, registerTimeoutMs } from "../../kernel/in-time.js";

/** Names of subjects for the register. */
export interface SubjectKeys {
  /**
   * For each different identifier, in order, its name in the register and, of a natural person, the number itself,
   * sealed under that person's own key; a key that does not exist yet is made. @throws REGISTER_UNAVAILABLE
   */
  referencesOf(identifiers: readonly string[]): Promise<Pick<Look, "subjects" | "sealed">>;
}

/** A key that was destroyed is still used here for so long at most. */
const cachedForMs = 60_000;
const maxCached = 50_000;

export function openSubjectKeys(parts: {
  readonly register: Connection;
  readonly secrets: RegisterSecrets;
  readonly suite: CryptoSuite;
  readonly clock: () => Date;
}): SubjectKeys {
  const { secrets, suite, clock } = parts;
  const keys = parts.register.collection<RegisterKeyDocument>(registerKeyCollection);
  const cache = new LRUCache<string, Buffer>({ max: maxCached, ttl: cachedForMs });

  /** @param persons identifiers by their names under the register's key */
  async function keysOf(persons: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Buffer>> {
    const names = [...persons.keys()];
    const known = new Map<string, Buffer>();
    for (const name of names) {
      const key = cache.get(name);
      if (key) known.set(name, key);
    }
    const missing = names.filter((name) => !known.has(name));
    if (missing.length === 0) return known;
    let stored = await find(missing);
    const unknown = missing.filter((name) => !stored.has(name));
    if (unknown.length > 0) {
      await create(unknown.map((name) => ({ name, identifier: persons.get(name) ?? "" })));
      stored = await find(missing);
    }
    for (const name of missing) {
      const key = stored.get(name);
      if (!key) throw new Error("a key that was just made is not there");
      known.set(name, key);
      cache.set(name, key);
    }
    return known;
  }

  async function find(names: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    // A majority has what is used: a key that a change of primary rolls back would leave looks nobody can read.
    const found = keys.find({ _id: { $in: [...names] } }, { readConcern: { level: "majority" } });
    const documents = await inTime(found.toArray());
    return new Map(documents.map((each) => [each._id, unwrapRegisterKey(each, secrets.personal)]));
  }

  /** Another gateway may make the same key at the same moment: whoever was first has made it. */
  async function create(
    persons: readonly { readonly name: string; readonly identifier: string }[],
  ): Promise<void> {
    const documents = persons.map(({ name, identifier }) => {
      const key = randomBytes(32);
      return {
        _id: name,
        subject: registerSubjectOf(identifier, key),
        wrapped: suite.seal(key.toString("base64"), secrets.personal),
        createdAt: clock(),
      };
    });
    try {
      const writeConcern = { w: "majority", journal: true, wtimeoutMS: registerTimeoutMs } as const;
      await inTime(keys.insertMany(documents, { ordered: false, writeConcern }));
    } catch (error) {
      if (!isDuplicateOnly(error)) throw error;
    }
  }

  return {
    async referencesOf(identifiers) {
      const today = shanghaiDayOf(clock());
      const different = [...new Set(identifiers.map(normaliseIdentifier))];
      const named = different.map((identifier) => ({
        identifier,
        name: registerSubjectOf(identifier, secrets.register),
        isPerson: hasOwnRegisterKey(identifier, today),
      }));
      try {
        const persons = named.filter(({ isPerson }) => isPerson);
        const own = await keysOf(new Map(persons.map(({ name, identifier }) => [name, identifier])));
        const references = named.map(({ identifier, name }) => {
          const key = own.get(name);
          return key
            ? { subject: registerSubjectOf(identifier, key), sealed: suite.seal(identifier, key) }
            : { subject: name, sealed: null };
        });
        return {
          subjects: references.map(({ subject }) => subject),
          sealed: references.map(({ sealed }) => sealed),
        };
      } catch (cause) {
        throw new GatewayError("REGISTER_UNAVAILABLE", { cause });
      }
    },
  };
}

function isDuplicateOnly(error: unknown): boolean {
  if (!(error instanceof mongo.MongoBulkWriteError)) return false;
  const faults = [error.writeErrors].flat();
  return faults.length > 0 && faults.every(({ code }) => code === 11000);
}
