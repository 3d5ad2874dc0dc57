import type { CreditRecord, Day, RecordEvent, Severity } from "../../kernel/record.js";
import { addDays, addMonths, isDay } from "../../kernel/shanghai-day.js";

/**
 * How long records of a type count: one dated row of a department's `rules.ts`. A record keeps the row that was in
 * force on the day it was decided, whatever came later.
 */
export interface TermRow {
  readonly recordTypes: readonly string[];
  /** The row is only for records of this severity. */
  readonly severity?: Severity;
  /** The row is only for records whose particular `field` is one of these values. */
  readonly when?: { readonly field: string; readonly in: readonly unknown[] };
  readonly term:
    /** Counts this many months from the day it was decided. */
    | { readonly kind: "MONTHS"; readonly months: number }
    /** Counts until an event or the record's own last day ends it; "until performed" is ended by DUTY_FULFILLED too. */
    | { readonly kind: "UNTIL_ENDED"; readonly fulfilmentEnds?: true }
    /** The newest of its type counts; older ones are replaced by it. */
    | { readonly kind: "UNTIL_NEXT" };
  /** The particular that holds the last day on which the record counts. */
  readonly lastDayIn?: string;
  /** The particular that holds the day from which the record is removed, in whatever way that was recorded. */
  readonly removedOnIn?: string;
  readonly effectiveFrom: Day;
  readonly effectiveTo?: Day;
  readonly basis: string;
  /** False (†) while nobody has checked the official text. */
  readonly verified: boolean;
}

/** The row that governs a record, by the day it was decided; undefined when the department has none for it. */
export function termOf(record: CreditRecord, rows: readonly TermRow[]): TermRow | undefined {
  return rows.find(
    (row) =>
      row.recordTypes.includes(record.recordType) &&
      (row.severity === undefined || row.severity === record.severity) &&
      (row.when === undefined || row.when.in.includes(record.facts[row.when.field])) &&
      row.effectiveFrom <= record.decidedOn &&
      (row.effectiveTo === undefined || record.decidedOn <= row.effectiveTo),
  );
}

/**
 * Last day on which a record counts; undefined while only an event can end it. The day of the decision is not counted
 * and the corresponding day of the last month is the last one: 《民法典》第二百零一条、第二百零二条.
 */
export function lastDayOf(record: CreditRecord, row: TermRow | undefined): Day | undefined {
  const candidates = [record.validTo, record.maxPublishUntil];
  if (row?.lastDayIn !== undefined) candidates.push(dayIn(record, row.lastDayIn));
  if (row?.term.kind === "MONTHS") candidates.push(addMonths(record.decidedOn, row.term.months));
  if (row?.term.kind === "UNTIL_ENDED" && row.term.fulfilmentEnds) {
    const fulfilments = record.events.filter(({ kind }) => kind === "DUTY_FULFILLED");
    candidates.push(...fulfilments.map(({ on }) => addDays(on, -1)));
  }
  return candidates.filter((day) => day !== undefined).sort()[0];
}

/** The removal that a record's particulars state: a list's entry with a removal date is over, event or no event. */
export function statedRemovalOf(record: CreditRecord, row: TermRow | undefined): RecordEvent | undefined {
  const on = row?.removedOnIn === undefined ? undefined : dayIn(record, row.removedOnIn);
  return on === undefined ? undefined : { kind: "REMOVED", on };
}

/**
 * Publicity and use by severity, for penalties and other records without a term of their own.
 * 《信用修复管理办法》（发展改革委令第 36 号，2026-04-01 起）; before it 令第 58 号 (its day counts 待核).
 */
export const severityTerms: readonly TermRow[] = [
  ...rowsOf({ effectiveFrom: "2026-04-01" }, "《信用修复管理办法》（国家发展改革委令第36号）", {
    MINOR: 3,
    GENERAL: 12,
    SERIOUS: 36,
  }),
  ...rowsOf(
    { effectiveFrom: "1900-01-01", effectiveTo: "2026-03-31" },
    "《失信行为纠正后的信用信息修复管理办法（试行）》（国家发展改革委令第58号）",
    { MINOR: 3, GENERAL: 12, SERIOUS: 36 },
  ),
  {
    // Nobody said how serious it was: it ends at the latest when the most serious would.
    recordTypes: ["PENALTY"],
    term: { kind: "MONTHS", months: 36 },
    effectiveFrom: "1900-01-01",
    basis: "未标明失信程度，按最长期限，待核",
    verified: false,
  },
];

function dayIn({ facts }: CreditRecord, field: string): Day | undefined {
  const value = facts[field];
  return isDay(value) ? value : undefined;
}

function rowsOf(
  dates: Pick<TermRow, "effectiveFrom" | "effectiveTo">,
  basis: string,
  months: Record<Severity, number>,
): TermRow[] {
  return (["MINOR", "GENERAL", "SERIOUS"] as const).map((severity) => ({
    recordTypes: ["PENALTY"],
    severity,
    term: { kind: "MONTHS", months: months[severity] },
    ...dates,
    basis,
    verified: dates.effectiveTo === undefined,
  }));
}
