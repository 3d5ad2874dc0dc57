import { readFileSync, statSync } from "node:fs";

export interface FollowOptions {
  /** Told when a file that has changed cannot be read; what it said before stays in force, and it is tried again. */
  readonly onUnreadable?: (error: unknown) => void;
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
  { onUnreadable, stopwatch = () => performance.now() }: FollowOptions = {},
): () => Value {
  let checkedAt = stopwatch();
  // The state before the content: what is written between the two is noticed at the next look.
  let seen = stateOf(file);
  let value = parse(readFileSync(file, "utf8"));
  return () => {
    const now = stopwatch();
    if (now - checkedAt < checkEveryMs) return value;
    checkedAt = now;
    try {
      const state = stateOf(file);
      if (state === seen) return value;
      value = parse(readFileSync(file, "utf8"));
      seen = state;
    } catch (error) {
      onUnreadable?.(error);
    }
    return value;
  };
}

/** Differs whenever a file was written or replaced. */
function stateOf(file: string): string {
  const { ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
  return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}
