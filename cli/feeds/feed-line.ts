import type { Fault } from "../../kernel/read-by-schema.js";

/** One line of a feed, or what is wrong with it as a line; its content is not looked at yet. */
export type FeedLine =
  { readonly line: number; readonly value: unknown } | { readonly line: number; readonly fault: Fault };

/** What a line says, or every fault of it. */
export type ParsedLine<Item> =
  { readonly ok: true; readonly value: Item } | { readonly ok: false; readonly faults: readonly Fault[] };
