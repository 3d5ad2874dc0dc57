import { z } from "zod";
import type { Fault } from "./fault.js";
import { mends } from "./row-schemas.js";

/** Parses one written row; what is wrong with it is added to `faults`, a line for each field. */
export function parseWritten<T>(
  schema: z.ZodType<T>,
  value: unknown,
  place: Pick<Fault, "file" | "row">,
  faults: Fault[],
): T | undefined {
  const result = schema.safeParse(value, { error: chinese });
  if (result.success) return result.data;
  faults.push(...result.error.issues.flatMap((issue) => faultsOf(issue, place)));
  return undefined;
}

const chinese = z.locales.zhCN().localeError;

function faultsOf(issue: z.core.$ZodIssue, place: Pick<Fault, "file" | "row">): Fault[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      ...place,
      field: [...path, key].join("."),
      problem: "没有这个字段",
      mend: "请改正拼写或删去",
    }));
  }
  const [top = ""] = path;
  const field = path.length > 0 ? { field: path.join(".") } : {};
  return [{ ...place, ...field, problem: problemOf(issue), mend: mends[top] ?? "请对照其他文件的写法改正" }];
}

function problemOf(issue: z.core.$ZodIssue): string {
  // Zod words it as "received undefined"; an officer has simply left the field out.
  const isMissing = issue.code === "invalid_type" && issue.message.endsWith("undefined");
  return isMissing ? "未填写" : issue.message;
}
