import type { SubjectKind } from "../../../kernel/identifier.js";
import type { Day } from "../../../kernel/record.js";
import { sources, type SourceName } from "../../../schema/departments.js";
import type { Catalogue, MatterRow } from "../catalogue/catalogue.js";
import { rowsInForce } from "../catalogue/in-force.js";
import { recordTypes } from "../catalogue/record-types.js";

/**
 * The sources that a matter needs on a day, in the order in which sources are shown: those that hold records of its
 * rows, incentives included. Rows that only add a PROMPT where a source is asked anyway add no need (domain.md §5).
 */
export function neededSources(catalogue: Catalogue, matter: string, day: Day): readonly SourceName[] {
  const remembered = neededBy.get(catalogue) ?? new Map<string, readonly SourceName[]>();
  neededBy.set(catalogue, remembered);
  const key = `${matter} ${day}`;
  const known = remembered.get(key);
  if (known) return known;
  const needed = findNeeded(catalogue, matter, day);
  // Looks at many past days must not fill the memory.
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(key, needed);
  return needed;
}

/** Why a subject of this kind cannot be checked for a matter, if it cannot; nobody is asked about it then. */
export function refusalFor(
  matter: Pick<MatterRow, "forPersons" | "forOrganisations">,
  kind: SubjectKind,
): "MATTER_NOT_FOR_PERSONS" | "MATTER_NOT_FOR_ORGANISATIONS" | undefined {
  switch (kind) {
    case "PERSON":
      return matter.forPersons ? undefined : "MATTER_NOT_FOR_PERSONS";
    case "ORGANISATION":
      return matter.forOrganisations ? undefined : "MATTER_NOT_FOR_ORGANISATIONS";
  }
}

/** Asked for with every check; a catalogue never changes, so neither does the answer. */
const neededBy = new WeakMap<Catalogue, Map<string, readonly SourceName[]>>();
const mostRemembered = 500;

function findNeeded(catalogue: Catalogue, matter: string, day: Day): SourceName[] {
  const rows = rowsInForce(catalogue, matter, day).filter(({ addsNeed }) => addsNeed);
  const types = new Set(rows.flatMap((row) => row.recordTypes));
  const needed = new Set([...types].flatMap((type) => recordTypes.get(type)?.sources ?? []));
  return sources.map(({ name }) => name).filter((name) => needed.has(name));
}
