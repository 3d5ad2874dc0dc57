import type { Fault } from "../../kernel/read-by-schema.js";
import type { FeedLine, ParsedLine } from "./feed-line.js";

/** How many lines were stored, and how many were not. */
export interface TakenFeed {
  readonly taken: number;
  readonly rejected: number;
}

const groupSize = 500;

/** Stores the good lines of a feed, in groups, and tells the faults of the others; memory does not grow with the feed. */
export async function takeFeed<Item>(options: {
  readonly lines: AsyncIterable<FeedLine>;
  readonly parse: (value: unknown) => ParsedLine<Item>;
  readonly put: (items: readonly Item[]) => Promise<void>;
  readonly reject: (line: number, fault: Fault) => void;
}): Promise<TakenFeed> {
  let group: Item[] = [];
  let taken = 0;
  let rejected = 0;
  const flush = async (): Promise<void> => {
    await options.put(group);
    taken += group.length;
    group = [];
  };
  for await (const each of options.lines) {
    const parsed: ParsedLine<Item> =
      "fault" in each ? { ok: false, faults: [each.fault] } : options.parse(each.value);
    if (parsed.ok) {
      group.push(parsed.value);
      if (group.length >= groupSize) await flush();
    } else {
      rejected += 1;
      for (const fault of parsed.faults) options.reject(each.line, fault);
    }
  }
  await flush();
  return { taken, rejected };
}
