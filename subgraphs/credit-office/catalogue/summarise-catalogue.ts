import { measureKinds, type MeasureKind } from "../verdict/verdict.js";
import type { Catalogue } from "./catalogue.js";
import { effectiveMeasure } from "./effective-measure.js";

/** A catalogue in figures, for whoever accepts it. */
export interface CatalogueSummary {
  readonly version: string;
  readonly matters: number;
  readonly rows: number;
  readonly suspensions: number;
  readonly measures: readonly MeasureCount[];
}

export interface MeasureCount {
  readonly measure: MeasureKind;
  /** Rows that are written with this measure. */
  readonly rows: number;
  /** Of these the ones whose basis nobody has compared with the official text (†). */
  readonly unverified: number;
  /** Of these the ones that therefore only prompt. */
  readonly capped: number;
}

export function summariseCatalogue({ version, matters, rows, suspensions }: Catalogue): CatalogueSummary {
  const measures = measureKinds.map((measure): MeasureCount => {
    const own = rows.filter((row) => row.measure === measure);
    return {
      measure,
      rows: own.length,
      unverified: own.filter(({ basis }) => !basis.verified).length,
      capped: own.filter((row) => effectiveMeasure(row) !== measure).length,
    };
  });
  return { version, matters: matters.length, rows: rows.length, suspensions: suspensions.length, measures };
}
