import { reaches, type MatterRow, type Row } from "./catalogue.js";
import type { Fault } from "./fault.js";
import { parseAll, withoutRepeats, type Placed } from "./placed.js";
import type { NamedFile } from "./read-files.js";
import { matterSchema, type WrittenMatter } from "./row-schemas.js";

/** The matters as written, in the order of the files. */
export function readMatters(files: readonly NamedFile[], faults: Fault[]): Placed<WrittenMatter>[] {
  const placed = files.flatMap(({ file, matters }) =>
    parseAll(file, matters, { key: "code", schema: matterSchema }, faults),
  );
  return withoutRepeats(placed, ({ code }) => code, faults);
}

/** A matter is for whom its rows reach (domain.md §5: "a matter without person rows"). */
export function toMatterRow({ ceiling, ...matter }: WrittenMatter, rows: readonly Row[]): MatterRow {
  const own = rows.filter((row) => row.matter === matter.code);
  return {
    ...matter,
    ...(ceiling === undefined ? {} : { ceiling }),
    forPersons: own.some(({ appliesTo }) => reaches(appliesTo, "PERSON")),
    forOrganisations: own.some(({ appliesTo }) => reaches(appliesTo, "ORGANISATION")),
  };
}
