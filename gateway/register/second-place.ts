import { constants } from "node:fs";
import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { Checkpoint } from "../../kernel/checkpoint.js";

/** Where checkpoints are written once more, out of reach of whoever administers the database. */
export interface SecondPlace {
  /** Resolves when it is on the disk. @throws Error when it cannot be written */
  append(checkpoint: Checkpoint): Promise<void>;
  close(): Promise<void>;
}

/**
 * A file of JSON lines that is only ever appended to. Its folder is made when missing.
 * @throws Error when it cannot be opened for writing
 */
export async function openCheckpointFile(file: string): Promise<SecondPlace> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
  // A crash in the middle of a line must not spoil the next one.
  if (!(await endsInLineBreak(handle))) await handle.appendFile("\n");
  return {
    async append(checkpoint) {
      await handle.appendFile(`${JSON.stringify(checkpoint)}\n`);
      await handle.datasync();
    },
    close: () => handle.close(),
  };
}

async function endsInLineBreak(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === "\n";
}
