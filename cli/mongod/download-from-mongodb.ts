import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { openHttpClient } from "./http-client.js";
import { cacheMongod, withWorkFolder } from "./mongod-cache.js";
import { WayFailed } from "./ways.js";

const downloadMs = 45_000;
const reachMs = 5_000;

/**
 * Path of a mongod downloaded by mongodb-memory-server. The library cannot be cancelled, so it works in a child
 * process that is ended after 45 seconds; when MongoDB's host cannot be reached it is not started at all.
 */
export async function downloadFromMongodb(
  cacheDir: string,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<string> {
  const mirror = new URL(env["MONGOMS_DOWNLOAD_MIRROR"] ?? "https://fastdl.mongodb.org");
  await assertReachable(mirror, env);
  return await withWorkFolder(cacheDir, async (folder) => {
    log(`正在从 ${mirror.host} 下载 mongod …`);
    return await cacheMongod(await runDownload(folder, env), cacheDir);
  });
}

async function assertReachable(mirror: URL, env: NodeJS.ProcessEnv): Promise<void> {
  const http = openHttpClient(env);
  try {
    await http.get(mirror, { method: "HEAD", signal: AbortSignal.timeout(reachMs) });
  } catch (error) {
    // A refusal (403, 404) for the bare host still shows that something answers there.
    if (error instanceof Error && error.message.startsWith("HTTP ")) return;
    throw new WayFailed(`无法连接 ${mirror.host}`, `${mirror.host} cannot be reached`);
  } finally {
    await http.close();
  }
}

interface ChildReport {
  readonly path?: string;
  readonly reason?: string;
}

function runDownload(downloadDir: string, env: NodeJS.ProcessEnv): Promise<string> {
  const script = fileURLToPath(new URL("./memory-server-child.mjs", import.meta.url));
  // The library checks certificates and digests only when told to.
  const strict = { ...env, npm_config_strict_ssl: "true", MONGOMS_MD5_CHECK: "true" };
  const child = fork(script, [downloadDir], { env: strict, execArgv: [], stdio: "ignore" });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(
        new WayFailed(`${downloadMs / 1000} 秒内未下载完`, `not finished within ${downloadMs / 1000} s`),
      );
    }, downloadMs);
    child.on("message", (report: ChildReport) => {
      if (report.path === undefined) reject(new Error(report.reason));
      else resolve(report.path);
    });
    child.on("error", reject);
    child.on("exit", () => {
      clearTimeout(timer);
      reject(new WayFailed("下载进程意外退出", "the download process ended without an answer"));
    });
  });
}
