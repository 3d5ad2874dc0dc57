import type { ChainHead } from "../../../kernel/checkpoint.js";

/** The signed heads of one chain, read along with its entries. */
export interface HeadReader {
  /** Hash that a checkpoint gives the entry at this place; null when none does. Places are asked for in order. */
  at(seq: number): Promise<string | null>;
  /** Whether no checkpoint reaches beyond this place. */
  isBeyond(seq: number): Promise<boolean>;
  /** The furthest place beyond this one that a checkpoint names. */
  lastBeyond(seq: number): Promise<number | null>;
}

/** @param onShrunk told when a later checkpoint names an earlier place: the chain was cut between the two */
export function createHeadReader(
  heads: AsyncIterable<ChainHead>,
  onShrunk: (from: number, to: number, detail: string) => void,
): HeadReader {
  const iterator = heads[Symbol.asyncIterator]();
  let next: ChainHead | undefined;
  let isStarted = false;
  let furthest = 0;

  async function advance(): Promise<void> {
    for (;;) {
      const result = await iterator.next();
      next = result.done === true ? undefined : result.value;
      if (!next || next.seq >= furthest) break;
      onShrunk(next.seq + 1, furthest, "后来的检查点短于先前的检查点");
      furthest = next.seq;
      break;
    }
    if (next) furthest = next.seq;
  }

  /** Goes on to the first head at or beyond a place. */
  async function seek(seq: number): Promise<void> {
    if (!isStarted) await advance();
    isStarted = true;
    while (next && next.seq < seq) await advance();
  }

  return {
    async at(seq) {
      await seek(seq);
      return next?.seq === seq ? next.hash : null;
    },
    async isBeyond(seq) {
      await seek(seq + 1);
      return next === undefined;
    },
    async lastBeyond(seq) {
      let last: number | null = null;
      await seek(seq + 1);
      while (next) {
        last = Math.max(last ?? 0, next.seq);
        await advance();
      }
      return last;
    },
  };
}
