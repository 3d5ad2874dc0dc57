import type { Day } from "../../../kernel/record.js";
import type { Catalogue, Row } from "./catalogue.js";

/** Anything in the catalogue that is in force between two days, both included. */
export interface Dated {
  readonly effectiveFrom: Day;
  readonly effectiveTo?: Day;
}

export function isInForce(dated: Dated, on: Day): boolean {
  return dated.effectiveFrom <= on && (dated.effectiveTo === undefined || on <= dated.effectiveTo);
}

/** The rows of one matter that are in force on a day, in the order of the catalogue. */
export function rowsInForce(catalogue: Catalogue, matter: string, on: Day): readonly Row[] {
  return catalogue.rows.filter((row) => row.matter === matter && isInForce(row, on));
}

/** Whether two rows are ever in force on the same day. */
export function overlaps(a: Dated, b: Dated): boolean {
  return a.effectiveFrom <= (b.effectiveTo ?? endOfTime) && b.effectiveFrom <= (a.effectiveTo ?? endOfTime);
}

const endOfTime: Day = "9999-12-31";
