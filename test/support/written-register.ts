import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { draftOf, linkDrafts, noOutcome, openedDraft, type Draft } from "../../gateway/register/drafts.js";
import type { RegisterSource } from "../../gateway/register/verify/register-source.js";
import { keyIdOf, signCheckpoint, type Checkpoint } from "../../kernel/checkpoint.js";
import { suites, type SuiteName } from "../../kernel/crypto-suite.js";
import { receiptOf } from "../../kernel/receipt.js";
import type { RegisterEntry } from "../../kernel/register-entry.js";
import { lookOf } from "./register-looks.js";

/** A register as gateways would have written it, in memory, for the verifier to read and for tests to spoil. */
export interface WrittenRegister {
  entries: RegisterEntry[];
  checkpoints: Checkpoint[];
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly receipts: readonly string[];
}

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const publicKey = createPublicKey(privateKey);
const keyId = keyIdOf(publicKey);
const start = Date.parse("2026-11-21T01:00:00Z");

/**
 * @param looks how many looks each chain holds, two entries each; a checkpoint covers all after every `perCheckpoint` looks, and at the end
 */
export function writeRegister(
  looks: Readonly<Record<string, number>>,
  options: { readonly suite?: SuiteName; readonly perCheckpoint?: number } = {},
): WrittenRegister {
  const suite = suites[options.suite ?? "international"];
  const perCheckpoint = options.perCheckpoint ?? 3;
  const written: WrittenRegister = {
    entries: [],
    checkpoints: [],
    keys: new Map([[keyId, publicKey]]),
    receipts: [],
  };
  const receipts: string[] = [];
  const heads = new Map<string, RegisterEntry>();
  let seconds = 0;
  const append = (chain: string, drafts: readonly Draft[]): RegisterEntry[] => {
    const head = heads.get(chain) ?? { seq: 0, hash: "" };
    const links = linkDrafts(drafts, head, { chain, epoch: 1, suite });
    written.entries.push(...links);
    const last = links.at(-1);
    if (last) heads.set(chain, last);
    return links;
  };
  const now = (): Date => new Date(start + 1000 * seconds++);
  const sign = (): void => {
    const by = { at: now(), suite, privateKey, keyId };
    const current = [...heads.values()].map(({ chain, seq, hash }) => ({ chain, seq, hash }));
    written.checkpoints.push(signCheckpoint(current, written.checkpoints.at(-1) ?? null, by));
  };
  for (const chain of Object.keys(looks)) append(chain, [openedDraft(now())]);
  for (let round = 0; round < Math.max(...Object.values(looks)); round += 1) {
    for (const [chain, count] of Object.entries(looks)) {
      if (round >= count) continue;
      const number = String(receipts.length).padStart(20, "0");
      const look = lookOf({ receipt: `FC20261121-${number}`, person: `p${receipts.length}` });
      const [intent] = append(chain, [draftOf("INTENT", look, noOutcome, now())]);
      append(chain, [draftOf("OUTCOME", look, { ...noOutcome, decision: "PASS" }, now())]);
      if (intent) receipts.push(receiptOf(look.receipt, intent));
    }
    if ((round + 1) % perCheckpoint === 0) sign();
  }
  sign();
  return { ...written, receipts };
}

/** The register as the verifier reads it. */
export function sourceOf({ entries, checkpoints }: WrittenRegister): RegisterSource {
  const bySeq = <Item extends { readonly seq: number }>(items: readonly Item[]): Item[] =>
    [...items].sort((a, b) => a.seq - b.seq);
  const stored = bySeq(checkpoints);
  return {
    chains: () => Promise.resolve([...new Set(entries.map(({ chain }) => chain))]),
    entries: (chain, after, upTo) =>
      stream(bySeq(entries.filter((each) => each.chain === chain && each.seq > after && each.seq <= upTo))),
    strays: () => Promise.resolve(entries.filter(({ seq }) => typeof seq !== "number").length),
    entryAt: (chain, seq) =>
      Promise.resolve(entries.find((each) => each.chain === chain && each.seq === seq)),
    intentOf: (receipt) =>
      Promise.resolve(entries.find((each) => each.receipt === receipt && each.kind === "INTENT")),
    lastOf: (receipt, chain) =>
      Promise.resolve(entries.findLast((each) => each.receipt === receipt && each.chain === chain)),
    checkpoints: (from, upTo) => stream(stored.filter(({ seq }) => seq >= from && seq <= upTo)),
    checkpointBefore: (at) => Promise.resolve(stored.findLast((each) => each.at < at.toISOString())),
    checkpointFrom: (at) => Promise.resolve(stored.find((each) => each.at >= at.toISOString())),
  };
}

/** A second place that holds checkpoints as they were written. */
export function copyOf(checkpoints: readonly Checkpoint[], name = "second.jsonl") {
  return { name, lines: stream(checkpoints.map((each) => JSON.stringify(each))) };
}

export function stream<Item>(items: readonly Item[]): AsyncIterable<Item> {
  return {
    async *[Symbol.asyncIterator]() {
      await Promise.resolve();
      yield* items;
    },
  };
}
