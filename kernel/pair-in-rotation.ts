import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { existsSync, renameSync } from "node:fs";
import {
  createPairTexts,
  privateFile,
  publicFile,
  readKeyFile,
  readPublicKeys,
  type PairName,
} from "./key-files.js";
import { replaceFile, type KeyInRotation } from "./key-in-rotation.js";
import { keyIdOf } from "./key-ring.js";

/**
 * A pair: `NAME.private.pem` signs, `NAME.public.pem` holds all public keys that verify, the present one first, and
 * `NAME.next.private.pem` waits beside them, for nobody but the operator.
 */
export function pairInRotation(folder: string, name: PairName): KeyInRotation {
  const signingFile = privateFile(folder, name);
  const nextFile = privateFile(folder, `${name}.next`);
  const verifyingFile = publicFile(folder, name);

  const publicOf = (file: string): KeyObject => createPublicKey(createPrivateKey(readKeyFile(file)));
  const verifying = (): KeyObject[] => readPublicKeys(folder, name);
  const without = (keys: readonly KeyObject[], key: KeyObject): KeyObject[] =>
    keys.filter((each) => keyIdOf(each) !== keyIdOf(key));
  const write = (keys: readonly KeyObject[]): void => {
    const blocks = keys.map((key) => key.export({ type: "spki", format: "pem" }).toString());
    replaceFile(verifyingFile, blocks.join(""));
  };

  return {
    nextFile,
    verifyingFile,
    nextId: () => keyIdOf(publicOf(nextFile)),
    verifyingIds: () => verifying().map(keyIdOf),
    createNext() {
      replaceFile(nextFile, createPairTexts().privateText);
    },
    publishNext() {
      write([...verifying(), publicOf(nextFile)]);
    },
    signWithNext() {
      const next = publicOf(nextFile);
      // Checkpoints are verified for as long as the register is kept: their keys stay.
      const before = name === "register-checkpoint" ? verifying() : [publicOf(signingFile)];
      write([next, ...without(before, next)]);
      renameSync(nextFile, signingFile);
    },
    retire() {
      write([publicOf(signingFile), ...(existsSync(nextFile) ? [publicOf(nextFile)] : [])]);
    },
  };
}
