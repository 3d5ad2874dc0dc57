import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describeFault } from "../read-by-schema.js";
import type { CalendarYear } from "./calendar-year.js";
import { readCalendar } from "./read-calendar.js";

/** A year with the file that it was read from. */
export interface LoadedYear extends CalendarYear {
  readonly file: string;
}

/**
 * The years that come with the program, and those of the YAML files in `folder`; a year that stands in both is taken
 * from `folder`. In the order of the years.
 * @throws Error naming every fault in Chinese, with its file
 */
export function loadCalendar(folder?: string): readonly LoadedYear[] {
  const own = folder === undefined ? [] : loadFolder(folder);
  const replaced = new Set(own.map(({ year }) => year));
  const builtIn = loadFolder(import.meta.dirname).filter(({ year }) => !replaced.has(year));
  return [...builtIn, ...own].sort((a, b) => a.year - b.year);
}

function loadFolder(folder: string): LoadedYear[] {
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));
  const faults = files.length === 0 ? [`${folder}：文件夹中没有 YAML 文件`] : [];
  const firstFiles = new Map<number, string>();
  const years = files.flatMap((file) => {
    const read = readCalendar(readFileSync(file, "utf8"));
    faults.push(...read.faults.map((fault) => `${file}：${describeFault(fault)}`));
    for (const { year } of read.years) {
      const first = firstFiles.get(year) ?? file;
      firstFiles.set(year, first);
      if (first !== file) faults.push(`${file}：${year} 年在 ${first} 中已有，请删去一处`);
    }
    return read.years.map((year) => ({ ...year, file }));
  });
  if (faults.length > 0)
    throw new Error(`工作日历有 ${faults.length} 处错误，未载入：\n${faults.join("\n")}`);
  return years;
}
