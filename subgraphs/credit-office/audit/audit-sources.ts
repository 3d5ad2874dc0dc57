import type { Collection } from "mongoose";
import type { RegisterEntry } from "../../../kernel/register-entry.js";

/** What an audit reads. It writes nothing. */
export interface AuditSources {
  readonly register: Collection<RegisterEntry>;
  /** Null where the city has no feed of cases. */
  readonly casesExist: CasesExist | null;
  /** Null where the office cannot open what the register keeps of natural persons. */
  readonly surnamesOf: SurnamesOf | null;
}

/** A case as a look names it. */
export interface NamedCase {
  readonly unit: string;
  readonly matter: string | null;
  readonly caseNumber: string;
}

/** For each case whether it is on file by now, in any state. */
export type CasesExist = (cases: readonly NamedCase[]) => Promise<readonly boolean[]>;

/** A natural person as an entry keeps it: keyed hash and encrypted number. */
export interface SealedSubject {
  readonly reference: string;
  readonly sealed: string;
}

/** For each natural person the first character of its name; null when it is unknown or its key was destroyed. */
export type SurnamesOf = (subjects: readonly SealedSubject[]) => Promise<readonly (string | null)[]>;
