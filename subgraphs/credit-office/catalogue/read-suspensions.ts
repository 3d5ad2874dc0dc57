import type { Suspension } from "./catalogue.js";
import { checkConditions, checkDays, checkRecordTypes } from "./check-row.js";
import { toSuspension } from "./expand-row.js";
import type { Fault } from "./fault.js";
import { parseAll, reportFaults, withoutRepeats } from "./placed.js";
import type { NamedFile } from "./read-files.js";
import { suspensionSchema } from "./row-schemas.js";

/** What suspends the measures of listed records. */
export function readSuspensions(files: readonly NamedFile[], faults: Fault[]): readonly Suspension[] {
  const placed = files.flatMap(({ file, suspensions }) =>
    parseAll(file, suspensions, { key: "id", schema: suspensionSchema }, faults),
  );
  const unique = withoutRepeats(placed, ({ id }) => id, faults);
  return unique.map((each) => {
    const suspension = toSuspension(each.value);
    const found = [
      ...checkRecordTypes(suspension.recordTypes, "recordTypes"),
      ...checkRecordTypes(suspension.suspends, "suspends"),
      ...checkConditions(suspension.when, suspension.recordTypes),
      ...checkDays(suspension),
    ];
    reportFaults(found, each, faults);
    return suspension;
  });
}
