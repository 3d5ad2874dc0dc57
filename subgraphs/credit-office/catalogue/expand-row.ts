import type { Basis, Condition, Row, Suspension } from "./catalogue.js";
import type { WrittenBasis, WrittenCondition, WrittenRow, WrittenSuspension } from "./row-schemas.js";

/** The rows of a written row: one for each of its matters, with the text for that matter and the remedy for its records. */
export function expandRow(written: WrittenRow, remedies: ReadonlyMap<string, string>): Row[] {
  const matters = Array.isArray(written.matter) ? written.matter : [written.matter];
  const [onlyType = "", ...moreTypes] = written.recordTypes;
  const remedy = written.remedy ?? (moreTypes.length === 0 ? remedies.get(onlyType) : undefined);
  return matters.map((matter) => ({
    id: `${matter}.${written.id}`,
    matter,
    recordTypes: written.recordTypes,
    when: written.when.map(toCondition),
    measure: written.measure,
    measureText: textFor(matter, written.measureText),
    effects: written.effects.map(({ code, text, basis }) => ({
      code,
      text,
      ...(basis === undefined ? {} : { basis: toBasis(basis) }),
    })),
    basis: toBasis(written.basis),
    appliesTo: written.appliesTo,
    namedPersons: written.namedPersons,
    addsNeed: written.addsNeed,
    appliesToEarlierRecords: written.appliesToEarlierRecords,
    effectiveFrom: written.effectiveFrom,
    ...(written.effectiveTo === undefined ? {} : { effectiveTo: written.effectiveTo }),
    ...(remedy === undefined || written.measure === "INCENTIVE" ? {} : { remedy }),
  }));
}

export function toSuspension(written: WrittenSuspension): Suspension {
  const { when, basis, effectiveTo, ...rest } = written;
  return {
    ...rest,
    when: when.map(toCondition),
    basis: toBasis(basis),
    ...(effectiveTo === undefined ? {} : { effectiveTo }),
  };
}

function textFor(matter: string, text: WrittenRow["measureText"]): string {
  return typeof text === "string" ? text : (text[matter] ?? "");
}

function toBasis({ document, article, verified }: WrittenBasis): Basis {
  return { document, ...(article === undefined ? {} : { article }), verified };
}

function toCondition(written: WrittenCondition): Condition {
  const { field = "", in: oneOf, equals, atLeast, decidedWithinYears } = written;
  if (decidedWithinYears !== undefined) return { decidedWithinYears };
  if (oneOf !== undefined) return { field, in: oneOf };
  if (equals !== undefined) return { field, equals };
  if (atLeast !== undefined) return { field, atLeast };
  return { field, notPast: true };
}
