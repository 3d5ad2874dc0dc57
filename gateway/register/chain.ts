import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "mongoose";
import type { CryptoSuite } from "../../kernel/crypto-suite.js";
import type { Stamp } from "../../kernel/receipt.js";
import { registerCollection, type RegisterEntry } from "../../kernel/register-entry.js";
import { abandonedOf, linkDrafts, openedDraft, type Draft, type Head } from "./drafts.js";
import type { Lease } from "./lease.js";
import { inTime, registerTimeoutMs } from "../../kernel/in-time.js";
import { findUnfinished } from "./unfinished-intents.js";

/**
 * One chain of the register, written by one process at a time. Whatever goes wrong with a write, the chain finds out
 * what the database holds before it writes again; until then every write is refused.
 */
export interface Chain {
  /** Stores the drafts as the next links, durable on a majority, and answers with their places. @throws Error otherwise */
  append(drafts: readonly Draft[]): Promise<readonly Stamp[]>;
  /** Whether the next write may go out at once. */
  isWritable(): boolean;
  /** Gives the chain up, so that the next holder need not wait. */
  close(): Promise<void>;
}

export interface ChainParts {
  readonly register: Connection;
  readonly lease: Lease;
  readonly name: string;
  readonly suite: CryptoSuite;
  readonly leaseMs: number;
  readonly clock: () => Date;
  readonly stopwatch: () => number;
}

/**
 * Takes a chain up: marks the intents that its last holder left without outcome, and says so in an OPENED entry.
 * @throws Error in Chinese when another process still holds the chain after a lease's time
 */
export async function openChain(parts: ChainParts): Promise<Chain> {
  const { lease, name, leaseMs, clock } = parts;
  const entries = parts.register.collection<RegisterEntry>(registerCollection);
  const exclusively = createMutex();
  /** Looks that were registered and are being answered: receipt → sequence, in the order of the sequence. */
  const underWay = new Map<string, number>();
  let head: Head = { seq: 0, hash: "" };
  let epochs = { ofLease: 0, ofEntries: 0 };
  let floor = 1;
  let mustTakeUp = true;

  async function takeUpIfNeeded(): Promise<void> {
    if (!mustTakeUp && lease.isHeld()) return;
    const answer = await lease.take(mustTakeUp ? undefined : floor);
    if (answer.state === "TAKEN") {
      mustTakeUp = true;
      throw new ChainTaken(name);
    }
    const isNew = answer.epoch !== epochs.ofLease;
    if (!mustTakeUp && !isNew) return;
    await takeUp(answer, isNew);
  }

  async function takeUp(
    answer: { readonly epoch: number; readonly floor: number },
    isNew: boolean,
  ): Promise<void> {
    mustTakeUp = true;
    const last = await inTime(entries.findOne({ chain: name }, { sort: { seq: -1 } }));
    head = { seq: last?.seq ?? 0, hash: last?.hash ?? "" };
    const ofEntries = isNew ? Math.max(answer.epoch, (last?.epoch ?? 0) + 1) : epochs.ofEntries;
    const from = isNew ? answer.floor : floor;
    const unfinished = await findUnfinished(entries, name, from, (receipt) => underWay.has(receipt));
    const marks = unfinished.map((intent) => abandonedOf(intent, clock()));
    await write(isNew ? [...marks, openedDraft(clock())] : marks, ofEntries);
    epochs = { ofLease: answer.epoch, ofEntries };
    mustTakeUp = false;
  }

  async function write(drafts: readonly Draft[], epoch: number): Promise<RegisterEntry[]> {
    const links = linkDrafts(drafts, head, { chain: name, epoch, suite: parts.suite });
    try {
      if (links.length > 0) {
        const writeConcern = { w: "majority", journal: true, wtimeoutMS: registerTimeoutMs } as const;
        await inTime(entries.insertMany(links, { ordered: true, writeConcern }));
      }
    } catch (error) {
      // Some of it may have landed, or may land yet: nobody knows before the head has been read again.
      mustTakeUp = true;
      for (const { receipt } of links) underWay.delete(receipt);
      throw error;
    }
    head = links.at(-1) ?? head;
    for (const { kind, receipt, seq } of links) {
      if (kind === "INTENT") underWay.set(receipt, seq);
      else underWay.delete(receipt);
    }
    const [oldest] = underWay.values();
    floor = oldest ?? head.seq + 1;
    return links;
  }

  /** Prolongs the lease in time, and mends the chain without waiting for a caller. */
  async function keep(): Promise<void> {
    try {
      if (mustTakeUp) await exclusively(takeUpIfNeeded);
      else {
        const answer = await lease.take(floor);
        if (answer.state === "TAKEN" || answer.epoch !== epochs.ofLease) mustTakeUp = true;
      }
    } catch {
      // The database is away, or another holds the chain: `isWritable` says so, and the next turn tries again.
    }
  }

  await openOrWait(() => exclusively(takeUpIfNeeded), parts);
  const stopKeeping = repeat(keep, leaseMs / 3);
  return {
    append: (drafts) =>
      exclusively(async () => {
        await takeUpIfNeeded();
        return await write(drafts, epochs.ofEntries);
      }),
    isWritable: () => !mustTakeUp && lease.isHeld(),
    async close() {
      await stopKeeping();
      // A lease that cannot be given back now runs out by itself.
      await exclusively(() => lease.release()).catch(() => undefined);
    },
  };
}

/** Another process holds the chain. */
class ChainTaken extends Error {
  constructor(chain: string) {
    super(
      `网关实例 ${chain} 已由另一进程运行：每个网关的 FENGCHA_INSTANCE 须各不相同 (another process holds this chain)`,
    );
    this.name = "ChainTaken";
  }
}

/** The holder of before may have died without a word: its lease runs out within `leaseMs`. */
async function openOrWait(take: () => Promise<void>, { leaseMs, stopwatch }: ChainParts): Promise<void> {
  const until = stopwatch() + leaseMs * 1.2;
  for (;;) {
    try {
      await take();
      return;
    } catch (error) {
      if (!(error instanceof ChainTaken) || stopwatch() > until) throw error;
    }
    await pause(Math.min(200, leaseMs / 10));
  }
}

/** Runs work again and again, with a pause between; the answer ends it and waits for what is under way. */
function repeat(work: () => Promise<void>, pauseMs: number): () => Promise<void> {
  const stopping = new AbortController();
  const running = (async () => {
    for (;;) {
      try {
        await pause(pauseMs, undefined, { ref: false, signal: stopping.signal });
      } catch {
        return; // it was stopped
      }
      await work();
    }
  })();
  return async () => {
    stopping.abort();
    await running;
  };
}

/** Runs one piece of work after the other, in the order in which they were asked for. */
function createMutex(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work, work);
    last = result.catch(() => undefined);
    return result;
  };
}
