import type { SubjectKind } from "../../../kernel/identifier.js";
import type { Day, Money } from "../../../kernel/record.js";
import type { MeasureKind } from "../verdict/verdict.js";

/**
 * The measure catalogue (失信惩戒措施清单), the only source of measures: plain data, frozen, equal in every process that
 * loaded the same rows. Rows are dated (`effectiveFrom` … `effectiveTo`); nothing in code knows a term or an amount.
 */
export interface Catalogue {
  /** Name of the version and the digest of its content, "2026-11-01+3fa92c1d". */
  readonly version: string;
  readonly matters: readonly MatterRow[];
  readonly rows: readonly Row[];
  readonly suspensions: readonly Suspension[];
  /** One a matter, by its code. */
  readonly disclosures: readonly Disclosure[];
}

/** What the window does while a needed source has not answered; the decision is INCOMPLETE in both. */
export const unavailableReactions = ["HOLD_AND_RETRY", "CONTINUE_AND_RECHECK"] as const;
export type UnavailableReaction = (typeof unavailableReactions)[number];

/** A matter (事项) that a check can be made for. */
export interface MatterRow {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  /** Whether any row of the matter reaches natural persons; otherwise a check of one is refused. */
  readonly forPersons: boolean;
  readonly forOrganisations: boolean;
  readonly onUnavailable: UnavailableReaction;
  /** Regular expression (flag u) that a case number of this matter must match. */
  readonly caseNumberPattern: string;
  /** Whether a case may carry a window outside of which a check is a PROMPT (财库〔2016〕125号). */
  readonly queryWindow: boolean;
  /** Strongest decision that any record can lead to, when the matter has such a bound; INCOMPLETE stays possible. */
  readonly ceiling?: "PROMPT" | "RESTRICT";
}

/** Where a measure is written. `verified` is false (†) until someone has compared it with the official text. */
export interface Basis {
  readonly document: string;
  /** "第四十八条"; "全文" when a document is cited as a whole; "待核" while it is not known. */
  readonly article?: string;
  readonly verified: boolean;
}

/** A condition on the particulars of a record; all conditions of a row must hold. */
export type Condition =
  | { readonly field: string; readonly in: readonly string[] }
  | { readonly field: string; readonly equals: string | number | boolean }
  | { readonly field: string; readonly atLeast: Money }
  /** The day in this field has not passed; a day that is not stated has not come. */
  | { readonly field: string; readonly notPast: true }
  /** Decided less than so many years before the check, the last day included (《民法典》第二百零一条、第二百零二条). */
  | { readonly decidedWithinYears: number };

/** Consequences beside the four kinds of measure. Public in `Hit.effects`: add, never rename. */
export const effectCodes = ["ROUTE_CLOSED", "INSPECTION_RATIO", "CONFIRMATION"] as const;
export type EffectCode = (typeof effectCodes)[number];

/** A consequence of its own; without a basis of its own it is only a mention in the text of the measure. */
export interface Effect {
  readonly code: EffectCode;
  readonly text: string;
  readonly basis?: Basis;
}

/** Which kinds of subject a row reaches. */
export interface AppliesTo {
  readonly organisations: boolean;
  readonly persons: boolean;
}

/** One rule: what a record of some type means for one matter. */
export interface Row {
  /** `<matter>.<name>`, unique in the catalogue; the `ruleId` of every hit. */
  readonly id: string;
  readonly matter: string;
  readonly recordTypes: readonly string[];
  readonly when: readonly Condition[];
  /** The measure as intended; `effectiveMeasure` says what it may do while its basis is unverified. */
  readonly measure: MeasureKind;
  /** What it means for this matter, in Chinese. */
  readonly measureText: string;
  readonly effects: readonly Effect[];
  readonly basis: Basis;
  readonly appliesTo: AppliesTo;
  /** Whether it reaches a natural person whom the record of somebody else names. */
  readonly namedPersons: boolean;
  /** Whether the matter needs the departments that hold these records because of this row. */
  readonly addsNeed: boolean;
  /** 过渡: also for records decided before `effectiveFrom`, which otherwise keep the row of their day. */
  readonly appliesToEarlierRecords: boolean;
  readonly effectiveFrom: Day;
  /** Last day in force. */
  readonly effectiveTo?: Day;
  /** What would lift it and where to object, in Chinese; incentives have none. */
  readonly remedy?: string;
}

/** A record that suspends the measures of listed records while it is in force (国办发〔2025〕22号). */
export interface Suspension {
  readonly id: string;
  readonly recordTypes: readonly string[];
  readonly when: readonly Condition[];
  /** Types of the records whose measures it suspends. */
  readonly suspends: readonly string[];
  /** Told beside a HOLD while the source that would know of a suspension has not answered. */
  readonly unknownText: string;
  readonly basis: Basis;
  readonly effectiveFrom: Day;
  readonly effectiveTo?: Day;
}

/** What a matter needs to know of a subject's file (最小必要): schema coordinates, sorted. */
export interface Disclosure {
  readonly matter: string;
  /** Containers included; what is not listed is not disclosed for this matter. */
  readonly disclosed: readonly string[];
  /** Of these the ones that it needs only masked, whoever asks. */
  readonly masked: readonly string[];
}

/** Whether a row reaches subjects of this kind. */
export function reaches(appliesTo: AppliesTo, kind: SubjectKind): boolean {
  switch (kind) {
    case "ORGANISATION":
      return appliesTo.organisations;
    case "PERSON":
      return appliesTo.persons;
  }
}
