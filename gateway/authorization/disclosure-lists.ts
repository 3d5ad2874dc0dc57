import { setTimeout as pause } from "node:timers/promises";
import { disclosureListsSchema, type DisclosureLists } from "../../kernel/disclosure.js";
import { factsOfError, type Logger } from "../../kernel/log.js";

/** The catalogue's disclosure lists as a gateway keeps them. */
export interface KeptDisclosureLists {
  /** Null until the credit office has told them once: then nothing that needs a purpose is disclosed. */
  current(): DisclosureLists | null;
  close(): Promise<void>;
}

/**
 * Asks the credit office for the lists now and again and again: a new version of the catalogue is in force here after
 * `refreshMs` at the latest. Lists once known stay when the office does not answer; a malformed answer never replaces them.
 */
export async function openDisclosureLists(parts: {
  readonly ask: () => Promise<unknown>;
  readonly refreshMs: number;
  readonly log: Logger;
}): Promise<KeptDisclosureLists> {
  const abort = new AbortController();
  const own: { lists: DisclosureLists | null } = { lists: null };
  const refresh = async (): Promise<void> => {
    try {
      own.lists = disclosureListsSchema.parse(await parts.ask());
    } catch (error) {
      parts.log.warn({ source: "credit-office", ...factsOfError(error) }, "disclosure.notRefreshed");
    }
  };
  await refresh();
  const refreshing = (async () => {
    for (;;) {
      await pause(own.lists ? parts.refreshMs : Math.min(parts.refreshMs, retryMs), undefined, {
        signal: abort.signal,
        ref: false,
      });
      await refresh();
    }
  })().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return {
    current: () => own.lists,
    async close() {
      abort.abort();
      await refreshing;
    },
  };
}

/** While nothing is known yet, in milliseconds. */
const retryMs = 1000;
