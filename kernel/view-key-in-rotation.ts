import { existsSync, rmSync } from "node:fs";
import { createSecretText, parseSecrets, readKeyFile, secretFile } from "./key-files.js";
import { replaceFile, type KeyInRotation } from "./key-in-rotation.js";

/** The key of views: `view.key` holds one a line, the first mints and all verify; `view.next.key` says which comes next. */
export function viewKeyInRotation(folder: string): KeyInRotation {
  const verifyingFile = secretFile(folder, "view");
  const nextFile = secretFile(folder, "view.next");

  const read = (file: string): string[] =>
    parseSecrets(readKeyFile(file), file).map((key) => key.toString("base64"));
  const waiting = (): string[] => (existsSync(nextFile) ? read(nextFile) : []);
  const write = (lines: readonly string[]): void => {
    replaceFile(verifyingFile, [...new Set(lines)].map((line) => `${line}\n`).join(""));
  };

  return {
    nextFile,
    verifyingFile,
    nextId: () => read(nextFile).join(),
    verifyingIds: () => read(verifyingFile),
    createNext() {
      replaceFile(nextFile, `${createSecretText()}\n`);
    },
    publishNext() {
      write([...read(verifyingFile), ...waiting()]);
    },
    signWithNext() {
      const next = waiting();
      const before = read(verifyingFile).filter((line) => !next.includes(line));
      write([...next, ...before.slice(0, 1)]);
      rmSync(nextFile);
    },
    retire() {
      write([...read(verifyingFile).slice(0, 1), ...waiting()]);
    },
  };
}
