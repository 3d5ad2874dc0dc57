import { createHash, createPublicKey, type KeyObject } from "node:crypto";

/** Public keys of one purpose, by their ids: the one in use, the one before it, the one that comes next. */
export interface KeyRing {
  /** The key with this id; undefined when the ring has none. */
  find(keyId: string | undefined): KeyObject | undefined;
}

/** A ring of these public keys. */
export function createKeyRing(keys: readonly KeyObject[]): KeyRing {
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  return { find: (keyId) => (keyId === undefined ? undefined : byId.get(keyId)) };
}

/** Id of a key pair (`kid`): the SHA-256 of its public half, so that no file has to name it. */
export function keyIdOf(key: KeyObject): string {
  const known = ids.get(key);
  if (known !== undefined) return known;
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  const id = createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64url");
  ids.set(key, id);
  return id;
}

/** A private key signs thousands of passports a second. */
const ids = new WeakMap<KeyObject, string>();
