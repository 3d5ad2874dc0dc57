import type { FactRecord } from "../../../kernel/record.js";
import type { Basis, EffectCode, Row } from "../catalogue/catalogue.js";
import { cite } from "../catalogue/cite.js";
import { effectiveMeasure } from "../catalogue/effective-measure.js";
import { isInForce } from "../catalogue/in-force.js";
import { compileConditions, type Test } from "./conditions.js";
import type { MeasureKind } from "./verdict.js";

/** A row made ready for many records: what it may do today and all its texts. */
export interface Rule extends Test {
  readonly row: Row;
  /** The measure it may take: capped to PROMPT while the basis is unverified. */
  readonly measure: MeasureKind;
  readonly measureText: string;
  /** The text for a MINOR record, which is never more than a PROMPT. */
  readonly minorText: string;
  /** Effects with a basis of their own; the others are only mentioned in the text. */
  readonly effects: readonly EffectCode[];
  readonly legalBasis: string;
  /** The rows that stood in its place before it. */
  readonly earlier: readonly Rule[];
}

export function createRule(row: Row, earlier: readonly Rule[] = []): Rule {
  const measure = effectiveMeasure(row);
  return {
    ...compileConditions(row.when),
    row,
    measure,
    measureText: [reservation(row, measure) + row.measureText, ...row.effects.map(describeEffect)].join("；"),
    minorText:
      (measure === "PROMPT" ? reservation(row, measure) : "仅作提示（轻微失信）：") + row.measureText,
    effects: row.effects.flatMap(({ code, basis }) => (basis ? [code] : [])),
    legalBasis: cite(row.basis),
    earlier,
  };
}

/** A record decided before a row took effect keeps the row of its day, unless the row says otherwise (domain.md §3). */
export function ruleForRecord(rule: Rule, { decidedOn }: Pick<FactRecord, "decidedOn">): Rule | undefined {
  if (rule.row.appliesToEarlierRecords || rule.row.effectiveFrom <= decidedOn) return rule;
  return rule.earlier.find(({ row }) => isInForce(row, decidedOn));
}

function reservation(row: Row, measure: MeasureKind): string {
  return measure === row.measure ? "" : "仅作提示（依据待核，核实前不限制）：";
}

function describeEffect({ text, basis }: { readonly text: string; readonly basis?: Basis }): string {
  return basis ? `${text}（${cite(basis)}）` : `另请留意：${text}（没有单独依据，仅作提示）`;
}
