import { normaliseIdentifier } from "../../../kernel/identifier.js";
import { chunkSize } from "./batch-documents.js";
import type { BatchLook } from "./batch-look.js";

/** A chunk that was checked. */
export interface CheckedChunk {
  readonly index: number;
  readonly receipt: string;
  /** Identifiers as written. */
  readonly subjects: readonly string[];
}

/**
 * Which subjects a page of results shows, check by check. The register names each different identifier of a check once,
 * in the order in which they come; the places are places there.
 */
export function looksOfPage(chunks: readonly CheckedChunk[], from: number, count: number): BatchLook[] {
  return chunks
    .map(({ index, receipt, subjects }) => {
      const start = index * chunkSize;
      const written = subjects.map(normaliseIdentifier);
      const different = new Map([...new Set(written)].map((identifier, place) => [identifier, place]));
      const shown = written.slice(Math.max(0, from - start), Math.max(0, from + count - start));
      const positions = [...new Set(shown)].map((identifier) => different.get(identifier) ?? -1);
      return { receipt, positions };
    })
    .filter(({ positions }) => positions.length > 0);
}
