import { entryIdOf, hasFieldsOfEntry, type RegisterEntry } from "../../../kernel/register-entry.js";
import type { ChainHead } from "../../../kernel/checkpoint.js";
import type { Finding, FindingKind } from "./finding.js";
import { createHeadReader } from "./head-reader.js";
import { findMoved, fits } from "./moved-entries.js";

/** What a chain is compared with. */
export interface ChainParts {
  readonly chain: string;
  /** In order; whatever stands there. */
  readonly entries: AsyncIterable<RegisterEntry>;
  /** Heads of this chain from signed checkpoints, in the checkpoints' order. */
  readonly heads: AsyncIterable<ChainHead>;
  /** Where to begin: a place that a checkpoint vouches for, or sequence 0 without a hash. */
  readonly anchor: { readonly seq: number; readonly hash: string };
  /** Time of the last checkpoint; an entry from long before it that no checkpoint covers came later. */
  readonly lastCheckpointAt: Date | null;
  /** Told of every entry. */
  readonly see: (entry: RegisterEntry) => void;
}

export interface ChainResult {
  readonly findings: readonly Finding[];
  readonly entries: number;
  /** Entries after the last one that a checkpoint covers. */
  readonly uncovered: number;
}

/** More misfits than this are told as altered without looking where they came from. */
const maxMisfits = 256;
/** A gateway waits for seconds, not minutes, until an entry is stored, and signs it within a second. */
const coveredWithinMs = 60_000;

/** Walks one chain from its beginning, or from a signed place, to its end. Needs the same memory for any length. */
export async function verifyChain(parts: ChainParts): Promise<ChainResult> {
  const { chain, anchor } = parts;
  const findings: Finding[] = [];
  const find = (kind: FindingKind, from: number, to: number, detail: string): void => {
    findings.push({ kind, chain, from, to, detail });
  };
  const heads = createHeadReader(parts.heads, (from, to, detail) => {
    find("TRUNCATED", from, to, detail);
  });
  const misfits: RegisterEntry[] = [];
  const gaps: (readonly [number, number])[] = [];
  let previous: Link = { ...anchor, isBlamed: false };
  let confirmed = anchor.seq;
  let broken: { readonly before: Link; readonly after: Link } | null = null;
  let [entries, uncovered] = [0, 0];

  for await (const candidates of byPlace(parts.entries)) {
    const [{ seq }] = candidates;
    entries += candidates.length;
    if (!Number.isSafeInteger(seq) || seq <= previous.seq) {
      find("INSERTED", seq, seq, "序号不在链中");
      continue;
    }
    const isAfterGap = seq > previous.seq + 1;
    const isGapUnsigned = isAfterGap && (await heads.isBeyond(previous.seq));
    const signed = await heads.at(seq);
    const chosen = choose(candidates, previous.hash, signed);
    for (const extra of candidates) {
      if (extra !== chosen) find("INSERTED", seq, seq, "同一序号有多条记录，此条与链不衔接");
    }
    parts.see(chosen);
    if (isAfterGap) {
      gaps.push([previous.seq + 1, seq - 1]);
      if (isGapUnsigned) find("INSERTED", seq, seq, "与前一条不衔接，且在所有检查点之后");
      previous = { seq: seq - 1, hash: chosen.previousHash, isBlamed: true };
      broken = null;
    }
    const isSound = chosen._id === entryIdOf(chain, seq) && hasFieldsOfEntry(chosen) && fits(chosen);
    const link: Link = { seq, hash: chosen.hash, isBlamed: !isSound };
    if (!isSound) {
      if (misfits.length < maxMisfits) misfits.push(chosen);
      else find("ALTERED", seq, seq, "内容与其哈希不符");
    }
    if (isSound && signed !== null && signed !== chosen.hash) {
      find("ALTERED", confirmed + 1, seq, "哈希与签名检查点不符，其间内容被改写并重算哈希");
      link.isBlamed = true;
    }
    const isUncovered = await heads.isBeyond(seq - 1);
    const isLinked = chosen.previousHash === previous.hash;
    if (broken !== null) {
      // Torn off on both sides: it was put there in place of another. On one side only: the one before it was changed.
      const culprit: Link = isLinked ? broken.before : broken.after;
      find("ALTERED", culprit.seq, culprit.seq, "内容与哈希一并被改写，与相邻记录不衔接");
      broken = null;
    } else if (isSound && !isLinked && !previous.isBlamed) {
      if (previous.seq === confirmed && confirmed > 0 && !isUncovered) {
        find("ALTERED", seq, seq, "与检查点所证明的前一条不衔接");
        link.isBlamed = true;
      } else broken = { before: previous, after: link };
    }
    if (signed === chosen.hash) confirmed = seq;
    if (isUncovered) {
      uncovered += 1;
      if (cameLate(chosen, parts.lastCheckpointAt))
        find("INSERTED", seq, seq, "时间早于最后的检查点，却未被其覆盖");
    }
    previous = link;
  }
  if (broken !== null) {
    const { before, after } = broken;
    if (confirmed === after.seq)
      find("ALTERED", before.seq, before.seq, "内容与哈希一并被改写，与后一条不衔接");
    else find("INSERTED", after.seq, after.seq, "与前一条不衔接");
  }
  const missing = await heads.lastBeyond(previous.seq);
  if (missing !== null) find("TRUNCATED", previous.seq + 1, missing, "签名检查点证明其曾经存在");
  return { findings: [...findings, ...explain(chain, misfits, gaps)], entries, uncovered };
}

