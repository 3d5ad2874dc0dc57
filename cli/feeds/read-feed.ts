import { createReadStream } from "node:fs";
import { extname } from "node:path";
import type { FeedLine } from "./feed-line.js";
import { readCsv, type Columns } from "./read-csv.js";
import { readJsonLines } from "./read-json-lines.js";

export const feedFormats = ["jsonl", "csv"] as const;
export type FeedFormat = (typeof feedFormats)[number];
export const feedEncodings = ["utf-8", "gb18030"] as const;
export type FeedEncoding = (typeof feedEncodings)[number];

export interface FeedFile {
  /** "-" is standard input. */
  readonly path: string;
  /** By the file's name when absent: .csv, or else JSON lines. */
  readonly format?: FeedFormat | undefined;
  readonly encoding: FeedEncoding;
  /** Of CSV. */
  readonly columns: Columns;
  /** Told how many bytes have been read. */
  readonly progress?: ((bytes: number) => void) | undefined;
}

/** The lines of a feed, however large the file. @throws Error in Chinese when it cannot be read as what it should be */
export async function* readFeed(file: FeedFile): AsyncGenerator<FeedLine> {
  const text = decode(file);
  const format = file.format ?? (extname(file.path).toLowerCase() === ".csv" ? "csv" : "jsonl");
  switch (format) {
    case "csv":
      yield* readCsv(text, file.columns);
      return;
    case "jsonl":
      yield* readJsonLines(text);
  }
}

async function* decode({ path, encoding, progress }: FeedFile): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const bytes: AsyncIterable<Buffer> = path === "-" ? process.stdin : createReadStream(path);
  let count = 0;
  try {
    for await (const chunk of bytes) {
      count += chunk.length;
      progress?.(count);
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_ENCODING_INVALID_ENCODED_DATA") throw cause;
    throw new Error(`文件不是 ${encoding} 编码；可用 --encoding ${feedEncodings.join(" 或 ")} 指定`, {
      cause,
    });
  }
}
