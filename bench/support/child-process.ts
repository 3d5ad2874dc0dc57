import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { request } from "undici";
import { startWatchdog } from "../../cli/mongod/watchdog.js";

export interface ChildSettings {
  readonly name: string;
  /** TypeScript file to run. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 once the process is ready. */
  readonly healthUrl: string;
  readonly logFile: string;
}

export interface RunningChild {
  readonly pid: number;
  /** SIGTERM, and SIGKILL after five seconds; the process is gone when this resolves. */
  stop(): Promise<void>;
}

/** The flags with which `npm start` runs the system. */
const nodeFlags = ["--max-semi-space-size=128", "--import", import.meta.resolve("tsx")];
const readyMs = 60_000;
const stopMs = 5_000;

/** Starts a process; it does not outlive this one, even if killed by -9. `ready` rejects with its last words when it ends. */
export function startChild(settings: ChildSettings): {
  readonly child: RunningChild;
  readonly ready: Promise<void>;
} {
  const log = openSync(settings.logFile, "w");
  // Detached: Ctrl-C in a terminal goes to the benchmark, which stops its processes itself.
  const spawned = spawn(process.execPath, [...nodeFlags, settings.file, ...(settings.args ?? [])], {
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...inherited(), ...settings.env },
  });
  closeSync(log);
  const { pid } = spawned;
  if (pid === undefined) throw new Error(`${settings.name} did not start`);
  spawned.once("exit", startWatchdog(pid));
  return { child: { pid, stop: () => stop(spawned) }, ready: waitUntilReady(spawned, settings) };
}

/** No more than a process needs: a proxy, or settings of this shell, would be part of what is measured. */
function inherited(): Record<string, string> {
  const { PATH = "", HOME = "" } = process.env;
  return { PATH, HOME, NODE_ENV: "production", APOLLO_TELEMETRY_DISABLED: "true" };
}

async function waitUntilReady(
  child: ChildProcess,
  { name, healthUrl, logFile }: ChildSettings,
): Promise<void> {
  const deadline = Date.now() + readyMs;
  while (!(await isHealthy(healthUrl))) {
    if (hasEnded(child) || Date.now() > deadline) {
      throw new Error(
        `${name} did not become ready; its last words:\n${readFileSync(logFile, "utf8").slice(-3000)}`,
      );
    }
    await delay(100);
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url);
    await body.dump();
    return statusCode === 200;
  } catch {
    return false; // the answer to this very question
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const killing = setTimeout(() => child.kill("SIGKILL"), stopMs);
  await ended;
  clearTimeout(killing);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
