import type { UnavailableReason } from "../../../kernel/facts.js";
import type { SubjectKind } from "../../../kernel/identifier.js";
import type { Day, RecordStatus } from "../../../kernel/record.js";
import type { SourceName } from "../../../schema/departments.js";
import type { Condition, Row } from "../catalogue/catalogue.js";
import type { MeasureKind } from "./verdict.js";

/** What one row of the catalogue did in a verdict; a row may apply to one record and miss another. */
export interface RowTrace {
  readonly row: Row;
  readonly applied: readonly Application[];
  readonly missed: readonly Miss[];
}

/** A record, or an observation of the check, to which a row applied. */
export interface Application {
  readonly department: SourceName;
  readonly recordType: string;
  readonly recordId: string;
  /** The measure that was taken; weaker than the row's own where there are reservations. */
  readonly measure: MeasureKind;
  readonly reservations: readonly Reservation[];
}

/**
 * Why a row did less than it intends: its basis is unverified (PROMPT at most), the record is MINOR (PROMPT at most), an
 * objection is open (a HOLD weighs MANUAL), nobody could say whether restructuring suspends it.
 */
export type Reservation = "UNVERIFIED" | "MINOR" | "DISPUTED" | "SUSPENSION_UNKNOWN";

/** Why a row did not apply: at all, or to one record. */
export type Miss =
  | { readonly why: "NOT_FOR_KIND"; readonly kind: SubjectKind }
  | { readonly why: "NOT_IN_FORCE"; readonly from: Day; readonly to: Day | null }
  | { readonly why: "NOT_NEEDED"; readonly department: SourceName }
  | { readonly why: "UNAVAILABLE"; readonly department: SourceName; readonly reason: UnavailableReason }
  | { readonly why: "NO_RECORD" }
  | { readonly why: "NOT_OBSERVED" }
  | { readonly why: "STATUS"; readonly recordId: string; readonly status: RecordStatus }
  | { readonly why: "NO_ROW_OF_ITS_DAY"; readonly recordId: string; readonly decidedOn: Day }
  | { readonly why: "GOVERNED_BY"; readonly recordId: string; readonly ruleId: string }
  | {
      readonly why: "CONDITION";
      readonly recordId: string;
      readonly condition: Condition;
      /** What the record states instead; null when it states nothing. */
      readonly found: unknown;
    }
  | {
      readonly why: "NOT_NAMED" | "OTHERS_RECORD" | "DISPUTED" | "SUSPENDED" | "OTHER_NAME";
      readonly recordId: string;
    };
