import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { claimDataDir } from "./claim-data-dir.js";
import { findMongod } from "./find-mongod.js";
import { findFreePort } from "./free-port.js";
import { spawnMongod } from "./mongod-process.js";
import { ensurePrimary, replicaSetName } from "./replica-set.js";

export interface MongodOptions {
  /** Folder for data and log; made when missing. One mongod at a time may use it. */
  readonly dataDir: string;
  /** A free port when absent. */
  readonly port?: number;
  readonly log?: (line: string) => void;
  /** Upper limit of the storage engine's cache, in GB, 0.25 or more; 1 when absent. */
  readonly cacheSizeGb?: number;
  readonly env?: NodeJS.ProcessEnv;
}

export interface RunningMongod {
  readonly uri: string;
  readonly port: number;
  readonly pid: number;
  /** Clean shutdown; the process is gone when this resolves. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts a real mongod on 127.0.0.1 as primary of the one-node replica set "fengcha". Data of an earlier run is used
 * again, on whatever port, also when that run was killed. It does not outlive this process, even if killed by -9.
 * @throws Error when there is no mongod, it does not start, or another process that lives uses `dataDir`.
 */
export async function startMongod(options: MongodOptions): Promise<RunningMongod> {
  const { log = () => undefined, env = process.env } = options;
  const binary = await findMongod({ env, log });
  await mkdir(join(options.dataDir, "db"), { recursive: true, mode: 0o700 });
  const dataDir = await realpath(options.dataDir);
  await claimDataDir(dataDir, log);
  const port = await findFreePort(options.port);
  const mongod = await spawnMongod({ binary, dataDir, port, cacheSizeGb: options.cacheSizeGb ?? 1 });
  try {
    await ensurePrimary(port);
  } catch (error) {
    await mongod.stop();
    throw error;
  }
  log(`MongoDB 已启动（127.0.0.1:${port}，数据目录 ${dataDir}）`);
  const uri = `mongodb://127.0.0.1:${port}/?replicaSet=${replicaSetName}`;
  return { uri, port, pid: mongod.pid, stop: () => mongod.stop() };
}
