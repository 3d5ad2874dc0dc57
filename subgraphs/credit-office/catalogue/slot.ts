import { canonicalJson } from "./canonical-json.js";
import type { Row } from "./catalogue.js";

/**
 * The places that a row fills: matter, record type and condition. Rows of one place follow one another in time; only
 * one of them is in force on a day for one kind of subject.
 */
export function slotsOf(row: Row): { readonly slot: string; readonly recordType: string }[] {
  const conditions = row.when.map((condition) => canonicalJson(condition)).sort();
  return row.recordTypes.map((recordType) => ({
    slot: [row.matter, recordType, ...conditions].join("\n"),
    recordType,
  }));
}
