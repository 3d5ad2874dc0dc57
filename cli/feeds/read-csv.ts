import type { FeedLine } from "./feed-line.js";

/** What the first row names, and what a row says in the form of a JSON line. */
export interface Columns {
  readonly known: readonly string[];
  readonly required: readonly string[];
  readonly valueOf: (row: Readonly<Record<string, string>>) => unknown;
}

/** The longest row, in characters. */
const maxRow = 16 * 1024 * 1024;

/**
 * CSV (RFC 4180) as it streams in: each row after the first by the first row's names; empty cells are left out, empty
 * rows passed over. A row's number is the line of the file on which it begins.
 * @throws Error in Chinese when the first row lacks a column or has one that nobody knows
 */
export async function* readCsv(text: AsyncIterable<string>, columns: Columns): AsyncGenerator<FeedLine> {
  let names: readonly string[] | undefined;
  for await (const { line, cells, isBroken } of rowsOf(text)) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (names === undefined) {
      names = readNames(cells, columns);
    } else if (isBroken) {
      yield { line, fault: { field: "", message: "引号没有成对，请核对本行的引号" } };
    } else if (cells.length !== names.length) {
      const message = `有 ${cells.length} 列，表头有 ${names.length} 列，请补齐或删去多余的逗号`;
      yield { line, fault: { field: "", message } };
    } else {
      const entries = names.map((name, index) => [name, cells[index]?.trim() ?? ""] as const);
      const row = Object.fromEntries(entries.filter(([, cell]) => cell !== ""));
      yield { line, value: columns.valueOf(row) };
    }
  }
}

function readNames(cells: readonly string[], { known, required }: Columns): readonly string[] {
  const names = cells.map((cell) => cell.trim());
  const missing = required.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !known.includes(name)).length;
  const isRepeated = new Set(names).size < names.length;
  if (missing.length === 0 && unknown === 0 && !isRepeated) return names;
  const faults = [
    ...(missing.length > 0 ? [`缺少 ${missing.join("、")}`] : []),
    ...(unknown > 0 ? [`有 ${unknown} 个不认识的列名`] : []),
    ...(isRepeated ? ["有重复的列名"] : []),
  ];
  throw new Error(`CSV 表头${faults.join("，")}；可用的列：${known.join("、")}`);
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  readonly isBroken: boolean;
}

async function* rowsOf(text: AsyncIterable<string>): AsyncGenerator<Row> {
  let line = 1;
  let begun = 1;
  let length = 0;
  let cells: string[] = [];
  let cell = "";
  let state: "BARE" | "QUOTED" | "CLOSED" = "BARE";
  let isBroken = false;
  const takeRow = (): Row => {
    const row = { line: begun, cells: [...cells, cell], isBroken };
    [cells, cell, state, isBroken, length] = [[], "", "BARE", false, 0];
    return row;
  };
  for await (const chunk of text) {
    for (const character of chunk) {
      length += 1;
      if (length > maxRow) throw new Error(`第 ${begun} 行过长，请核对引号是否成对`);
      if (state === "QUOTED" && character !== '"') {
        cell += character;
        if (character === "\n") line += 1;
      } else if (character === '"') {
        if (state === "CLOSED") cell += '"';
        else if (state === "BARE" && cell !== "") isBroken = true;
        state = state === "QUOTED" ? "CLOSED" : "QUOTED";
      } else if (character === ",") {
        cells.push(cell);
        cell = "";
        state = "BARE";
      } else if (character === "\n") {
        line += 1;
        yield takeRow();
        begun = line;
      } else if (character !== "\r") {
        if (state === "CLOSED") isBroken = true;
        cell += character;
      }
    }
  }
  if (state === "QUOTED") isBroken = true;
  if (cells.length > 0 || cell !== "" || isBroken) yield takeRow();
}
