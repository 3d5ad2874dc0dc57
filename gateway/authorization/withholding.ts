import { z } from "zod";
import type { Logger } from "../../kernel/log.js";
import { describeFault, type Fault } from "../../kernel/read-by-schema.js";
import { addDays, shanghaiDayOf, startOfDay } from "../../kernel/shanghai-day.js";
import type { Caller } from "../identity/caller.js";
import { followFile } from "../../kernel/follow-file.js";
import { readYaml } from "../../kernel/read-yaml.js";

/** That a subject is told of a look later than at once: on which legal basis, and from which instant on it is told. */
export interface Withheld {
  readonly basis: string;
  readonly until: Date;
}

/** Looks of which the subject is told later. The looks themselves stand in the register like any other. */
export interface Withholding {
  /** Null: the subject is told at once, which is the rule. A `matter` of null is a look that names none. */
  withheldFor(caller: Pick<Caller, "unit">, matter: string | null, now: Date): Withheld | null;
}

/**
 * Withholding as a file says, read again when it changes; a broken new version keeps the old one and is logged as
 * `withholding.refused`. Without a file nothing is withheld.
 * @throws Error in Chinese naming every fault with its field
 */
export function openWithholding(options: {
  readonly file: string | null;
  readonly log: Logger;
}): Withholding {
  const { file, log } = options;
  if (file === null) return { withheldFor: () => null };
  const current = followFile(file, (text) => readRows(text, file), {
    onRead: () => {
      log.info({}, "withholding.read");
    },
    onUnreadable: (error) => {
      log.error({ reason: error instanceof Error ? error.message : "" }, "withholding.refused");
    },
  });
  return {
    withheldFor({ unit }, matter, now) {
      const row = current().find((each) => each.unit === unit && covers(each, matter));
      return row ? { basis: row.basis, until: endOf(row, now) } : null;
    },
  };
}

/** Longest delay that a row may name, in days. */
const maxDelayDays = 365;

const rowSchema = z.strictObject({
  unit: z
    .string()
    .trim()
    .min(1, "不能为空，请填写单位名称")
    .refine((unit) => unit !== "*", "须写明单位，不能对所有单位暂缓告知"),
  matters: z.union([z.literal("*"), z.array(z.string().regex(/^[A-Z][A-Z0-9_]*$/)).min(1)], {
    error: '请写成事项编码的列表，如 [RECRUITMENT]，或 "*"',
  }),
  basis: z
    .string()
    .trim()
    .regex(
      /《[^《》]+》.*第[零〇一二三四五六七八九十百千0-9]+条/u,
      "须写明法律法规名称和条款，如“《…法》第三十五条”",
    ),
  delayDays: z.int("请填写整数天数").min(1, "至少 1 天").max(maxDelayDays, `最多 ${maxDelayDays} 天`),
});
type Row = Readonly<z.infer<typeof rowSchema>>;
const fileSchema = z.strictObject({ withholding: z.array(rowSchema) });

function readRows(text: string, file: string): readonly Row[] {
  const read = readYaml(text, fileSchema);
  const faults = read.ok ? conflictsOf(read.value.withholding) : read.faults;
  if (!read.ok || faults.length > 0) {
    throw new Error(`暂缓告知配置 ${file} 有误\n${faults.map(describeFault).join("\n")}`);
  }
  return read.value.withholding;
}

/** For one unit and matter there is one row: otherwise nobody could say on which basis a look was withheld. */
function conflictsOf(rows: readonly Row[]): Fault[] {
  return rows.flatMap((row, index) => {
    const earlier = rows.findIndex(
      (each, position) => position < index && each.unit === row.unit && overlap(each.matters, row.matters),
    );
    if (earlier < 0) return [];
    return [
      {
        field: `withholding[${index}].matters`,
        message: `与 withholding[${earlier}] 的单位相同、事项重叠，请只留一条`,
      },
    ];
  });
}

function overlap(a: Row["matters"], b: Row["matters"]): boolean {
  return a === "*" || b === "*" || a.some((matter) => b.includes(matter));
}

function covers({ matters }: Row, matter: string | null): boolean {
  return matters === "*" || (matter !== null && matters.includes(matter));
}

/** The day of the look is not counted (《民法典》第二百零一条); the subject is told when the last day of the delay is over. */
function endOf({ delayDays }: Row, now: Date): Date {
  return startOfDay(addDays(shanghaiDayOf(now), delayDays + 1));
}
