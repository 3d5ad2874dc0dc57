import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { HttpClient } from "./http-client.js";
import { WayFailed } from "./ways.js";

export interface VerifiedDownload {
  readonly url: URL;
  /** Hexadecimal SHA-256 that the content must have. */
  readonly sha256: string;
  /** Where the content goes; removed again when it is not what was promised. */
  readonly file: string;
  readonly log: (line: string) => void;
}

/**
 * Downloads one file and tells its progress in steps of 20 %.
 * @throws WayFailed when the content's SHA-256 differs; nothing is left behind then.
 */
export async function downloadVerified(http: HttpClient, download: VerifiedDownload): Promise<void> {
  const { file, sha256 } = download;
  try {
    const actual = await downloadHashed(http, download);
    if (actual !== sha256) {
      throw new WayFailed(
        `下载内容的 SHA-256 不符（应为 ${sha256}，实为 ${actual}），已丢弃`,
        `SHA-256 mismatch (expected ${sha256}, got ${actual}); the download was discarded`,
      );
    }
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

async function downloadHashed(http: HttpClient, { url, file, log }: VerifiedDownload): Promise<string> {
  const response = await http.get(url);
  if (response.body === null) throw new Error(`empty answer (${url.host})`);
  const hash = createHash("sha256");
  const tellProgress = progressTeller(Number(response.headers.get("content-length") ?? 0), log);
  await pipeline(
    response.body,
    async function* measure(chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        tellProgress(chunk.length);
        yield chunk;
      }
    },
    createWriteStream(file),
  );
  return hash.digest("hex");
}

function progressTeller(totalBytes: number, log: (line: string) => void): (bytes: number) => void {
  let received = 0;
  let nextPercent = 20;
  return (bytes) => {
    received += bytes;
    const percent = totalBytes === 0 ? 0 : Math.floor((received / totalBytes) * 100);
    if (percent < nextPercent) return;
    nextPercent = percent - (percent % 20) + 20;
    log(`  已下载 ${percent}%（${megabytes(received)}/${megabytes(totalBytes)} MB）`);
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
