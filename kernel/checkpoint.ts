import { createHash, sign, verify, type KeyObject } from "node:crypto";
import { z } from "zod";
import { suiteOf, type CryptoSuite } from "./crypto-suite.js";
import { merkleRoot } from "./merkle.js";

/** Collection of the signed checkpoints, append-only, beside the register. */
export const checkpointCollection = "register_checkpoints";

const text = z.string().min(1);
const place = z.number().int().positive();
/** The last entry of a chain. */
const headSchema = z.strictObject({ chain: text, seq: place, hash: text });
export type ChainHead = Readonly<z.infer<typeof headSchema>>;

/** What the register held at a moment: the heads of all its chains under one signature. */
export const checkpointSchema = z.strictObject({
  /** From 1, without gaps, over all gateways. */
  seq: place,
  /** ISO 8601. */
  at: z.iso.datetime(),
  suite: z.enum(["SHA-256", "SM3"]),
  /** By chain. */
  heads: z.array(headSchema).min(1),
  /** Merkle root over the heads. */
  root: text,
  /** Hash of the checkpoint before it; empty for the first. */
  previousHash: z.string(),
  hash: text,
  /** Which key signed; see `keyIdOf`. */
  keyId: text,
  /** ES256 over the hash, base64url. */
  signature: text,
});
export type Checkpoint = Readonly<z.infer<typeof checkpointSchema>>;

/** What a checkpoint's hash covers: the heads by their root, so that a proof for one chain needs no other's head. */
type SignedPart = Omit<Checkpoint, "heads" | "hash" | "signature">;

/** The text of a head as a leaf of the Merkle tree. */
export function leafOf({ chain, seq, hash }: ChainHead): string {
  return JSON.stringify([chain, seq, hash]);
}

/** Joins and signs heads as the checkpoint after another, or as the first. */
export function signCheckpoint(
  heads: readonly ChainHead[],
  after: Pick<Checkpoint, "seq" | "hash"> | null,
  by: {
    readonly at: Date;
    readonly suite: CryptoSuite;
    readonly privateKey: KeyObject;
    readonly keyId: string;
  },
): Checkpoint {
  const sorted = [...heads].sort((a, b) => (a.chain < b.chain ? -1 : 1));
  const signed: SignedPart = {
    seq: (after?.seq ?? 0) + 1,
    at: by.at.toISOString(),
    suite: by.suite.digest,
    root: merkleRoot(sorted.map(leafOf), by.suite.digest),
    previousHash: after?.hash ?? "",
    keyId: by.keyId,
  };
  const hash = hashOfCheckpoint(signed);
  const { seq, at, suite, root, previousHash, keyId } = signed;
  return {
    seq,
    at,
    suite,
    heads: sorted,
    root,
    previousHash,
    hash,
    keyId,
    signature: signHash(hash, by.privateKey),
  };
}

export function hashOfCheckpoint({ seq, at, suite, root, previousHash, keyId }: SignedPart): string {
  return suiteOf(suite).hash(JSON.stringify([seq, at, suite, root, previousHash, keyId]));
}

/** Whether a checkpoint is as one of the keys signed it. */
export function isCheckpointIntact(
  checkpoint: Checkpoint,
  publicKeys: ReadonlyMap<string, KeyObject>,
): boolean {
  const { heads, root, hash, suite, keyId, signature } = checkpoint;
  const key = publicKeys.get(keyId);
  return (
    key !== undefined &&
    merkleRoot(heads.map(leafOf), suite) === root &&
    hashOfCheckpoint(checkpoint) === hash &&
    verify(
      "sha256",
      Buffer.from(hash),
      { key, dsaEncoding: "ieee-p1363" },
      Buffer.from(signature, "base64url"),
    )
  );
}

/** Name of a key pair: the start of the SHA-256 of its public half. */
export function keyIdOf(publicKey: KeyObject): string {
  const bytes = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(bytes).digest("base64url").slice(0, 16);
}

function signHash(hash: string, key: KeyObject): string {
  return sign("sha256", Buffer.from(hash), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
}
