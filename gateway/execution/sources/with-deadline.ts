import { SourceFailure } from "./source-failure.js";
import type { Ask, Source } from "./source.js";

/** Asks a source that answers within its deadline or counts as TIMEOUT; what nobody waits for is aborted. */
export function withDeadline(source: Source, deadlineMs: number): Ask {
  return (request) => {
    const abort = new AbortController();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new SourceFailure("TIMEOUT"));
        abort.abort();
      }, deadlineMs);
      const fail = (error: unknown): void => {
        clearTimeout(timer);
        reject(error instanceof SourceFailure ? error : new SourceFailure("ERROR", error));
      };
      source.fetch(request, abort.signal).then((answer) => {
        clearTimeout(timer);
        resolve(answer);
      }, fail);
    });
  };
}
