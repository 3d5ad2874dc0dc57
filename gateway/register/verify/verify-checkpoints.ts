import type { KeyObject } from "node:crypto";
import {
  checkpointSchema,
  isCheckpointIntact,
  type ChainHead,
  type Checkpoint,
} from "../../../kernel/checkpoint.js";
import type { Finding } from "./finding.js";

/** Public halves of the keys that may have signed, by their names. */
export type PublicKeys = ReadonlyMap<string, KeyObject>;

export interface CheckpointsResult {
  readonly findings: readonly Finding[];
  readonly checkpoints: number;
  /** Sequence of the last one that stands there, 0 when none does. */
  readonly lastSeq: number;
  /** The last one that is as it was signed. */
  readonly lastIntact: Checkpoint | undefined;
}

/** The checkpoint that something claims to be, if one of the keys signed it as it is. */
export function readCheckpoint(claimed: unknown, keys: PublicKeys): Checkpoint | undefined {
  const parsed = checkpointSchema.safeParse(claimed);
  return parsed.success && isCheckpointIntact(parsed.data, keys) ? parsed.data : undefined;
}

/** Walks the database's checkpoints: each as it was signed, none missing, each following the one before it. */
export async function verifyCheckpoints(
  checkpoints: AsyncIterable<Checkpoint>,
  from: number,
  keys: PublicKeys,
): Promise<CheckpointsResult> {
  const findings: Finding[] = [];
  let expected = from;
  let previousHash: string | null = from === 1 ? "" : null;
  let lastIntact: Checkpoint | undefined;
  let count = 0;
  for await (const claimed of checkpoints) {
    count += 1;
    const { seq } = claimed;
    if (seq > expected) {
      findings.push(missing(expected, seq - 1, "数据库中的检查点序号不连续"));
      previousHash = null;
    }
    const intact = readCheckpoint(claimed, keys);
    if (!intact) findings.push(altered(seq, "签名或内容不符"));
    else if (previousHash !== null && intact.previousHash !== previousHash) {
      findings.push(altered(seq - 1, "与后一个检查点不衔接，曾被另一个代替"));
    }
    previousHash = intact?.hash ?? null;
    lastIntact = intact ?? lastIntact;
    expected = seq + 1;
  }
  return { findings, checkpoints: count, lastSeq: expected - 1, lastIntact };
}

/** Heads of one chain as intact checkpoints name them. */
export async function* headsOf(
  chain: string,
  checkpoints: AsyncIterable<Checkpoint>,
  keys: PublicKeys,
): AsyncGenerator<ChainHead> {
  let last = "";
  for await (const claimed of checkpoints) {
    const head = headIn(claimed, chain);
    // Most checkpoints move few chains: only a head that is new is worth a signature's time.
    if (!head || head.hash === last || !readCheckpoint(claimed, keys)) continue;
    last = head.hash;
    yield head;
  }
}

function headIn({ heads }: Checkpoint, chain: string): ChainHead | undefined {
  const claimed: unknown = heads;
  return Array.isArray(claimed) ? (claimed as ChainHead[]).find((head) => head.chain === chain) : undefined;
}

export function missing(from: number, to: number, detail: string): Finding {
  return { kind: "CHECKPOINT_MISSING", chain: null, from, to, detail };
}

export function altered(seq: number, detail: string): Finding {
  return { kind: "CHECKPOINT_ALTERED", chain: null, from: seq, to: seq, detail };
}
