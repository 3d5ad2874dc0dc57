import type { SubjectKind } from "../../../kernel/identifier.js";
import type { Decision, Verdict } from "../verdict/verdict.js";

/** One line of a check: an identifier as it was written, and whom it leads to. */
export interface CheckLine {
  /** As the caller wrote it; a natural person's is masked. */
  readonly display: string;
  /** Position in `OpenedCheck.subjects`; null when there is a problem. */
  readonly subject: number | null;
  readonly problem: { readonly code: string; readonly message: string } | null;
}

/** A subject of a check, as the index knew it when the check was opened. */
export interface CheckedSubject {
  readonly subjectId: string;
  readonly kind: SubjectKind;
  readonly registered: boolean;
  readonly names: readonly string[];
  /** As it may be shown. */
  readonly identifier: string;
  readonly name: string | null;
}

/** A check whose subjects are identified and whose departments are about to be asked. It never changes. */
export interface OpenedCheck {
  readonly receipt: string;
  readonly unit: string;
  readonly matter: string;
  readonly caseNumber: string;
  /** When the case may be checked, as its feed says: ISO 8601, both included. Checks stored before there were any lack it. */
  readonly window: { readonly from: string; readonly to: string } | null;
  readonly asOf: string;
  readonly historical: boolean;
  readonly catalogueVersion: string;
  readonly lines: readonly CheckLine[];
  readonly subjects: readonly CheckedSubject[];
  readonly groups: readonly { readonly name: string; readonly lines: readonly number[] }[];
  /** The view that every subject of the check carries. */
  readonly view: string;
}

/** What a check answered; both its fields in the schema come from this one stored document. */
export interface DecidedCheck {
  readonly receipt: string;
  readonly decision: Decision;
  /** By position in `OpenedCheck.subjects`. */
  readonly verdicts: readonly Verdict[];
  readonly groups: readonly { readonly name: string; readonly decision: Decision }[];
  readonly decidedAt: Date;
}
