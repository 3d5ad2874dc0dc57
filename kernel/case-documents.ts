/** Cases as business systems feed them; in the gateway's control database. */
export const casesCollection = "cases";
/** Who may act for whom; in the same database. */
export const authoritiesCollection = "authorities";
/** Which unit feeds which matter. */
export const caseFeedsCollection = "case_feeds";

/** When a case may be checked, both instants included. */
export interface CaseWindow {
  readonly from: Date;
  readonly to: Date;
}

/** A case as it stands: the last that its feed said of it. */
export interface StoredCase {
  readonly _id: string;
  readonly unit: string;
  readonly matter: string;
  readonly caseNumber: string;
  readonly state: "OPEN" | "CLOSED";
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** Keyed hashes of the identifiers, as the register has them; nobody can be read from them. */
  readonly subjects: readonly string[];
  readonly window: CaseWindow | null;
  readonly fedAt: Date;
}

/** That a unit feeds its cases of a matter: from then on a look of that unit for that matter needs one of them. */
export interface StoredCaseFeed {
  readonly _id: string;
  readonly unit: string;
  readonly matter: string;
  readonly since: Date;
  readonly lastFedAt: Date;
}

/** The key of a case: its number is unique within a unit and matter. */
export function caseIdOf(unit: string, matter: string, caseNumber: string): string {
  return JSON.stringify([unit, matter, caseNumber]);
}

/** The key of a feed. */
export function feedIdOf(unit: string, matter: string): string {
  return JSON.stringify([unit, matter]);
}
