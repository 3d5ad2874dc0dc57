import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { waitUntil } from "./process-list.js";
import { replicaSetName } from "./replica-set.js";
import { startWatchdog } from "./watchdog.js";

export interface MongodSettings {
  readonly binary: string;
  /** Absolute; holds `db/` and `mongod.log`. */
  readonly dataDir: string;
  readonly port: number;
  readonly cacheSizeGb: number;
}

/** A mongod that accepts connections; the replica set may still be without a primary. */
export interface MongodProcess {
  readonly pid: number;
  /** SIGTERM, and SIGKILL after ten seconds; the process is gone when this resolves. */
  stop(): Promise<void>;
}

/** Recovery after a crash replays the journal, which may take a while. */
const startMs = 120_000;
const stopMs = 10_000;

/** Spawns mongod and waits until it listens. @throws Error with the log's own words when it ends before that. */
export async function spawnMongod(settings: MongodSettings): Promise<MongodProcess> {
  const logFile = join(settings.dataDir, "mongod.log");
  const child = await spawnLogging(settings, logFile);
  const pid = child.pid ?? 0;
  child.once("exit", startWatchdog(pid));
  const isListening = async () => (await readFile(logFile, "utf8")).includes('"Waiting for connections"');
  const isSettled = await waitUntil(async () => hasEnded(child) || (await isListening()), startMs);
  if (hasEnded(child) || !isSettled) {
    await stopChild(child);
    throw new Error(await describeFailure(child, logFile));
  }
  return { pid, stop: () => stopChild(child) };
}

async function spawnLogging(settings: MongodSettings, logFile: string): Promise<ChildProcess> {
  // One earlier log is kept, so the folder does not grow with every start.
  await rename(logFile, join(settings.dataDir, "mongod.previous.log")).catch(ignoreMissing);
  const log = await open(logFile, "w");
  try {
    // Detached: Ctrl-C in a terminal goes to the launcher, which stops mongod last.
    const child = spawn(settings.binary, mongodArguments(settings), {
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    await once(child, "spawn");
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

function mongodArguments({ dataDir, port, cacheSizeGb }: MongodSettings): readonly string[] {
  return [
    ...["--dbpath", join(dataDir, "db"), "--port", String(port), "--bind_ip", "127.0.0.1", "--nounixsocket"],
    ...["--replSet", replicaSetName, "--oplogSize", "512", "--wiredTigerCacheSizeGB", String(cacheSizeGb)],
    ...["--quiet", "--slowms", "2000", "--setParameter", "diagnosticDataCollectionEnabled=false"],
  ];
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.ref();
  child.kill("SIGTERM");
  const killing = setTimeout(() => child.kill("SIGKILL"), stopMs);
  await once(child, "exit");
  clearTimeout(killing);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

async function describeFailure(child: ChildProcess, logFile: string): Promise<string> {
  const lines = (await readFile(logFile, "utf8").catch(() => "")).trim().split("\n");
  const telling = lines.filter((line) => !line.startsWith("{") || /"s":"[EF]"/.test(line)).slice(-5);
  return [
    `mongod 启动失败（${child.signalCode ?? `退出码 ${child.exitCode ?? "?"}`}），完整日志见 ${logFile}`,
    `mongod did not start; its log is ${logFile}`,
    ...(telling.length > 0 ? telling : lines.slice(-3)).map((line) => `  ${line}`),
  ].join("\n");
}
