import type { MeasureKind } from "../verdict/verdict.js";
import type { Row } from "./catalogue.js";

/** What a row may do today: nothing stronger than PROMPT until its basis has been verified (†, domain.md §5). */
export function effectiveMeasure(row: Pick<Row, "measure" | "basis">): MeasureKind {
  switch (row.measure) {
    case "HOLD":
    case "RESTRICT":
      return row.basis.verified ? row.measure : "PROMPT";
    case "PROMPT":
    case "INCENTIVE":
      return row.measure;
  }
}
