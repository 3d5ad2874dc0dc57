import { sources } from "../../../schema/departments.js";
import { canonicalJson } from "../catalogue/canonical-json.js";
import type { Incentive } from "./verdict.js";

/** Incentives by department and record type; two honours that lead to the same one are listed once. */
export function orderIncentives(incentives: readonly Incentive[]): Incentive[] {
  const byKey = new Map(incentives.map((incentive) => [keyOf(incentive), incentive]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, incentive]) => incentive);
}

function keyOf(incentive: Incentive): string {
  const order = sources.findIndex(({ name }) => name === incentive.department);
  return `${order} ${incentive.recordType} ${canonicalJson(incentive)}`;
}
