import { compareMoney, isMoney } from "../../../kernel/money.js";
import type { Day, FactRecord } from "../../../kernel/record.js";
import { addYears, isDay } from "../../../kernel/shanghai-day.js";
import type { Condition } from "../catalogue/catalogue.js";

/** A condition of a row, compiled. A particular that a record does not state meets no comparison. */
export interface Test {
  /** Whether the record meets the condition on a day. */
  readonly holds: (record: FactRecord, on: Day) => boolean;
  /** Whether the particular is absent or of the kind that the condition compares; anything else is no answer. */
  readonly isReadable: (record: FactRecord) => boolean;
}

/** Compiles the conditions of a row; all must hold. */
export function compileConditions(conditions: readonly Condition[]): Test {
  const tests = conditions.map(compile);
  return {
    holds: (record, on) => tests.every((test) => test.holds(record, on)),
    isReadable: (record) => tests.every((test) => test.isReadable(record)),
  };
}

function compile(condition: Condition): Test {
  if ("decidedWithinYears" in condition) return decidedWithin(condition.decidedWithinYears);
  const { field } = condition;
  if ("notPast" in condition) return notPast(field);
  if ("atLeast" in condition) {
    const { atLeast } = condition;
    return on(field, isMoney, (amount) => compareMoney(amount, atLeast) >= 0);
  }
  if ("in" in condition) {
    const oneOf: ReadonlySet<string> = new Set(condition.in);
    return on(field, isText, (value) => oneOf.has(value));
  }
  const { equals } = condition;
  return on(
    field,
    (value) => typeof value === typeof equals,
    (value) => value === equals,
  );
}

function on<T>(field: string, isOfKind: (value: unknown) => value is T, compare: (value: T) => boolean): Test;
function on(field: string, isOfKind: (value: unknown) => boolean, compare: (value: unknown) => boolean): Test;
function on(field: string, isOfKind: (value: unknown) => boolean, compare: (value: never) => boolean): Test {
  return {
    holds: ({ facts }) => isOfKind(facts[field]) && compare(facts[field] as never),
    isReadable: ({ facts }) => isAbsent(facts[field]) || isOfKind(facts[field]),
  };
}

function notPast(field: string): Test {
  return {
    holds: ({ facts }, today) => {
      const end = facts[field];
      return !isDay(end) || today <= end;
    },
    isReadable: ({ facts }) => isAbsent(facts[field]) || isDay(facts[field]),
  };
}

/** The day of the decision is not counted; the last day of the period is (《民法典》第二百零一条、第二百零二条). */
function decidedWithin(years: number): Test {
  return {
    holds: ({ decidedOn }, today) => today <= addYears(decidedOn, years),
    isReadable: ({ decidedOn }) => isDay(decidedOn),
  };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
