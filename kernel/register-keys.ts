import type { Connection } from "mongoose";
import type { Day } from "./record.js";
import { suites } from "./crypto-suite.js";
import { parseIdentifier } from "./identifier.js";
import { registerSubjectOf } from "./register-entry.js";

/** Collection of the natural persons' keys, beside the register. Destroying one makes the person's looks unreadable. */
export const registerKeyCollection = "register_keys";

export interface RegisterKeyDocument {
  /** `registerSubjectOf` the identifier under the register's key. */
  readonly _id: string;
  /** The person's name in the register, so that the person's looks can be dated without knowing whose they are. */
  readonly subject: string;
  /** 32 random bytes, base64, sealed by the key-encryption key. */
  readonly wrapped: string;
  readonly createdAt: Date;
}

/** Keys by which the register's names of subjects are made. */
export interface RegisterSecrets {
  /** Names organisations, and the keys of natural persons. */
  readonly register: Buffer;
  /** Key-encryption key (`register-personal`): opens the natural persons' own keys. */
  readonly personal: Buffer;
}

/**
 * Whether an identifier is named under a key of its own: a well-formed number of a natural person. Organisations, and
 * what is no identifier at all, are named under the register's key.
 */
export function hasOwnRegisterKey(identifier: string, today: Day): boolean {
  const parsed = parseIdentifier(identifier, today);
  return parsed.ok && parsed.kind === "PERSON";
}

/** @throws Error when the key-encryption key is not the one that wrapped it */
export function unwrapRegisterKey({ wrapped }: RegisterKeyDocument, personal: Buffer): Buffer {
  return Buffer.from(suites.international.open(wrapped, personal), "base64");
}

/** Names under which the register keeps subjects, for those who may read it only. */
export interface SubjectReferences {
  /** The subject's name in the register; null for a person whose key does not exist (any more), so that no entry can be theirs. */
  of(identifier: string): Promise<string | null>;
}

/** @param register connection to the register's database; finding is all that it needs to be allowed */
export function openSubjectReferences(
  register: Connection,
  secrets: RegisterSecrets,
  today: () => Day,
): SubjectReferences {
  const keys = register.collection<RegisterKeyDocument>(registerKeyCollection);
  return {
    async of(identifier) {
      const name = registerSubjectOf(identifier, secrets.register);
      if (!hasOwnRegisterKey(identifier, today())) return name;
      const found = await keys.findOne({ _id: name });
      return found && registerSubjectOf(identifier, unwrapRegisterKey(found, secrets.personal));
    },
  };
}

/** A natural person as an entry keeps it: name in the register, and sealed number. */
export interface SealedSubject {
  readonly reference: string;
  readonly sealed: string;
}

/** The numbers of natural persons; null where the key was destroyed, or the entry was altered so that it opens no more. */
export type OpenSealedSubjects = (subjects: readonly SealedSubject[]) => Promise<(string | null)[]>;

/** Opens what entries keep of natural persons, for audits. @param register finding is all that it needs to be allowed */
export function openSealedSubjectReader(register: Connection, secrets: RegisterSecrets): OpenSealedSubjects {
  const keys = register.collection<RegisterKeyDocument>(registerKeyCollection);
  return async (subjects) => {
    const references = subjects.map(({ reference }) => reference);
    const found = await keys.find({ subject: { $in: references } }).toArray();
    const byReference = new Map(found.map((each) => [each.subject, each]));
    return subjects.map(({ reference, sealed }) => {
      const key = byReference.get(reference);
      return key ? openOrNull(sealed, unwrapRegisterKey(key, secrets.personal)) : null;
    });
  };
}

function openOrNull(sealed: string, key: Buffer): string | null {
  try {
    return suites.international.open(sealed, key);
  } catch {
    return null; // an altered entry is named by `register verify`; it must not keep anybody from auditing the others
  }
}
