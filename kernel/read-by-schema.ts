import { z } from "zod";

/** What is wrong with one field: where it stands, as `grants[3].until`, and in Chinese what is wrong and how to mend it. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}

/**
 * Reads outside data by a schema, or tells every fault of it. No message repeats a value: it may be somebody's number.
 */
export function readBySchema<Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
):
  | { readonly ok: true; readonly value: z.output<Schema> }
  | { readonly ok: false; readonly faults: readonly Fault[] } {
  const result = schema.safeParse(data, { error: inChinese });
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, faults: result.error.issues.flatMap(faultsOfIssue) };
}

/** A fault as one line: `grants[3].until：…`. */
export function describeFault({ field, message }: Fault): string {
  return field === "" ? message : `${field}：${message}`;
}

const { localeError } = z.locales.zhCN();

function inChinese(issue: z.core.$ZodRawIssue): ReturnType<typeof localeError> {
  return issue.code === "invalid_type" && issue.input === undefined ? "缺少此项，请填写" : localeError(issue);
}

function faultsOfIssue(issue: z.core.$ZodIssue): Fault[] {
  const field = fieldOf(issue.path);
  if (issue.code !== "unrecognized_keys") return [{ field, message: issue.message }];
  return issue.keys.map((key) => ({
    field: field === "" ? key : `${field}.${key}`,
    message: "没有这个字段，请核对拼写或删去",
  }));
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((written, part) => {
    if (typeof part === "number") return `${written}[${part}]`;
    return written === "" ? String(part) : `${written}.${String(part)}`;
  }, "");
}
