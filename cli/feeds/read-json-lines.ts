import type { FeedLine } from "./feed-line.js";

/** The longest line, in characters. */
const maxLine = 16 * 1024 * 1024;

/** JSON lines as they stream in; empty lines are passed over. */
export async function* readJsonLines(text: AsyncIterable<string>): AsyncGenerator<FeedLine> {
  let line = 0;
  for await (const written of linesOf(text)) {
    line += 1;
    if (written.trim() !== "") yield parseLine(written, line);
  }
}

function parseLine(written: string, line: number): FeedLine {
  try {
    return { line, value: JSON.parse(written) as unknown };
  } catch {
    // The parser's own message quotes the line, which may hold somebody's number.
    return { line, fault: { field: "", message: "不是一个完整的 JSON 对象，请核对引号、逗号和括号" } };
  }
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of text) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > maxLine) throw new Error("有一行超过 16 MB；每行应为一个 JSON 对象，以换行分隔");
    yield* lines;
  }
  if (rest !== "") yield rest;
}
