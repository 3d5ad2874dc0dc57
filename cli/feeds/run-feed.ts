import { statSync } from "node:fs";
import cliProgress from "cli-progress";
import { Option, type Command } from "commander";
import { describeFault } from "../../kernel/read-by-schema.js";
import { openControlDatabase, type ControlDatabase } from "../control-database.js";
import { exitCodes } from "../exit-codes.js";
import type { ParsedLine } from "./feed-line.js";
import {
  feedEncodings,
  feedFormats,
  readFeed,
  type FeedEncoding,
  type FeedFile,
  type FeedFormat,
} from "./read-feed.js";
import { takeFeed, type TakenFeed } from "./take-feed.js";

export interface FeedOptions {
  readonly format?: FeedFormat;
  readonly encoding: FeedEncoding;
}

/** What distinguishes one feed from another. */
export interface Feed<Item> {
  readonly columns: FeedFile["columns"];
  readonly parse: (value: unknown) => ParsedLine<Item>;
  /** Made ready to store. */
  readonly open: (control: ControlDatabase) => Promise<(items: readonly Item[]) => Promise<void>>;
}

/** Adds file and options of a feed to a command. */
export function addFeedArguments(command: Command): Command {
  return command
    .argument("<file>", "JSON 行或 CSV 文件；- 为标准输入 (JSON lines or CSV; - is standard input)")
    .addOption(new Option("--format <format>", "格式，默认看文件名 (format)").choices([...feedFormats]))
    .addOption(
      new Option("--encoding <encoding>", "字符编码 (encoding)").choices([...feedEncodings]).default("utf-8"),
    );
}

/** Takes a feed from a file, with progress on a terminal; faults go to standard error. Sets the exit code. */
export async function runFeed<Item>(path: string, options: FeedOptions, feed: Feed<Item>): Promise<void> {
  const size = path === "-" ? 0 : statSync(path).size;
  const control = await openControlDatabase(process.env);
  const bar =
    process.stderr.isTTY && size > 0
      ? new cliProgress.SingleBar({ format: "读取 {bar} {percentage}% 剩余 {eta_formatted}" })
      : undefined;
  try {
    const put = await feed.open(control);
    bar?.start(size, 0);
    const report = await takeFeed({
      lines: readFeed({ path, columns: feed.columns, ...options, progress: (bytes) => bar?.update(bytes) }),
      parse: feed.parse,
      put,
      reject: (line, fault) => {
        console.error(`第 ${line} 行 ${describeFault(fault)}`);
      },
    });
    bar?.stop();
    tell(report);
  } finally {
    bar?.stop();
    await control.close();
  }
}

function tell({ taken, rejected }: TakenFeed): void {
  console.log(`收下 ${taken} 行${rejected > 0 ? `，退回 ${rejected} 行，改正后重新推送即可` : ""}`);
  process.exitCode = rejected > 0 ? exitCodes.failed : exitCodes.answered;
}
