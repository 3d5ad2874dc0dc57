import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const builtIn = join(import.meta.dirname, "..", "..", "subgraphs/credit-office/catalogue/rows");

/** A copy of the catalogue that comes with the program; each edit replaces a text that must occur in its file. */
export function copyCatalogue(
  edits: readonly { readonly file: string; readonly from: string; readonly to: string }[] = [],
): string {
  const folder = mkdtempSync(join(tmpdir(), "fengcha-catalogue-"));
  cpSync(builtIn, folder, { recursive: true });
  for (const { file, from, to } of edits) {
    const text = readFileSync(join(folder, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
  }
  return folder;
}
