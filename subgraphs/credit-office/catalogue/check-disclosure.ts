import { departments, type SourceName } from "../../../schema/departments.js";
import type { FileFields } from "../../../schema/file-fields.js";
import type { RowFault } from "./check-row.js";
import type { WrittenDisclosure } from "./row-schemas.js";

/**
 * Every rule that the disclosure list of one matter must keep: nothing that the schema does not know, nothing of a
 * department that the matter does not ask, nothing that cannot be reached, and nothing masked that has no mask.
 */
export function checkDisclosure(
  written: WrittenDisclosure,
  { fileFields, needs }: { readonly fileFields: FileFields; readonly needs: ReadonlySet<SourceName> },
): RowFault[] {
  const listed = coordinatesOf(written.fields);
  const known = listed.filter((coordinate) => fileFields.has(coordinate));
  return [
    ...checkKnown(listed, fileFields),
    ...checkRepeats(written),
    ...checkNeeds(known, fileFields, needs),
    ...checkPaths(known, fileFields),
    ...checkRecordIds(known, fileFields),
    ...checkMasks(coordinatesOf(written.masked), new Set(listed), fileFields),
  ];
}

/** Types and their fields as written, as coordinates. */
export function coordinatesOf(fields: WrittenDisclosure["fields"]): string[] {
  return Object.entries(fields).flatMap(([type, names]) => names.map((name) => `${type}.${name}`));
}

function checkKnown(listed: readonly string[], fileFields: FileFields): RowFault[] {
  return listed
    .filter((coordinate) => !fileFields.has(coordinate))
    .map((coordinate) =>
      faultAt("fields", coordinate, `信用档案中没有字段 ${coordinate}`, "请对照 schema 改正拼写或删去"),
    );
}

function checkRepeats({ fields, masked }: WrittenDisclosure): RowFault[] {
  const repeatsIn = (place: "fields" | "masked", types: WrittenDisclosure["fields"]): RowFault[] =>
    Object.entries(types).flatMap(([type, names]) =>
      names
        .filter((name, index) => names.indexOf(name) !== index)
        .map((name) =>
          faultAt(place, `${type}.${name}`, `字段 ${type}.${name} 写了不止一次`, "请删去重复的"),
        ),
    );
  return [...repeatsIn("fields", fields), ...repeatsIn("masked", masked)];
}

function checkNeeds(
  known: readonly string[],
  fileFields: FileFields,
  needs: ReadonlySet<SourceName>,
): RowFault[] {
  return departments
    .filter(({ name }) => !needs.has(name))
    .flatMap(({ name, zh }) => {
      const [first] = known.filter((coordinate) => fileFields.get(coordinate)?.department === name);
      if (first === undefined) return [];
      const mend = `请删去 ${zh} 的字段，或先在措施行中规定该部门的记录`;
      return [faultAt("fields", first, `该事项不查询 ${zh}，不得披露其字段（如 ${first}）`, mend)];
    });
}

/** Containers are listed too: no field may lead to nothing, and no type may stand there that no field leads to. */
function checkPaths(known: readonly string[], fileFields: FileFields): RowFault[] {
  const types = new Set(known.map(typeOf));
  const reached = new Set(["Subject", ...known.map((coordinate) => fileFields.get(coordinate)?.leadsTo)]);
  const unreached = [...types].filter((type) => !reached.has(type));
  const empty = known.filter((coordinate) => {
    const target = fileFields.get(coordinate)?.leadsTo ?? null;
    return target !== null && !types.has(target);
  });
  return [
    ...unreached.map((type) => {
      const leading = [...fileFields].filter(([, { leadsTo }]) => leadsTo === type).map(([name]) => name);
      return faultAt(
        "fields",
        type,
        `没有列出通向 ${type} 的字段`,
        `请列出 ${leading.join(" 或 ")}，或删去 ${type}`,
      );
    }),
    ...empty.map((coordinate) => {
      const target = fileFields.get(coordinate)?.leadsTo ?? "";
      const mend = `请列出 ${target} 中须披露的字段，或删去 ${coordinate}`;
      return faultAt("fields", coordinate, `列出了 ${coordinate}，却没有列出 ${target} 的任何字段`, mend);
    }),
  ];
}

/** A record that is shown can be named: for an objection, and for the register. */
function checkRecordIds(known: readonly string[], fileFields: FileFields): RowFault[] {
  return [...new Set(known.map(typeOf))]
    .filter((type) => fileFields.has(`${type}.recordId`) && !known.includes(`${type}.recordId`))
    .map((type) =>
      faultAt("fields", type, `没有列出 ${type}.recordId`, "披露记录须同时披露记录编号，请加上 recordId"),
    );
}

function checkMasks(
  masked: readonly string[],
  listed: ReadonlySet<string>,
  fileFields: FileFields,
): RowFault[] {
  return masked.flatMap((coordinate) => {
    if (!listed.has(coordinate)) {
      const problem = `${coordinate} 不在 fields 中，无从以掩码披露`;
      return [faultAt("masked", coordinate, problem, "请同时列入 fields，或从 masked 中删去")];
    }
    if (fileFields.get(coordinate)?.rule.mask !== null) return [];
    return [
      faultAt(
        "masked",
        coordinate,
        `${coordinate} 没有掩码规则`,
        "请从 masked 中删去；不须知道的字段不要列出",
      ),
    ];
  });
}

function typeOf(coordinate: string): string {
  return coordinate.split(".")[0] ?? "";
}

function faultAt(list: "fields" | "masked", place: string, problem: string, mend: string): RowFault {
  return { field: `${list}.${typeOf(place)}`, problem, mend };
}
