import { fileURLToPath } from "node:url";
import { readCommittedFileFields, type FileFields } from "../../../schema/file-fields.js";
import type { Catalogue } from "./catalogue.js";
import { versionOf } from "./catalogue-version.js";
import { checkMatters } from "./check-matters.js";
import { CatalogueError, type Fault } from "./fault.js";
import { checkDisclosures, readDisclosures, toDisclosure } from "./read-disclosures.js";
import { readFiles, type NamedFile } from "./read-files.js";
import { readMatters, toMatterRow } from "./read-matters.js";
import { readRows } from "./read-rows.js";
import { readSuspensions } from "./read-suspensions.js";
import { mends } from "./row-schemas.js";

/**
 * Loads the measure catalogue from the YAML files of a folder, by default the one that comes with the program, and
 * freezes it. Disclosure lists are compared with the files' fields, by default those of the committed schema. @throws CatalogueError listing every fault of every file in Chinese; nothing is ever loaded in part.
 */
export function loadCatalogue(
  folder: string = defaultFolder,
  fileFields: FileFields = readCommittedFileFields(),
): Catalogue {
  const faults: Fault[] = [];
  const files = readFiles(folder, faults);
  const name = readVersionName(files, folder, faults);
  const matters = readMatters(files, faults);
  const rows = readRows(files, matters, faults);
  const suspensions = readSuspensions(files, faults);
  const disclosures = readDisclosures(files, faults);
  // A row that could not be read would only be reported a second time as missing.
  if (faults.length === 0) {
    faults.push(
      ...checkMatters(matters, rows),
      ...checkDisclosures(disclosures, { matters, rows, fileFields }),
    );
  }
  if (faults.length > 0) throw new CatalogueError(faults);
  const content = {
    matters: matters.map(({ value }) => toMatterRow(value, rows)),
    rows,
    suspensions,
    disclosures: disclosures.map(({ value }) => toDisclosure(value)),
  };
  return deepFreeze({ version: versionOf(name, content), ...content });
}

const defaultFolder = fileURLToPath(new URL("rows", import.meta.url));

function readVersionName(files: readonly NamedFile[], folder: string, faults: Fault[]): string {
  const [first, ...more] = files.filter(({ version }) => version !== undefined);
  for (const { file } of more) {
    faults.push({
      file,
      field: "version",
      problem: "版本名称写了不止一次",
      mend: "请只在一个文件中保留 version",
    });
  }
  if (!first && files.length > 0) {
    faults.push({ file: folder, field: "version", problem: "没有版本名称", mend: mends["version"] ?? "" });
  }
  return first?.version ?? "";
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
