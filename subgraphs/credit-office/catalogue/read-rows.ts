import type { Row } from "./catalogue.js";
import { checkRow } from "./check-row.js";
import { expandRow } from "./expand-row.js";
import type { Fault } from "./fault.js";
import { findOverlaps } from "./find-overlaps.js";
import { isObject, parseAll, reportFaults, withoutRepeats, type Placed } from "./placed.js";
import type { NamedFile } from "./read-files.js";
import { rowSchema, type WrittenMatter } from "./row-schemas.js";

/** The rows of all files, expanded and checked one by one and against each other. */
export function readRows(
  files: readonly NamedFile[],
  matters: readonly Placed<WrittenMatter>[],
  faults: Fault[],
): readonly Row[] {
  const remedies = new Map(files.flatMap((file) => Object.entries(file.remedies)));
  const matterOf = new Map(matters.map(({ value }) => [value.code, value]));
  const placed = files.flatMap((file) => readFile(file, remedies, faults));
  for (const each of placed)
    reportFaults(checkRow(each.value, matterOf.get(each.value.matter)), each, faults);
  const unique = withoutRepeats(placed, ({ id }) => id, faults);
  reportOverlaps(unique, faults);
  return unique.map(({ value }) => value);
}

function readFile(
  { file, defaults, rows }: NamedFile,
  remedies: ReadonlyMap<string, string>,
  faults: Fault[],
): Placed<Row>[] {
  const complete = rows.map((row) => (isObject(row) ? { ...defaults, ...row } : row));
  const written = parseAll(file, complete, { key: "id", schema: rowSchema }, faults);
  return written.flatMap(({ value }) =>
    expandRow(value, remedies).map((row) => ({ value: row, file, row: row.id })),
  );
}

function reportOverlaps(placed: readonly Placed<Row>[], faults: Fault[]): void {
  const fileOf = new Map(placed.map(({ value, file }) => [value, file]));
  for (const { first, second, recordType } of findOverlaps(placed.map(({ value }) => value))) {
    faults.push({
      file: fileOf.get(second) ?? "",
      row: second.id,
      field: "effectiveFrom",
      problem: `与文件 ${fileOf.get(first) ?? ""} 的行 ${first.id} 在同一时期对 ${recordType} 作了规定`,
      mend: "请给较早的一行写上 effectiveTo，或改用不同的条件",
    });
  }
}
