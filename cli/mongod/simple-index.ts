import { z } from "zod";

/** One file that a package index offers. */
export interface IndexFile {
  readonly filename: string;
  readonly url: URL;
  /** Hexadecimal SHA-256 promised by the index, if it promises one. */
  readonly sha256: string | undefined;
}

/** Reads a project page of a package index, HTML (PEP 503) or JSON (PEP 691). `baseUrl` resolves relative links. */
export function parseSimplePage(body: string, contentType: string, baseUrl: URL): readonly IndexFile[] {
  return contentType.includes("json") ? parseJsonPage(body, baseUrl) : parseHtmlPage(body, baseUrl);
}

const jsonPage = z.object({
  files: z.array(
    z.object({ filename: z.string(), url: z.string(), hashes: z.object({ sha256: z.string().optional() }) }),
  ),
});

function parseJsonPage(body: string, baseUrl: URL): readonly IndexFile[] {
  return jsonPage.parse(JSON.parse(body)).files.map(({ filename, url, hashes }) => ({
    filename,
    url: new URL(url, baseUrl),
    sha256: hashes.sha256?.toLowerCase(),
  }));
}

function parseHtmlPage(body: string, baseUrl: URL): readonly IndexFile[] {
  return [...body.matchAll(/<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, quoted, single]) => {
    const url = new URL(decodeEntities(quoted ?? single ?? ""), baseUrl);
    const sha256 = /^#sha256=([0-9a-f]{64})$/i.exec(url.hash)?.[1]?.toLowerCase();
    url.hash = "";
    return { filename: decodeURIComponent(url.pathname.split("/").at(-1) ?? ""), url, sha256 };
  });
}

function decodeEntities(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return text
    .replaceAll(/&(amp|lt|gt|quot);/g, (entity, name: string) => named[name] ?? entity)
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
