import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readCommandLine } from "./process-list.js";
import { replicaSetName } from "./replica-set.js";

/** Address of the mongod that works on a data folder at this moment, started by whomever; undefined when none does. */
export async function findRunningMongod(dataDir: string): Promise<string | undefined> {
  const dbpath = join(dataDir, "db");
  const lock = await readFile(join(dbpath, "mongod.lock"), "utf8").catch(() => "");
  const pid = Number.parseInt(lock);
  if (!(pid > 0)) return undefined;
  const words = await readCommandLine(pid);
  const port = words[words.indexOf("--port") + 1];
  if (!words.includes(dbpath) || !words.includes("--port") || port === undefined) return undefined;
  return `mongodb://127.0.0.1:${port}/?replicaSet=${replicaSetName}`;
}
