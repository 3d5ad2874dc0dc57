import { LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { readBySchema, type Fault } from "./read-by-schema.js";

/**
 * Reads a configuration file's text by a schema, or tells every fault of it: syntax by line and column, content by field.
 * No fault quotes the text.
 */
export function readYaml<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): ReturnType<typeof readBySchema<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const faults = document.errors.map(({ pos: [at], code }): Fault => {
    const { line, col } = lines.linePos(at);
    const message = code === "DUPLICATE_KEY" ? "同一处写了两次相同的字段，请删去一个" : "YAML 语法有误";
    return { field: "", message: `第 ${line} 行第 ${col} 列：${message}` };
  });
  if (faults.length > 0) return { ok: false, faults };
  const data = resolve(document);
  return data.ok ? readBySchema(schema, data.value) : { ok: false, faults: [data.fault] };
}

/** An alias that leads nowhere, or to too much, is known only now. */
function resolve(
  document: Document.Parsed,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: Fault } {
  try {
    return { ok: true, value: document.toJS() as unknown };
  } catch {
    return { ok: false, fault: { field: "", message: "YAML 别名（*）有误，请核对或逐条写明" } };
  }
}
