import type { Collection } from "mongoose";
import type { RegisterEntry } from "../../../kernel/register-entry.js";
import type { SealedSubject } from "../../../kernel/register-keys.js";

/** What an audit reads. It writes nothing. */
export interface AuditSources {
  readonly register: Collection<RegisterEntry>;
  /** Null where the city has no feed of cases. */
  readonly casesExist: CasesExist | null;
  readonly surnamesOf: SurnamesOf;
}

/** A case as a look names it. */
export interface NamedCase {
  readonly unit: string;
  readonly matter: string;
  readonly caseNumber: string;
}

/** For each case whether it is on file by now, in any state; null where nobody feeds cases of its unit and matter. */
export type CasesExist = (cases: readonly NamedCase[]) => Promise<readonly (boolean | null)[]>;

/** For each natural person the first character of its name; null when it is unknown or its key was destroyed. */
export type SurnamesOf = (subjects: readonly SealedSubject[]) => Promise<readonly (string | null)[]>;
