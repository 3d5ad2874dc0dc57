import type { KeyObject } from "node:crypto";
import { keyIdOf, leafOf, type ChainHead, type Checkpoint } from "../../kernel/checkpoint.js";
import type { DigestName } from "../../kernel/crypto-suite.js";
import { merklePath, type MerkleStep } from "../../kernel/merkle.js";
import { isReceiptOf, parseReceipt } from "../../kernel/receipt.js";
import { contentDigestOf, type RegisterEntry } from "../../kernel/register-entry.js";
import type { RegisterSource } from "./verify/register-source.js";

/** A link of the chain without its content. */
export interface EvidenceLink {
  readonly seq: number;
  readonly suite: DigestName;
  readonly contentDigest: string;
}

/** What one check left in the register, and all that is needed to see that it was there and was not changed. */
export interface Evidence {
  readonly format: "fengcha-evidence-1";
  readonly howToVerify: string;
  readonly receipt: string;
  /** Entries of this check alone: intent and outcome. */
  readonly entries: readonly RegisterEntry[];
  /** Hash of the entry before the first link. */
  readonly previousHash: string;
  /** From the intent to the head of its chain at the checkpoint; of other checks only digests. */
  readonly links: readonly EvidenceLink[];
  readonly head: ChainHead;
  /** From the head to the checkpoint's root. */
  readonly path: readonly MerkleStep[];
  readonly checkpoint: Omit<Checkpoint, "heads">;
  readonly publicKey: string;
}

const howToVerify =
  "node tools/verify-evidence.mjs 本文件 --key 公钥文件。公钥须从信用办另行取得，不可只信本文件所附的一份。";

/** @throws Error in Chinese when the receipt is unknown, or no checkpoint covers the check yet */
export async function createEvidence(parts: {
  readonly receipt: string;
  readonly source: RegisterSource;
  readonly publicKeys: ReadonlyMap<string, KeyObject>;
}): Promise<Evidence> {
  const { source, publicKeys } = parts;
  const parsed = parseReceipt(parts.receipt);
  const intent = parsed && (await source.intentOf(parsed.base));
  if (!parsed || !intent || !isReceiptOf(parsed, intent)) {
    throw new Error(`登记中没有回执编号 ${parts.receipt} (no such receipt)`);
  }
  const { chain } = intent;
  const last = await source.lastOf(intent.receipt, chain);
  const checkpoint = await findCheckpoint(source, chain, last?.seq ?? intent.seq, new Date(intent.at));
  const headAt = checkpoint.heads.findIndex((head) => head.chain === chain);
  const head = checkpoint.heads[headAt];
  if (!head) throw new Error("the checkpoint was found by this head");
  const entries: RegisterEntry[] = [];
  const links: EvidenceLink[] = [];
  for await (const entry of source.entries(chain, intent.seq - 1, head.seq)) {
    links.push({ seq: entry.seq, suite: entry.suite, contentDigest: contentDigestOf(entry) });
    if (entry.receipt === intent.receipt) entries.push(entry);
  }
  const { heads, ...signed } = checkpoint;
  const publicKey = publicKeys.get(checkpoint.keyId);
  if (!publicKey)
    throw new Error(`没有检查点的公钥 ${checkpoint.keyId} (the checkpoint's public key is missing)`);
  return {
    format: "fengcha-evidence-1",
    howToVerify,
    receipt: parts.receipt,
    entries,
    previousHash: intent.previousHash,
    links,
    head,
    path: merklePath(heads.map(leafOf), headAt, checkpoint.suite),
    checkpoint: signed,
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

/** The first checkpoint that covers a place of a chain. */
async function findCheckpoint(
  source: RegisterSource,
  chain: string,
  seq: number,
  since: Date,
): Promise<Checkpoint> {
  const before = await source.checkpointBefore(since);
  for await (const checkpoint of source.checkpoints(before?.seq ?? 1, Infinity)) {
    if (checkpoint.heads.some((head) => head.chain === chain && head.seq >= seq)) return checkpoint;
  }
  throw new Error("还没有检查点覆盖这次核查，请稍后再试 (no checkpoint covers this check yet)");
}

/** The names of public keys, by which a checkpoint tells who signed it. */
export function keysByName(publicKeys: readonly KeyObject[]): ReadonlyMap<string, KeyObject> {
  return new Map(publicKeys.map((key) => [keyIdOf(key), key]));
}
