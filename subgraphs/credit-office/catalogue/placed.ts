import type { z } from "zod";
import type { RowFault } from "./check-row.js";
import type { Fault } from "./fault.js";
import { parseWritten } from "./parse-written.js";

/** A thing read from a file, which still knows where it stood. */
export interface Placed<T> {
  readonly value: T;
  readonly file: string;
  readonly row: string;
}

/** Parses a list of written things of one file; those that cannot be parsed leave their faults and are left out. */
export function parseAll<T>(
  file: string,
  written: readonly unknown[],
  { key, schema }: { readonly key: "id" | "code" | "matter"; readonly schema: z.ZodType<T> },
  faults: Fault[],
): Placed<T>[] {
  return written.flatMap((each, index) => {
    const name = isObject(each) ? each[key] : undefined;
    const row = typeof name === "string" && name !== "" ? name : `第 ${index + 1} 项`;
    const value = parseWritten(schema, each, { file, row }, faults);
    return value === undefined ? [] : [{ value, file, row }];
  });
}

/** The first thing with each id; every repetition is a fault of the field that holds it. */
export function withoutRepeats<T>(
  placed: readonly Placed<T>[],
  idOf: (value: T) => string,
  faults: Fault[],
  field = "id",
): Placed<T>[] {
  const first = new Map<string, Placed<T>>();
  for (const each of placed) {
    const id = idOf(each.value);
    const earlier = first.get(id);
    if (earlier) {
      const problem = `编号 ${id} 与文件 ${earlier.file} 中的重复`;
      const mend = "请改用不同的编号，或删去其中一行";
      faults.push({ file: each.file, row: each.row, field, problem, mend });
    } else {
      first.set(id, each);
    }
  }
  return [...first.values()];
}

/** Adds faults found in one placed thing. */
export function reportFaults(
  found: readonly RowFault[],
  place: Pick<Fault, "file" | "row">,
  faults: Fault[],
): void {
  faults.push(
    ...found.map((fault) => ({ file: place.file, ...(place.row ? { row: place.row } : {}), ...fault })),
  );
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
