import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { WayFailed } from "./ways.js";

/** Oldest server that the driver and our transactions are used with. */
const oldestMajor = 5;
const timeoutMs = 20_000;

/**
 * Runs `mongod --version` and answers the version, e.g. "6.0.5". A file that merely exists proves nothing: a library
 * may be missing or the processor too old.
 * @throws WayFailed when it does not run or is older than 5.0.
 */
export async function proveMongod(path: string): Promise<string> {
  const version = /db version v(\d+\.\d+\.\d+)/.exec(await runVersion(path))?.[1];
  if (version === undefined) throw new WayFailed(`${path} 不是 mongod`, `${path} is not a mongod`);
  if (Number.parseInt(version) < oldestMajor) {
    throw new WayFailed(
      `${path} 的版本 ${version} 过旧，需要 ${oldestMajor}.0 以上`,
      `${path} is version ${version}, older than ${oldestMajor}.0`,
    );
  }
  return version;
}

async function runVersion(path: string): Promise<string> {
  try {
    return (await promisify(execFile)(path, ["--version"], { timeout: timeoutMs, killSignal: "SIGKILL" }))
      .stdout;
  } catch (error) {
    const { stderr, signal, message } = error as Error & { stderr?: string; signal?: string | null };
    const reason = firstLine(stderr) ?? signal ?? firstLine(message) ?? "?";
    throw new WayFailed(`${path} 无法运行：${reason}`, `${path} does not run: ${reason}`);
  }
}

function firstLine(text: string | undefined): string | undefined {
  return text?.split("\n").find((line) => line.trim() !== "");
}
