import type { SubjectKind } from "../../../kernel/identifier.js";
import type { DepartmentFacts } from "../../../kernel/facts.js";
import type { Day, Severity } from "../../../kernel/record.js";
import type { SourceName } from "../../../schema/departments.js";

/** Weakest to strongest. HOLD (拦截待核), MANUAL and INCOMPLETE stop the matter until a person or a source answers. */
export const decisions = ["PASS", "PROMPT", "RESTRICT", "MANUAL", "INCOMPLETE", "HOLD"] as const;
export type Decision = (typeof decisions)[number];

export const measureKinds = ["INCENTIVE", "PROMPT", "RESTRICT", "HOLD"] as const;
export type MeasureKind = (typeof measureKinds)[number];

export const sourceAnswers = ["HIT", "CLEAR", "UNAVAILABLE", "NOT_NEEDED"] as const;
export type SourceAnswer = (typeof sourceAnswers)[number];

/** Whom a verdict is about, as the subject index knows it. */
export interface SubjectUnderCheck {
  readonly subjectId: string;
  readonly kind: SubjectKind;
  /** False when the identifier is well formed but not in the index. */
  readonly registered: boolean;
  /** Registered names, present one first; empty when unknown. */
  readonly names: readonly string[];
}

/** What each source said; null is a source that did not answer at all. */
export type FactsBySource = Readonly<Record<SourceName, DepartmentFacts | null>>;

export interface Hit {
  readonly department: SourceName;
  readonly recordType: string;
  readonly recordId: string;
  readonly ruleId: string;
  readonly severity: Severity | null;
  readonly documentNumber: string | null;
  readonly decidingAuthority: string | null;
  readonly decidedOn: Day | null;
  readonly measure: Exclude<MeasureKind, "INCENTIVE">;
  readonly measureText: string;
  readonly effects: readonly string[];
  readonly legalBasis: string;
  readonly basisVerified: boolean;
  readonly until: Day | null;
  readonly remedy: string;
  readonly disputed: boolean;
}

export interface Incentive {
  readonly department: SourceName;
  readonly recordType: string;
  readonly measureText: string;
  readonly legalBasis: string;
}

export interface SourceLine {
  readonly department: SourceName;
  readonly answer: SourceAnswer;
  readonly dataAsOf: string | null;
  readonly reason: string | null;
}

/** The answer of a check for one subject. Plain data, equal inputs give equal bytes. */
export interface Verdict {
  readonly decision: Decision;
  readonly provisional: Decision | null;
  readonly hits: readonly Hit[];
  readonly incentives: readonly Incentive[];
  readonly sources: readonly SourceLine[];
}

/** The strongest of some decisions; PASS when there is none. */
export function strongest(of: readonly Decision[]): Decision {
  return of.reduce<Decision>(
    (best, each) => (decisions.indexOf(each) > decisions.indexOf(best) ? each : best),
    "PASS",
  );
}
