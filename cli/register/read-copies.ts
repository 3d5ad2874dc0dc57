import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KeyObject } from "node:crypto";
import { createInterface } from "node:readline";
import { keysByName } from "../../gateway/register/evidence.js";
import type { SecondCopy } from "../../gateway/register/verify/verify-second-place.js";
import { parsePublicKeys, readPublicKeys } from "../../kernel/key-files.js";
import { checkpointFileName } from "./checkpoint-file.js";

/** Files of checkpoints to compare with, read line by line; the embedded system's own when none is named. */
export function readCopies(
  files: readonly string[],
  own: { readonly isEmbedded: boolean; readonly keyDir: string },
): SecondCopy[] {
  const ownFile = join(own.keyDir, checkpointFileName);
  const all = files.length === 0 && own.isEmbedded && existsSync(ownFile) ? [ownFile] : files;
  for (const file of all) if (!existsSync(file)) throw new Error(`没有检查点文件 ${file} (no such file)`);
  return all.map((name) => ({
    name,
    lines: createInterface({ input: createReadStream(name, "utf8"), crlfDelay: Infinity }),
  }));
}

/** Public keys of checkpoints, present and past: of the files named, or of the folder of the keys. @throws Error when there is none */
export function readCheckpointKeys(files: readonly string[], keyDir: string): ReadonlyMap<string, KeyObject> {
  const keys = files.flatMap((file) => parsePublicKeys(readFileSync(file, "utf8"), file));
  return keysByName(keys.length > 0 ? keys : readPublicKeys(keyDir, "register-checkpoint"));
}
