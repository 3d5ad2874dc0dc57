import type { FlagKind } from "./flag-kinds.js";

/** What a month of the register says, for people. It names no subject and no person but by account. */
export interface AuditSummary {
  /** Receipts: root fields that were asked for. */
  readonly requests: number;
  /** Looks: each receipt times each of its subjects. */
  readonly looks: number;
  readonly refused: number;
  readonly abandoned: number;
  readonly underWay: number;
  readonly byUnit: readonly AuditLine[];
  readonly byRole: readonly AuditLine[];
  /** The name is the matter's code; null for what needs no matter. */
  readonly byMatter: readonly AuditLine[];
  readonly refusals: readonly { readonly code: string; readonly count: number }[];
  /** One for each kind of flag, whether anything was found or not. */
  readonly findings: readonly AuditFinding[];
}

export interface AuditLine {
  readonly name: string | null;
  readonly requests: number;
  readonly looks: number;
  readonly refused: number;
  readonly abandoned: number;
}

export interface AuditFinding {
  readonly kind: FlagKind;
  /** What counts as one, in Chinese. */
  readonly rule: string;
  /** Why nothing, or not everything, could be examined, in Chinese; null when all was. */
  readonly gap: string | null;
  /** How many persons or subjects were flagged. */
  readonly flagged: number;
  /** The greatest ones. */
  readonly flags: readonly AuditFlag[];
}

export interface AuditFlag {
  /** Null where the flag is about a subject. */
  readonly unit: string | null;
  readonly account: string | null;
  /** Looks, subjects, units or refusals, as the kind says. */
  readonly count: number;
  /** Whether the count is an estimate. */
  readonly isEstimate: boolean;
  /** The first ones, in the order of their time. */
  readonly receipts: readonly string[];
}
