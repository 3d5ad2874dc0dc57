import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readCommandLine, waitUntil } from "./process-list.js";

const stopMs = 10_000;

/**
 * Makes `dataDir` ours. A mongod on it whose launcher was killed is stopped first; mongod.lock tells its pid, its
 * command line tells whether it really is that mongod (pids are used again).
 * @throws Error when its launcher lives: then another 逢查 works there.
 */
export async function claimDataDir(dataDir: string, log: (line: string) => void): Promise<void> {
  const dbpath = join(dataDir, "db");
  const launcherFile = join(dataDir, "launcher.pid");
  const mongodPid = await readPid(join(dbpath, "mongod.lock"));
  const isThere = async () => mongodPid !== undefined && (await readCommandLine(mongodPid)).includes(dbpath);
  if (mongodPid !== undefined && (await isThere())) {
    const launcherPid = await readPid(launcherFile);
    if (launcherPid !== undefined && (await readCommandLine(launcherPid)).length > 0) {
      throw new Error(
        `数据目录 ${dataDir} 正由另一个逢查进程（${launcherPid}）使用，请先停止它。\n` +
          `The data directory is in use by another fengcha process (${launcherPid}); stop that one first.`,
      );
    }
    log(`发现上次遗留的 mongod（${mongodPid}），正在停止 …`);
    await endProcess(mongodPid, isThere);
  }
  await writeFile(launcherFile, `${process.pid}\n`);
}

async function endProcess(pid: number, isThere: () => Promise<boolean>): Promise<void> {
  const isGone = async () => !(await isThere());
  signal(pid, "SIGTERM");
  if (await waitUntil(isGone, stopMs)) return;
  signal(pid, "SIGKILL");
  await waitUntil(isGone, stopMs);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It may have ended by itself a moment ago.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function readPid(file: string): Promise<number | undefined> {
  const pid = Number.parseInt(await readFile(file, "utf8").catch(() => ""));
  return pid > 0 ? pid : undefined;
}
