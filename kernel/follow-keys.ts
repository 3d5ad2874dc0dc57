import { createPrivateKey, type KeyObject } from "node:crypto";
import { followFile, type FollowOptions } from "./follow-file.js";
import {
  parsePublicKeys,
  parseSecrets,
  privateFile,
  publicFile,
  readKeyFile,
  secretFile,
  type PairName,
} from "./key-files.js";
import { createKeyRing, type KeyRing } from "./key-ring.js";

/** The public keys of a pair as their file has them now; `fengcha keys rotate` needs no restart. @throws Error naming the file */
export function followPublicKeys(folder: string, name: PairName, options?: FollowOptions): KeyRing {
  const ring = follow(
    publicFile(folder, name),
    (text, file) => createKeyRing(parsePublicKeys(text, file)),
    options,
  );
  return { find: (keyId) => ring().find(keyId) };
}

/** The private key to sign with, as its file has it now. @throws Error naming the file */
export function followPrivateKey(folder: string, name: PairName, options?: FollowOptions): () => KeyObject {
  return follow(privateFile(folder, name), (text) => createPrivateKey(text), options);
}

/** The keys of views as their file has them now: the first mints, all verify. @throws Error naming the file */
export function followViewKeys(folder: string, options?: FollowOptions): () => readonly Buffer[] {
  return follow(secretFile(folder, "view"), parseSecrets, options);
}

function follow<Value>(
  file: string,
  parse: (text: string, file: string) => Value,
  options: FollowOptions | undefined,
): () => Value {
  readKeyFile(file); // says what to do when the file is missing
  return followFile(file, (text) => parse(text, file), options);
}
