import { z } from "zod";
import { isMoney } from "../../../kernel/money.js";
import { isDay } from "../../../kernel/shanghai-day.js";
import { measureKinds } from "../verdict/verdict.js";
import { effectCodes, unavailableReactions } from "./catalogue.js";

const code = z.string().regex(/^[A-Z][A-Z0-9_]*$/, "应为大写字母、数字和下划线");
const text = z.string().trim().min(1, "不得为空");
const day = z.string().refine(isDay, "不是日期");
const money = z.string().refine(isMoney, "不是以元为单位的金额");

const basis = z.strictObject({ document: text, article: text.optional(), verified: z.boolean() });

const effect = z.strictObject({ code: z.enum(effectCodes), text, basis: basis.optional() });

const kindsOfCondition = ["in", "equals", "atLeast", "notPast", "decidedWithinYears"] as const;

const condition = z
  .strictObject({
    field: text.optional(),
    in: z.array(text).min(1).optional(),
    equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
    atLeast: money.optional(),
    notPast: z.literal(true).optional(),
    decidedWithinYears: z.int().positive().optional(),
  })
  .refine((given) => kindsOfCondition.filter((kind) => given[kind] !== undefined).length === 1, {
    message: "一个条件只能有一种比较",
  })
  .refine((given) => (given.field === undefined) === (given.decidedWithinYears !== undefined), {
    message: "缺少 field，或 decidedWithinYears 不应有 field",
  });

/** A row as it is written in a file, after the file's defaults. */
export const rowSchema = z.strictObject({
  id: code,
  /** One matter, or a list: one row for each, `<matter>.<id>`. */
  matter: z.union([code, z.array(code).min(1)], { error: "应为一个或一组事项编码" }),
  recordTypes: z.array(code).min(1),
  when: z.array(condition).default([]),
  measure: z.enum(measureKinds),
  /** One text, or one for each matter. */
  measureText: z.union([text, z.record(code, text)], { error: "应为文字，或按事项分列的文字" }),
  effects: z.array(effect).default([]),
  basis,
  appliesTo: z.strictObject({ organisations: z.boolean(), persons: z.boolean() }),
  namedPersons: z.boolean().default(false),
  addsNeed: z.boolean().default(true),
  appliesToEarlierRecords: z.boolean().default(false),
  effectiveFrom: day,
  effectiveTo: day.optional(),
  remedy: text.optional(),
});
export type WrittenRow = z.infer<typeof rowSchema>;
export type WrittenBasis = z.infer<typeof basis>;
export type WrittenCondition = z.infer<typeof condition>;

export const matterSchema = z.strictObject({
  code,
  name: text,
  description: text,
  onUnavailable: z.enum(unavailableReactions),
  caseNumberPattern: z
    .string()
    .refine(isPattern, "不是正则表达式")
    // Forgiving: whoever knows the business system's own form writes it into matters.yaml.
    .default("^[A-Za-z0-9][A-Za-z0-9〔〕()（）_./-]{3,63}$"),
  queryWindow: z.boolean().default(false),
  ceiling: z.enum(["PROMPT", "RESTRICT"]).optional(),
});
export type WrittenMatter = z.infer<typeof matterSchema>;

export const suspensionSchema = z.strictObject({
  id: code,
  recordTypes: z.array(code).min(1),
  when: z.array(condition).default([]),
  suspends: z.array(code).min(1),
  unknownText: text,
  basis,
  effectiveFrom: day,
  effectiveTo: day.optional(),
});
export type WrittenSuspension = z.infer<typeof suspensionSchema>;

/** What one matter needs of a file: fields by type, none by wildcard. */
export const disclosureSchema = z.strictObject({
  matter: code,
  fields: z.record(text, z.array(text).min(1)),
  /** Of these the ones that it needs only masked, whoever asks. */
  masked: z.record(text, z.array(text).min(1)).default({}),
});
export type WrittenDisclosure = z.infer<typeof disclosureSchema>;

/** Any file of the catalogue: each section may stand in any file, so that files can be split as officers look for them. */
export const fileSchema = z.strictObject({
  /** Name of the version; in exactly one file. */
  version: text.optional(),
  matters: z.array(z.unknown()).default([]),
  /** Remedy by record type, for rows that state none. */
  remedies: z.record(code, text).default({}),
  suspensions: z.array(z.unknown()).default([]),
  disclosures: z.array(z.unknown()).default([]),
  /** Fields for every row of this file that does not state them. */
  defaults: z.record(z.string(), z.unknown()).default({}),
  rows: z.array(z.unknown()).default([]),
  /** Place for YAML anchors; not read. */
  anchors: z.unknown().optional(),
});
export type CatalogueFile = z.infer<typeof fileSchema>;

/** How to mend a field, by its name. */
export const mends: Readonly<Record<string, string>> = {
  id: "请填写本事项内不重复的编号，如 CT_DISHONEST",
  matter: "请填写 matters 中已有的事项编码，如 PROCUREMENT_BID",
  recordTypes: "请填写记录类型编码的列表，如 [CT_DISHONEST]",
  when: '请写成 { field: grade, equals: D }、{ field: colour, in: [RED, BLACK] }、{ field: amount, atLeast: "2000000" }、{ field: banUntil, notPast: true } 或 { decidedWithinYears: 3 } 之一',
  measure: "请填写 INCENTIVE（激励）、PROMPT（提示）、RESTRICT（限制）或 HOLD（拦截待核）",
  measureText: "请用中文写明该措施对本事项意味着什么；分列时每个事项一条",
  effects: `请写成 { code: ${effectCodes.join(" | ")}, text: 说明, basis: … }`,
  basis: "请写成 { document: 文件名称或文号, article: 第几条, verified: true 或 false }",
  appliesTo: "请写成 { organisations: true, persons: false }，至少一项为 true",
  namedPersons: "请填写 true 或 false",
  addsNeed: "请填写 true 或 false",
  appliesToEarlierRecords: "请填写 true 或 false",
  effectiveFrom: "请填写存在的日期，如 2026-04-01",
  effectiveTo: "请填写存在的日期，如 2026-04-01，或删去本字段",
  remedy: "请用中文写明如何解除、向谁提出异议",
  version: "请在一个文件中写明版本名称，如 version: 2026-11-01",
  code: "请填写大写编码，如 PROCUREMENT_BID",
  name: "请填写中文名称",
  description: "请填写中文说明",
  onUnavailable: `请填写 ${unavailableReactions.join(" 或 ")}`,
  caseNumberPattern: '请填写正则表达式，如 "^[0-9]{12}$"，或删去本字段以采用默认格式',
  queryWindow: "请填写 true 或 false",
  ceiling: "请填写 PROMPT 或 RESTRICT，或删去本字段",
  suspends: "请填写记录类型编码的列表",
  unknownText: "请用中文写明",
  fields: "请按类型列出字段，如 TaxRating: [recordId, year, grade]；不得使用通配符",
  masked: "请按类型列出只须以掩码披露的字段，如 Registration: [legalRepresentative]，或删去本字段",
};

function isPattern(source: string): boolean {
  try {
    new RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}
