import { createHash } from "node:crypto";
import type { DigestName } from "./crypto-suite.js";

/** One step from a leaf to the root: the hash beside it, and on which side that stands. */
export interface MerkleStep {
  readonly side: "left" | "right";
  readonly hash: string;
}

/**
 * Root of a Merkle tree as RFC 6962 builds it (2.1): leaves and nodes are hashed apart, so that neither passes for the
 * other, and no leaf is doubled. base64url. @throws RangeError when there is no leaf
 */
export function merkleRoot(leaves: readonly string[], digest: DigestName): string {
  return rootOf(
    leaves.map((leaf) => leafHash(leaf, digest)),
    digest,
  ).toString("base64url");
}

/** The way from a leaf to the root. @throws RangeError when there is no such leaf */
export function merklePath(leaves: readonly string[], index: number, digest: DigestName): MerkleStep[] {
  if (leaves[index] === undefined) throw new RangeError("no such leaf");
  let hashes = leaves.map((leaf) => leafHash(leaf, digest));
  let place = index;
  const outwards: MerkleStep[] = [];
  while (hashes.length > 1) {
    const split = splitOf(hashes.length);
    const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
    const isLeft = place < split;
    const beside = rootOf(isLeft ? right : left, digest).toString("base64url");
    outwards.push({ side: isLeft ? "right" : "left", hash: beside });
    hashes = isLeft ? left : right;
    if (!isLeft) place -= split;
  }
  return outwards.reverse();
}

/** The root to which a way leads from a leaf. */
export function rootByPath(leaf: string, path: readonly MerkleStep[], digest: DigestName): string {
  const root = path.reduce(
    (hash, step) => {
      const beside = Buffer.from(step.hash, "base64url");
      return step.side === "left" ? nodeHash(beside, hash, digest) : nodeHash(hash, beside, digest);
    },
    leafHash(leaf, digest),
  );
  return root.toString("base64url");
}

function rootOf(hashes: readonly Buffer[], digest: DigestName): Buffer {
  const [first] = hashes;
  if (!first) throw new RangeError("a tree needs a leaf");
  if (hashes.length === 1) return first;
  const split = splitOf(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, split), digest), rootOf(hashes.slice(split), digest), digest);
}

/** The largest power of two below a number of leaves. */
function splitOf(count: number): number {
  return 2 ** Math.ceil(Math.log2(count) - 1);
}

function leafHash(leaf: string, digest: DigestName): Buffer {
  return hashBytes(Buffer.concat([Buffer.of(0), Buffer.from(leaf, "utf8")]), digest);
}

function nodeHash(left: Buffer, right: Buffer, digest: DigestName): Buffer {
  return hashBytes(Buffer.concat([Buffer.of(1), left, right]), digest);
}

function hashBytes(bytes: Buffer, digest: DigestName): Buffer {
  return createHash(digest === "SM3" ? "sm3" : "sha256")
    .update(bytes)
    .digest();
}
