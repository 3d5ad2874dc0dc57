import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createPublicKey, type KeyObject } from "node:crypto";
import { createInterface } from "node:readline";
import { keysByName } from "../../gateway/register/evidence.js";
import type { SecondCopy } from "../../gateway/register/verify/verify-second-place.js";
import { readPublicKey } from "../../kernel/key-files.js";
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

/** Public keys of checkpoints: those named, or the one in the folder of the keys. @throws Error when there is none */
export function readCheckpointKeys(files: readonly string[], keyDir: string): ReadonlyMap<string, KeyObject> {
  const keys = files.map((file) => createPublicKey(readFileSync(file)));
  return keysByName(keys.length > 0 ? keys : [readPublicKey(keyDir, "register-checkpoint")]);
}
