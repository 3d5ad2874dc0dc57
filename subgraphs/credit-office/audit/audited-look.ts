/** One receipt as the audit looks at it: who asked, when, what for, and how it ended. It names no subject. */
export interface AuditedLook {
  readonly receipt: string;
  readonly at: Date;
  readonly unit: string;
  /** Account of the person that looked; of the clerk where a business system asked for one. */
  readonly account: string;
  readonly roles: readonly string[];
  readonly matter: string | null;
  /** Keyed hashes of the subjects. */
  readonly subjects: readonly string[];
  readonly ending: LookEnding;
  /** Code of the refusal; set when `ending` is REFUSED. */
  readonly refusal: string | null;
  readonly case: CaseOnFile;
  /** Whether one of its natural persons bears the caller's surname; null where that cannot be told. */
  readonly isSameSurname: boolean | null;
}

/** UNDER_WAY: asked a moment ago. ABANDONED: no outcome will come. */
export type LookEnding = "ANSWERED" | "REFUSED" | "UNDER_WAY" | "ABANDONED";

/** Whether the case that a look names is on file by now. NO_FEED: nobody feeds cases of that unit and matter. */
export type CaseOnFile = "ON_FILE" | "MISSING" | "NO_FEED" | "NONE_NAMED";
