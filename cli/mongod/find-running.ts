import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { readCommandLine } from "./process-list.js";
import { replicaSetName } from "./replica-set.js";

/**
 * Address of the mongod that another fengcha process runs on `dataDir`; undefined when none does. mongod.lock tells its
 * pid, its command line tells whether it really is that mongod, and its port.
 */
export async function findRunningMongod(dataDir: string): Promise<string | undefined> {
  const folder = await realpath(dataDir).catch(() => dataDir);
  const dbpath = join(folder, "db");
  const pid = Number.parseInt(await readFile(join(dbpath, "mongod.lock"), "utf8").catch(() => ""));
  const launcher = Number.parseInt(await readFile(join(folder, "launcher.pid"), "utf8").catch(() => ""));
  if (!(pid > 0) || !(launcher > 0) || (await readCommandLine(launcher)).length === 0) return undefined;
  const line = await readCommandLine(pid);
  const port = line.includes(dbpath) ? line[line.indexOf("--port") + 1] : undefined;
  return port === undefined ? undefined : `mongodb://127.0.0.1:${port}/?replicaSet=${replicaSetName}`;
}
