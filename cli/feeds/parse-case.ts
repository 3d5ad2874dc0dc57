import { z } from "zod";
import type { FedCase } from "../../gateway/cases/case-feed.js";
import { parseIdentifier } from "../../kernel/identifier.js";
import { maxBatchSubjects } from "../../kernel/limits.js";
import { readBySchema, type Fault } from "../../kernel/read-by-schema.js";
import type { Day } from "../../kernel/record.js";
import type { ParsedLine } from "./feed-line.js";
import type { Columns } from "./read-csv.js";
import { instantSchema } from "./read-instant.js";

/** What a matter wants of its cases. */
export interface MatterOfCase {
  readonly code: string;
  readonly caseNumberPattern: string;
}

/** Columns of a feed of cases as CSV; several subjects stand in one cell, with `;` between them. */
export const caseColumns: Columns = {
  known: [
    ...["caseNumber", "matter", "unit", "state", "openedAt", "closedAt", "subjects"],
    ...["windowFrom", "windowTo"],
  ],
  required: ["caseNumber", "matter", "unit", "state", "openedAt", "subjects"],
  valueOf({ windowFrom, windowTo, subjects, ...rest }) {
    const isWindowed = windowFrom !== undefined || windowTo !== undefined;
    return {
      ...rest,
      ...(subjects === undefined ? {} : { subjects: subjects.split(/[;；|]/).map((each) => each.trim()) }),
      ...(isWindowed ? { window: { from: windowFrom, to: windowTo } } : {}),
    };
  },
};

/** Reads one line of a feed of cases. No fault repeats a value. */
export function parseCase(
  value: unknown,
  context: { readonly matters: readonly MatterOfCase[]; readonly today: Day },
): ParsedLine<FedCase> {
  const read = readBySchema(caseSchema, value);
  if (!read.ok) return read;
  const faults = [
    ...purposeFaults(read.value, context.matters),
    ...timeFaults(read.value),
    ...subjectFaults(read.value, context.today),
  ];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: read.value };
}

const text = z.string("请写成文字，加引号").trim().min(1, "不能为空，请填写").max(200, "最多 200 个字");

const caseSchema = z.strictObject({
  caseNumber: text,
  matter: text,
  unit: text,
  state: z.enum(["OPEN", "CLOSED"], "应为 OPEN（在办）或 CLOSED（已办结）"),
  openedAt: instantSchema("BEGINNING"),
  closedAt: instantSchema("END")
    .nullish()
    .transform((at) => at ?? null),
  subjects: z
    .array(z.string("请写成文字，加引号"), "请写成代码的列表，至少一个")
    .min(1, "至少写一个主体的代码")
    .max(maxBatchSubjects, `最多 ${maxBatchSubjects} 个主体，请分成几个办件`),
  window: z
    .strictObject({ from: instantSchema("BEGINNING"), to: instantSchema("END") })
    .nullish()
    .transform((window) => window ?? null),
});

function purposeFaults({ matter, caseNumber }: FedCase, matters: readonly MatterOfCase[]): Fault[] {
  const known = matters.find(({ code }) => code === matter);
  if (!known) return [{ field: "matter", message: "事项不在清单中，可用的事项编码见 matters 查询" }];
  if (new RegExp(known.caseNumberPattern, "u").test(caseNumber)) return [];
  return [{ field: "caseNumber", message: "不符合该事项的办件编号格式，这样的编号无法用于查询，请核对" }];
}

function timeFaults({ state, openedAt, closedAt, window }: FedCase): Fault[] {
  const faults: Fault[] = [];
  if (closedAt !== null && state === "OPEN")
    faults.push({ field: "closedAt", message: "在办的办件没有办结时间，请删去，或把 state 改为 CLOSED" });
  if (closedAt !== null && closedAt < openedAt)
    faults.push({ field: "closedAt", message: "早于受理时间 openedAt，请核对" });
  if (window !== null && window.to < window.from)
    faults.push({ field: "window.to", message: "早于 window.from，请核对" });
  return faults;
}

function subjectFaults({ subjects }: FedCase, today: Day): Fault[] {
  return subjects.flatMap((written, index) => {
    const parsed = parseIdentifier(written, today);
    return parsed.ok ? [] : [{ field: `subjects[${index}]`, message: parsed.message }];
  });
}
