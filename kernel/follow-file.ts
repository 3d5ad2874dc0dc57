import { readFileSync, statSync } from "node:fs";

export interface FollowOptions {
  /** Told once when a file that has changed cannot be read; what it said before stays in force until it changes again. */
  readonly onUnreadable?: (error: unknown) => void;
  /** Told when a file that has changed was read. */
  readonly onRead?: () => void;
  /** Milliseconds that only go forward. */
  readonly stopwatch?: () => number;
}

/** How old an answer may be, in milliseconds, before the file is looked at again. */
const checkEveryMs = 1000;

/**
 * What a file says now: it is read again when it has changed, at most a second after it is asked. No timer runs.
 * @throws Error at the start, when the file is missing or `parse` refuses it; never later
 */
export function followFile<Value>(
  file: string,
  parse: (text: string) => Value,
  { onUnreadable, onRead, stopwatch = () => performance.now() }: FollowOptions = {},
): () => Value {
  let checkedAt = stopwatch();
  // The state before the content: what is written between the two is noticed at the next look.
  let seen = stateOf(file);
  let value = parse(readFileSync(file, "utf8"));
  return () => {
    const now = stopwatch();
    if (now - checkedAt < checkEveryMs) return value;
    checkedAt = now;
    const state = stateOf(file);
    if (state === seen) return value;
    seen = state;
    try {
      value = parse(readFileSync(file, "utf8"));
    } catch (error) {
      onUnreadable?.(error);
      return value;
    }
    onRead?.();
    return value;
  };
}

/** Differs whenever a file was written or replaced; one that is missing has a state too. */
function stateOf(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}` : "missing";
}
