import { z } from "zod";
import type { Day } from "../../kernel/record.js";
import type { Fault } from "../../kernel/read-by-schema.js";
import { isDay } from "../../kernel/shanghai-day.js";
import { sources } from "../../schema/departments.js";
import { readYaml } from "../../kernel/read-yaml.js";

/** What one unit was granted: a role, for some matters, from a day to a day, both included (Asia/Shanghai). */
export interface Grant {
  /** Name of the unit, exactly as its tokens write it; "*" is every unit. */
  readonly unit: string;
  /** Region of the unit, exactly as its tokens write it; null is any. */
  readonly region: string | null;
  readonly role: string;
  readonly matters: "*" | readonly string[];
  /** Granted to that unit and role for those matters beyond what the role has. */
  readonly scopes: readonly string[];
  readonly from: Day | null;
  readonly until: Day;
  /** The document by which it was granted. */
  readonly basis: string;
}

/** What a grant may name. Gateways do not know the catalogue's matters: for them any code will do. */
export interface Known {
  readonly roles: readonly string[];
  readonly matters: readonly string[] | null;
}

/** Reads a grants file. Faults are Chinese, with the field's path; the grants without a fault come back beside them. */
export function readGrants(
  text: string,
  known: Known,
): { readonly grants: readonly Grant[]; readonly faults: readonly Fault[] } {
  const file = readYaml(text, fileSchema);
  if (!file.ok) return { grants: [], faults: file.faults };
  const faults: Fault[] = [];
  const grants: Grant[] = [];
  for (const [index, each] of file.value.grants.entries()) {
    const place = `grants[${index}]`;
    const found = [...faultsOf(each, known, place), ...repetition(each, file.value.grants, index, place)];
    if (found.length === 0) grants.push(each);
    faults.push(...found);
  }
  return { grants, faults };
}

const departments = sources.map(({ name }) => name).join("|");
const matterCode = z.string().regex(/^[A-Z][A-Z0-9_]*$/, "事项编码只有大写字母、数字和下划线，如 LICENCE");
const scope = z
  .string()
  .regex(
    new RegExp(`^(${departments}):[a-z][a-z-]*$`),
    `权限应写作“部门:权限”，如 market:personal；部门为 ${departments.replaceAll("|", "、")}`,
  );
const day = z.string("请写成日期，如 2026-12-31").refine(isDay, "不是日历上的一天，请写成 2026-12-31 的样子");
const text = z.string().trim().min(1, "不能为空，请填写").max(200, "最多 200 个字");

const grantSchema = z.strictObject({
  unit: text,
  region: z
    .string('请加引号写成文字，如 "321300"')
    .trim()
    .min(1, "不能为空，请填写或删去")
    .nullish()
    .transform((region) => region ?? null),
  role: text,
  matters: z.union([z.literal("*"), z.array(matterCode).min(1)], {
    error: '请写成事项编码的列表，如 [LICENCE]，或 "*"',
  }),
  scopes: z.array(scope).default([]),
  from: day.nullish().transform((from) => from ?? null),
  until: day,
  basis: text,
});
const fileSchema = z.strictObject({ grants: z.array(grantSchema).min(1, "至少写一条授权") });

function faultsOf(grant: Grant, { roles, matters }: Known, place: string): Fault[] {
  const faults: Fault[] = [];
  if (!roles.includes(grant.role)) {
    faults.push({
      field: `${place}.role`,
      message: `没有这个角色，可用的角色：${roles.join("、")}`,
    });
  }
  for (const [index, code] of (grant.matters === "*" ? [] : grant.matters).entries()) {
    if (matters?.includes(code) === false)
      faults.push({ field: `${place}.matters[${index}]`, message: `清单中没有事项 ${code}，请核对事项编码` });
  }
  if (grant.from !== null && grant.until < grant.from) {
    faults.push({
      field: `${place}.until`,
      message: "截止日早于起始日，请改正 from 或 until（截止日当天仍有效）",
    });
  }
  for (const name of ["matters", "scopes"] as const) {
    const list = grant[name];
    if (list !== "*" && new Set(list).size < list.length) {
      faults.push({ field: `${place}.${name}`, message: "同一项写了两次，请删去一个" });
    }
  }
  return faults;
}

/** The same grant twice with days in common: one of them is a mistake. A renewal begins after the earlier one's end. */
function repetition(grant: Grant, all: readonly Grant[], index: number, place: string): Fault[] {
  const earlier = all.findIndex(
    (each, position) => position < index && keyOf(each) === keyOf(grant) && overlap(each, grant),
  );
  if (earlier < 0) return [];
  return [{ field: place, message: `与 grants[${earlier}] 重复且日期重叠，请删去一条或改正日期` }];
}

function keyOf({ unit, region, role, matters, scopes }: Grant): string {
  return JSON.stringify([
    unit,
    region,
    role,
    matters === "*" ? "*" : [...matters].sort(),
    [...scopes].sort(),
  ]);
}

function overlap(a: Grant, b: Grant): boolean {
  return (a.from === null || a.from <= b.until) && (b.from === null || b.from <= a.until);
}
