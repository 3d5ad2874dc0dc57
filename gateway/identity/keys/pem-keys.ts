import type { KeyObject } from "node:crypto";
import { followFile, type FollowOptions } from "../../../kernel/follow-file.js";
import { parsePublicKeys } from "../../../kernel/key-files.js";
import type { IssuerKeys, TokenAlgorithm } from "../trusted-issuer.js";
import { algorithmOfKey } from "./algorithm-of-key.js";

/**
 * An issuer's public keys from a PEM file, several in a row while they change; the file is read again when it changes.
 * What a token calls its key does not matter: the file knows no names.
 * @throws Error when the file is missing, or holds a key that fits none of the algorithms
 */
export function followPemKeys(
  file: string,
  algorithms: readonly TokenAlgorithm[],
  options?: FollowOptions,
): IssuerKeys {
  const current = followFile(file, (text) => parseKeys(text, file, algorithms), options);
  return {
    find: (_keyId, algorithm) =>
      Promise.resolve(current().filter((key) => algorithmOfKey(key) === algorithm)),
  };
}

function parseKeys(text: string, file: string, algorithms: readonly TokenAlgorithm[]): KeyObject[] {
  const keys = parsePublicKeys(text, file);
  for (const key of keys) {
    const algorithm = algorithmOfKey(key);
    if (algorithm === undefined || !algorithms.includes(algorithm)) {
      throw new Error(
        `${file} 中的公钥不适用于 ${algorithms.join("、")}（RS256 须为 2048 位以上的 RSA，ES256 须为 P-256）`,
      );
    }
  }
  return keys;
}
