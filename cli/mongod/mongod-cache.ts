import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { proveMongod } from "./prove-mongod.js";

/** Folder that keeps downloaded servers: `<cache>/mongod`, where FENGCHA_CACHE_DIR may move `<cache>`. */
export function mongodCacheDir(env: NodeJS.ProcessEnv): string {
  const moved = env["FENGCHA_CACHE_DIR"];
  const project = fileURLToPath(new URL("../../", import.meta.url));
  return join(moved === undefined || moved === "" ? join(project, ".cache") : resolve(moved), "mongod");
}

/** The cached servers, newest version first. */
export async function listCachedMongods(cacheDir: string): Promise<readonly string[]> {
  const entries = await readdir(cacheDir, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && /^\d+\.\d+\.\d+$/.test(entry.name))
    .map((entry) => entry.name)
    .sort((a, b) => b.localeCompare(a, "en", { numeric: true }))
    .map((version) => join(cacheDir, version, "mongod"));
}

/** Proves a server and copies it to `<cacheDir>/<version>/mongod`; the last step is a rename, so never half a file. */
export async function cacheMongod(file: string, cacheDir: string): Promise<string> {
  await chmod(file, 0o755);
  const version = await proveMongod(file);
  const target = join(cacheDir, version, "mongod");
  await mkdir(join(cacheDir, version), { recursive: true });
  const partial = `${target}.${process.pid}`;
  await copyFile(file, partial);
  await rename(partial, target);
  return target;
}

/** Lends an empty folder inside the cache and removes it afterwards, whatever happens. */
export async function withWorkFolder<T>(cacheDir: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(cacheDir, { recursive: true });
  await removeAbandoned(cacheDir);
  const folder = await mkdtemp(join(cacheDir, "work-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Work folders of processes that were killed an hour ago or earlier. */
async function removeAbandoned(cacheDir: string): Promise<void> {
  for (const name of (await readdir(cacheDir)).filter((each) => each.startsWith("work-"))) {
    const folder = join(cacheDir, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > 3_600_000) await rm(folder, { recursive: true, force: true });
  }
}
