import type { ChainHead, Checkpoint } from "../../../kernel/checkpoint.js";
import type { Finding } from "./finding.js";
import type { RegisterSource } from "./register-source.js";
import { altered, missing, readCheckpoint, type PublicKeys } from "./verify-checkpoints.js";

/** A copy of checkpoints that the database's administrator cannot write. */
export interface SecondCopy {
  readonly name: string;
  readonly lines: AsyncIterable<string>;
}

export interface SecondPlaceResult {
  readonly findings: readonly Finding[];
  /** The furthest head of each chain among checkpoints that the database has not, or not so. */
  readonly heads: readonly ChainHead[];
  readonly lines: number;
}

/**
 * Compares a second copy with the database's checkpoints, line by line. A line that a crash cut short is no finding when
 * the database has that checkpoint whole.
 */
export async function verifySecondPlace(
  copy: SecondCopy,
  source: RegisterSource,
  range: { readonly from: number; readonly to: number },
  keys: PublicKeys,
): Promise<SecondPlaceResult> {
  const findings: Finding[] = [];
  const furthest = new Map<string, ChainHead>();
  const stored = createFollower(source);
  let gone: { from: number; to: number } | undefined;
  let [count, lastSeq] = [0, 0];
  const endGone = (): void => {
    if (gone) findings.push(missing(gone.from, gone.to, `数据库中没有，${copy.name} 中有`));
    gone = undefined;
  };
  for await (const line of copy.lines) {
    if (line === "") continue;
    count += 1;
    const signed = readLine(line, keys);
    if (!signed) {
      const claimed = seqIn(line);
      if (claimed !== null && (claimed < range.from || claimed > range.to)) continue;
      const whole = claimed === null ? undefined : await stored.at(claimed);
      const isTorn =
        whole !== undefined && JSON.stringify(whole).startsWith(line) && readCheckpoint(whole, keys);
      if (!isTorn) findings.push(altered(claimed ?? lastSeq, `${copy.name} 第 ${count} 行内容或签名不符`));
      continue;
    }
    lastSeq = signed.seq;
    if (signed.seq < range.from || signed.seq > range.to) continue;
    const inDatabase = await stored.at(signed.seq);
    const isSame = inDatabase?.hash === signed.hash && readCheckpoint(inDatabase, keys) !== undefined;
    if (isSame) endGone();
    else {
      if (inDatabase) findings.push(altered(signed.seq, `数据库中的与 ${copy.name} 中的不同`));
      else if (gone?.to === signed.seq - 1) gone.to = signed.seq;
      else {
        endGone();
        gone = { from: signed.seq, to: signed.seq };
      }
      for (const head of signed.heads) {
        if ((furthest.get(head.chain)?.seq ?? 0) < head.seq) furthest.set(head.chain, head);
      }
    }
  }
  endGone();
  return { findings, heads: [...furthest.values()], lines: count };
}

function readLine(line: string, keys: PublicKeys): Checkpoint | undefined {
  try {
    return readCheckpoint(JSON.parse(line), keys);
  } catch {
    return undefined; // no JSON is no checkpoint either
  }
}

function seqIn(line: string): number | null {
  const [, seq] = /^\{"seq":(\d{1,15}),/.exec(line) ?? [];
  return seq === undefined ? null : Number(seq);
}

/** Checkpoints of the database by sequence, read in one stream as long as they are asked for in order. */
function createFollower(source: RegisterSource): { at(seq: number): Promise<Checkpoint | undefined> } {
  let stream: AsyncIterator<Checkpoint> | undefined;
  let current: Checkpoint | undefined;
  return {
    async at(seq) {
      if (!stream || (current?.seq ?? 0) > seq) {
        stream = source.checkpoints(seq, Infinity)[Symbol.asyncIterator]();
        current = undefined;
      }
      while ((current?.seq ?? 0) < seq) {
        const result = await stream.next();
        if (result.done === true) {
          // It may have been signed after the stream was begun.
          stream = undefined;
          current = undefined;
          for await (const late of source.checkpoints(seq, seq)) return late;
          return undefined;
        }
        current = result.value;
      }
      return current?.seq === seq ? current : undefined;
    },
  };
}
