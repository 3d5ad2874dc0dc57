import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { parseDocument } from "yaml";
import type { Fault } from "./fault.js";
import { parseWritten } from "./parse-written.js";
import { fileSchema, type CatalogueFile } from "./row-schemas.js";

/** A file of the catalogue with its name relative to the folder. */
export interface NamedFile extends CatalogueFile {
  readonly file: string;
}

/** Reads every YAML file of a folder and its subfolders, in the order of their names. */
export function readFiles(folder: string, faults: Fault[]): NamedFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  if (names.length === 0) {
    faults.push({ file: folder, problem: "文件夹中没有 YAML 文件", mend: "请检查文件夹路径" });
  }
  return names.flatMap((name) => readFile(folder, name, faults) ?? []);
}

function readFile(folder: string, name: string, faults: Fault[]): NamedFile | undefined {
  const file = name.split(sep).join("/");
  const document = parseDocument(readFileSync(join(folder, name), "utf8"), { merge: true });
  for (const error of document.errors) {
    const place = error.linePos?.[0];
    const field = place ? { field: `第 ${place.line} 行第 ${place.col} 列` } : {};
    const problem = `YAML 写法有误（${error.message.split("\n")[0] ?? error.code}）`;
    faults.push({ file, ...field, problem, mend: "请检查缩进、冒号、引号和重复的字段" });
  }
  if (document.errors.length > 0) return undefined;
  const parsed = parseWritten(fileSchema, document.toJS({ maxAliasCount: 1000 }) ?? {}, { file }, faults);
  return parsed && { file, ...parsed };
}
