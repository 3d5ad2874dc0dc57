import { recordTypes, type FieldKind } from "./record-types.js";
import { unknownBasis } from "./cite.js";
import type { Basis, Condition, MatterRow, Row } from "./catalogue.js";
import type { Fault } from "./fault.js";

/** What is wrong with a row beyond its form: basis, records, conditions, matter. Places are added by the caller. */
export type RowFault = Omit<Fault, "file" | "row">;

/** Every rule that a single row must keep (domain.md §5). */
export function checkRow(
  row: Row,
  matter: { readonly ceiling?: MatterRow["ceiling"] | undefined } | undefined,
): RowFault[] {
  return [
    ...checkMatter(row, matter),
    ...checkRecordTypes(row.recordTypes, "recordTypes"),
    ...checkConditions(row.when, row.recordTypes),
    ...checkBasis(row),
    ...checkEffects(row),
    ...checkReach(row),
    ...checkTexts(row),
    ...checkDays(row),
  ];
}

export function checkRecordTypes(types: readonly string[], field: string): RowFault[] {
  return types
    .filter((type) => !recordTypes.has(type))
    .map((type) => ({
      field,
      problem: `没有记录类型 ${type}`,
      mend: `请改用已有的类型：${[...recordTypes.keys()].join("、")}`,
    }));
}

export function checkConditions(when: readonly Condition[], types: readonly string[]): RowFault[] {
  return when.flatMap((condition, index) =>
    types.flatMap((type) => checkCondition(condition, type, `when.${index}`)),
  );
}

export function checkDays(dated: Pick<Row, "effectiveFrom" | "effectiveTo">): RowFault[] {
  if (dated.effectiveTo === undefined || dated.effectiveFrom <= dated.effectiveTo) return [];
  return [
    {
      field: "effectiveTo",
      problem: `截止日 ${dated.effectiveTo} 早于施行日 ${dated.effectiveFrom}`,
      mend: "请改正其中一个日期",
    },
  ];
}

function checkMatter(row: Row, matter: Parameters<typeof checkRow>[1]): RowFault[] {
  if (!matter) {
    const problem = `没有事项 ${row.matter}`;
    return [{ field: "matter", problem, mend: "请改用 matters 中的事项编码，或先在 matters 中增加该事项" }];
  }
  const { ceiling } = matter;
  if (!ceiling || row.measure === "INCENTIVE" || !isStronger(row.measure, ceiling)) return [];
  const problem = `事项 ${row.matter} 的措施不得强于 ${ceiling}，此处为 ${row.measure}`;
  return [{ field: "measure", problem, mend: `请改为 ${ceiling}` }];
}

function isStronger(measure: Exclude<Row["measure"], "INCENTIVE">, than: "PROMPT" | "RESTRICT"): boolean {
  const strength = { PROMPT: 1, RESTRICT: 2, HOLD: 3 };
  return strength[measure] > strength[than];
}

function checkCondition(condition: Condition, type: string, place: string): RowFault[] {
  if (!("field" in condition)) return [];
  const fields = recordTypes.get(type)?.fields;
  if (!fields) return [];
  const kind = fields[condition.field];
  if (kind === undefined) {
    const mend = `请改用 ${Object.keys(fields).join("、") || "不带条件的行"}`;
    return [{ field: `${place}.field`, problem: `${type} 的记录没有字段 ${condition.field}`, mend }];
  }
  return checkComparison(condition, kind, place);
}

function checkComparison(condition: Condition, kind: FieldKind, place: string): RowFault[] {
  if ("atLeast" in condition && kind !== "money") {
    return [{ field: `${place}.atLeast`, problem: "只能用于金额字段", mend: "请改用 in 或 equals" }];
  }
  if ("notPast" in condition && kind !== "day") {
    return [{ field: `${place}.notPast`, problem: "只能用于日期字段", mend: "请改用日期字段" }];
  }
  if (typeof kind === "string") return [];
  const [field, values] =
    "in" in condition
      ? ["in", condition.in]
      : "equals" in condition
        ? ["equals", [condition.equals]]
        : ["", []];
  return values
    .filter((value) => !kind.includes(String(value)))
    .map((value) => ({
      field: `${place}.${field}`,
      problem: `没有取值 ${String(value)}`,
      mend: `请改用 ${kind.join("、")} 之一`,
    }));
}

/** 无依据，不惩戒: HOLD and RESTRICT name document and article; what is not known yet cannot be verified. */
function checkBasis(row: Row): RowFault[] {
  const isStrict = row.measure === "HOLD" || row.measure === "RESTRICT";
  if (isStrict && row.basis.article === undefined) {
    const problem = `${row.measure} 没有写明依据的条款`;
    const mend =
      "请填写条款，如 第四十八条；整份文件作依据的填写 全文；尚不清楚的填写 待核 并将 verified 设为 false";
    return [{ field: "basis.article", problem, mend }];
  }
  return checkVerified(row.basis, "basis");
}

function checkVerified(basis: Basis, field: string): RowFault[] {
  const isUnknown = [basis.document, basis.article ?? ""].some((part) => part.includes(unknownBasis));
  if (!basis.verified || !isUnknown) return [];
  const mend = "请填写核对过的文件和条款，或将 verified 设为 false";
  return [{ field: `${field}.verified`, problem: "依据待核，不能标为已核实", mend }];
}

function checkEffects(row: Row): RowFault[] {
  if (row.measure === "INCENTIVE" && row.effects.length > 0) {
    return [{ field: "effects", problem: "激励不得附带后果", mend: "请删去 effects" }];
  }
  return row.effects.flatMap(({ basis }, index) =>
    basis ? checkVerified(basis, `effects.${index}.basis`) : [],
  );
}

function checkReach(row: Row): RowFault[] {
  const { organisations, persons } = row.appliesTo;
  if (!organisations && !persons) {
    return [{ field: "appliesTo", problem: "既不适用于组织也不适用于自然人", mend: "请至少将一项设为 true" }];
  }
  if (row.namedPersons && !persons) {
    const problem = "namedPersons 为 true，但本行不适用于自然人";
    return [
      { field: "namedPersons", problem, mend: "请将 appliesTo.persons 设为 true，或删去 namedPersons" },
    ];
  }
  return [];
}

function checkTexts(row: Row): RowFault[] {
  const faults: RowFault[] = [];
  if (row.measureText === "") {
    faults.push({
      field: "measureText",
      problem: `没有事项 ${row.matter} 的文字`,
      mend: "请补上该事项的一条",
    });
  }
  if (row.measure !== "INCENTIVE" && row.remedy === undefined) {
    const problem = "没有写明如何解除、向谁提出异议";
    const mend = "请填写 remedy；只有一种记录类型的行也可在 remedies 中按记录类型填写";
    faults.push({ field: "remedy", problem, mend });
  }
  return faults;
}
