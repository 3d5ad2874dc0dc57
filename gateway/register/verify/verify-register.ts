import type { ChainHead, Checkpoint } from "../../../kernel/checkpoint.js";
import { isReceiptOf, parseReceipt } from "../../../kernel/receipt.js";
import type { Finding } from "./finding.js";
import { createIntentTracker, type OpenIntent } from "./open-intents.js";
import type { RegisterSource } from "./register-source.js";
import { verifyChain } from "./verify-chain.js";
import { headsOf, readCheckpoint, verifyCheckpoints, type PublicKeys } from "./verify-checkpoints.js";
import { verifySecondPlace, type SecondCopy } from "./verify-second-place.js";

export interface Verification {
  readonly source: RegisterSource;
  readonly keys: PublicKeys;
  /** Only what lies between the checkpoints round these moments; all of the register when absent. */
  readonly from?: Date;
  readonly to?: Date;
  readonly copies: readonly SecondCopy[];
  /** Receipt numbers that callers kept. */
  readonly receipts: readonly string[];
}

export interface VerificationReport {
  readonly isIntact: boolean;
  readonly findings: readonly Finding[];
  /** Intents without outcome; no harm by themselves. */
  readonly openIntents: readonly OpenIntent[];
  readonly chains: number;
  readonly entries: number;
  readonly checkpoints: number;
  /** Entries that no checkpoint covers yet. */
  readonly uncovered: number;
}

/** Recomputes the register and compares it with what was signed; changes nothing, and trusts nothing but the keys. */
export async function verifyRegister(parts: Verification): Promise<VerificationReport> {
  const { source, keys } = parts;
  const { start, end } = await rangeOf(parts);
  const [fromSeq, toSeq] = [start?.seq ?? 1, end?.seq ?? Infinity];
  const ofCheckpoints = await verifyCheckpoints(source.checkpoints(fromSeq, toSeq), fromSeq, keys);
  const findings: Finding[] = [...ofCheckpoints.findings];
  const extraHeads: ChainHead[] = [];
  for (const copy of parts.copies) {
    const result = await verifySecondPlace(copy, source, { from: fromSeq, to: toSeq }, keys);
    findings.push(...result.findings);
    extraHeads.push(...result.heads);
  }
  const last = ofCheckpoints.lastIntact;
  const names = new Set([...(await source.chains()), ...(last?.heads ?? []).map(({ chain }) => chain)]);
  for (const { chain } of extraHeads) names.add(chain);
  const openIntents: OpenIntent[] = [];
  let [entries, uncovered] = [0, 0];
  for (const chain of [...names].sort()) {
    const anchor = headIn(start, chain) ?? { seq: 0, hash: "" };
    const upTo = end ? (headIn(end, chain)?.seq ?? 0) : Infinity;
    const tracker = createIntentTracker();
    const result = await verifyChain({
      chain,
      entries: source.entries(chain, anchor.seq === 0 ? -Infinity : anchor.seq, upTo),
      // Not those that are signed while this runs: the entries that they cover may have been passed by.
      heads: headsOf(chain, source.checkpoints(fromSeq, ofCheckpoints.lastSeq), keys),
      anchor,
      lastCheckpointAt: last && !end ? new Date(last.at) : null,
      see: (entry) => {
        tracker.see(entry);
      },
    });
    findings.push(...result.findings, ...(await compareHeads(chain, extraHeads, result.findings, source)));
    openIntents.push(...tracker.found());
    entries += result.entries;
    uncovered += end ? 0 : result.uncovered;
  }
  if (!start && !end) findings.push(...(await findStrays(source)));
  for (const receipt of parts.receipts) findings.push(...(await verifyReceipt(receipt, source)));
  const distinct = withoutRepetition(findings);
  return {
    isIntact: distinct.length === 0,
    findings: distinct,
    openIntents,
    chains: names.size,
    entries,
    checkpoints: ofCheckpoints.checkpoints,
    uncovered,
  };
}

/** The checkpoints round the days asked for. One that is not intact vouches for nothing: the range then has no end there. */
async function rangeOf({ source, keys, from, to }: Verification): Promise<{
  readonly start: Checkpoint | undefined;
  readonly end: Checkpoint | undefined;
}> {
  const start = from && (await source.checkpointBefore(from));
  const end = to && (await source.checkpointFrom(to));
  return { start: start && readCheckpoint(start, keys), end: end && readCheckpoint(end, keys) };
}

function headIn(checkpoint: Checkpoint | undefined, chain: string): ChainHead | undefined {
  return checkpoint?.heads.find((head) => head.chain === chain);
}

/** Compares a chain with heads that only a second place knows. */
async function compareHeads(
  chain: string,
  heads: readonly ChainHead[],
  known: readonly Finding[],
  source: RegisterSource,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const head of heads.filter((each) => each.chain === chain)) {
    if (known.some(({ from, to }) => from <= head.seq && head.seq <= to)) continue;
    const { seq } = head;
    const found = await source.entryAt(chain, seq);
    if (found?.hash === head.hash) continue;
    findings.push(
      found
        ? { kind: "ALTERED", chain, from: seq, to: seq, detail: "哈希与第二处的签名检查点不符" }
        : { kind: "TRUNCATED", chain, from: seq, to: seq, detail: "第二处的签名检查点证明其曾经存在" },
    );
  }
  return findings;
}

async function findStrays(source: RegisterSource): Promise<Finding[]> {
  const count = await source.strays();
  const detail = `${count} 条记录不属于任何链`;
  return count === 0 ? [] : [{ kind: "INSERTED", chain: null, from: 0, to: 0, detail }];
}

async function verifyReceipt(receipt: string, source: RegisterSource): Promise<Finding[]> {
  const parsed = parseReceipt(receipt);
  if (!parsed) throw new Error(`回执编号 ${receipt} 的写法不对 (not a receipt number)`);
  const { base, seq } = parsed;
  const found = await source.intentOf(base);
  if (!found) {
    return [
      {
        kind: "TRUNCATED",
        chain: null,
        from: seq,
        to: seq,
        detail: `回执 ${base} 的登记不存在，已被截断或删除`,
      },
    ];
  }
  if (isReceiptOf(parsed, found)) return [];
  const { chain } = found;
  return [
    { kind: "ALTERED", chain, from: found.seq, to: found.seq, detail: `与回执 ${base} 所载序号或哈希不符` },
  ];
}

function withoutRepetition(findings: readonly Finding[]): Finding[] {
  const keyOf = ({ kind, chain, from, to }: Finding): string => JSON.stringify([kind, chain, from, to]);
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}
