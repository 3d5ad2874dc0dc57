import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

/** Words of a running process's command line; empty when there is no such process (or only its zombie). */
export async function readCommandLine(pid: number): Promise<readonly string[]> {
  const text =
    process.platform === "linux"
      ? await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")
      : await listWithPs(pid);
  return text.split(process.platform === "linux" ? "\0" : /\s+/).filter((word) => word !== "");
}

/** Polls until `isDone`, at most `timeoutMs`; answers whether it came true. */
export async function waitUntil(isDone: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isDone())) {
    if (Date.now() > deadline) return false;
    await delay(25);
  }
  return true;
}

async function listWithPs(pid: number): Promise<string> {
  return await promisify(execFile)("ps", ["-o", "args=", "-p", String(pid)]).then(
    ({ stdout }) => stdout,
    () => "",
  );
}
