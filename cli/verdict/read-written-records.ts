import { existsSync, readFileSync } from "node:fs";

/**
 * The records of one `--record`: JSON as it stands, or a file with JSON; one record or a list. @throws Error in Chinese
 * when it is neither
 */
export function readWrittenRecords(written: string): readonly unknown[] {
  const isJson = /^\s*[[{]/.test(written);
  if (!isJson && !existsSync(written)) {
    throw new Error("--record 既不是 JSON，也不是已有的文件 (neither JSON nor a file)");
  }
  const parsed = parse(isJson ? written : readFileSync(written, "utf8"));
  return Array.isArray(parsed) ? parsed : [parsed];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Error("--record 的 JSON 写法有误，请检查引号、逗号和括号 (invalid JSON)", { cause });
  }
}
