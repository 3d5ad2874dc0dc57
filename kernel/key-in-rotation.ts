import { chmodSync, renameSync, writeFileSync } from "node:fs";

/** What the steps of a rotation do to the files of one key. */
export interface KeyInRotation {
  /** Where the next key waits until it signs. */
  readonly nextFile: string;
  /** The file of all who verify. */
  readonly verifyingFile: string;
  /** Id of the key in `nextFile`. */
  readonly nextId: () => string;
  /** Ids of all keys that verify. */
  readonly verifyingIds: () => string[];
  readonly createNext: () => void;
  readonly publishNext: () => void;
  readonly signWithNext: () => void;
  readonly retire: () => void;
}

/** Writes a file of mode 0600 as a whole: no reader sees half of it, and a crash leaves the old or the new one. */
export function replaceFile(file: string, text: string): void {
  const written = `${file}.writing`;
  writeFileSync(written, text, { mode: 0o600, flush: true });
  chmodSync(written, 0o600);
  renameSync(written, file);
}
