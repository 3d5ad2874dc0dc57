import { readFileSync } from "node:fs";

/** Lines of a file, or of standard input for `-`; empty ones left out. */
export function readLines(path: string): string[] {
  const text = readFileSync(path === "-" ? 0 : path, "utf8");
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
