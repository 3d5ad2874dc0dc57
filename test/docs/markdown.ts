import { readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");
export const readmes = ["README.md", "README.zh-CN.md"] as const;

export function readText(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** Rows of the table whose first heading is one of these, cell by cell, without backticks. */
export function tableOf(file: string, ...firstHeadings: readonly string[]): string[][] {
  const lines = readText(file).split("\n");
  const start = lines.findIndex((line) => firstHeadings.includes(cellsOf(line)[0] ?? ""));
  if (start < 0) throw new Error(`${file} has no table that begins with ${firstHeadings.join(" or ")}`);
  const length = lines.slice(start).findIndex((line) => !line.startsWith("|"));
  return lines.slice(start + 2, start + length).map(cellsOf);
}

function cellsOf(line: string): string[] {
  if (!line.startsWith("|")) return [];
  return line
    .slice(1, line.lastIndexOf("|"))
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll("`", "").trim());
}