interface Link {
  readonly seq: number;
  readonly hash: string;
  /** Something is known to be wrong with it, so that a break beside it tells nothing new. */
  isBlamed: boolean;
}

/** Entries at one place: one, unless somebody removed the unique index and added more. */
async function* byPlace(
  entries: AsyncIterable<RegisterEntry>,
): AsyncGenerator<readonly [RegisterEntry, ...RegisterEntry[]]> {
  let group: [RegisterEntry, ...RegisterEntry[]] | undefined;
  for await (const entry of entries) {
    if (group?.[0].seq === entry.seq) group.push(entry);
    else {
      if (group) yield group;
      group = [entry];
    }
  }
  if (group) yield group;
}

/** Of several entries at one place, the one that a checkpoint names, or that is linked, or that is sound. */
function choose(
  candidates: readonly [RegisterEntry, ...RegisterEntry[]],
  previousHash: string,
  signed: string | null,
): RegisterEntry {
  if (candidates.length === 1) return candidates[0];
  const sound = candidates.filter(fits);
  return (
    sound.find(({ hash }) => hash === signed) ??
    sound.find((each) => each.previousHash === previousHash) ??
    sound[0] ??
    candidates[0]
  );
}

function cameLate({ at }: RegisterEntry, lastCheckpointAt: Date | null): boolean {
  return lastCheckpointAt !== null && new Date(at).getTime() < lastCheckpointAt.getTime() - coveredWithinMs;
}

/** Names what does not fit, and what is not there: moved, altered, or deleted. */
function explain(
  chain: string,
  misfits: readonly RegisterEntry[],
  gaps: readonly (readonly [number, number])[],
): Finding[] {
  const vacant = gaps.flatMap(([from, to]) => rangeOf(from, Math.min(to, from + maxMisfits)));
  const moved = findMoved(misfits, vacant.slice(0, maxMisfits));
  const refound = new Set(moved.values());
  return [
    ...misfits.map(({ seq }): Finding => {
      const origin = moved.get(seq);
      return origin === undefined
        ? { kind: "ALTERED", chain, from: seq, to: seq, detail: "内容与其哈希不符" }
        : { kind: "REORDERED", chain, from: seq, to: seq, detail: `原为第 ${origin} 条` };
    }),
    ...gaps
      .filter(
        ([from, to]) => !rangeOf(from, Math.min(to, from + maxMisfits)).every((seq) => refound.has(seq)),
      )
      .map(([from, to]): Finding => ({
        kind: "DELETED",
        chain,
        from,
        to,
        detail: "序号不连续，其间记录缺失",
      })),
  ];
}

function rangeOf(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
