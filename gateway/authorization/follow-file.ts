import { readFileSync, statSync } from "node:fs";

/** A file whose content is followed while it changes. */
export interface FollowedFile<Content> {
  readonly current: () => Content;
  close(): void;
}

/**
 * Reads a file, and again whenever it has changed, without a restart: its state is looked at every `intervalMs`. A version
 * that cannot be read keeps the one before it and is told once to `refused`.
 * @throws whatever `read` throws at the first reading: nothing starts with a broken file
 */
export function followFile<Content>(
  file: string,
  options: {
    /** @throws Error when the text is not acceptable */
    readonly read: (text: string) => Content;
    readonly accepted: () => void;
    readonly refused: (error: unknown) => void;
    readonly intervalMs?: number;
  },
): FollowedFile<Content> {
  // The state is taken before the content: what changes between the two is read again.
  let state = stateOf(file);
  let content = options.read(readFileSync(file, "utf8"));
  const look = (): void => {
    const now = stateOf(file);
    if (now === state) return;
    state = now;
    try {
      content = options.read(readFileSync(file, "utf8"));
    } catch (error) {
      options.refused(error);
      return;
    }
    options.accepted();
  };
  const timer = setInterval(look, options.intervalMs ?? 1000).unref();
  return {
    current: () => content,
    close() {
      clearInterval(timer);
    },
  };
}

/** Differs whenever the file was written or replaced; a file that is missing has a state too. */
function stateOf(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}` : "missing";
}
