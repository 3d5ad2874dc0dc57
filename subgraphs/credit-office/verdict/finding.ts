import { sources } from "../../../schema/departments.js";
import { canonicalJson } from "../catalogue/canonical-json.js";
import { decisions, type Decision, type Hit } from "./verdict.js";

/** A hit and what it does to the decision: an objected HOLD and a doubtful identity weigh MANUAL. */
export interface Finding {
  readonly hit: Hit;
  readonly weight: Decision;
}

/** The hits of findings: strongest first, then by department and record; a record that was sent twice counts once. */
export function orderHits(findings: readonly Finding[]): Hit[] {
  const sorted = [...findings].sort(compareFindings);
  return sorted.flatMap((each, index) => {
    const previous = sorted[index - 1];
    return previous && compareFindings(previous, each) === 0 ? [] : [each.hit];
  });
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    decisions.indexOf(b.weight) - decisions.indexOf(a.weight) ||
    orderOf(a.hit) - orderOf(b.hit) ||
    compareText(a.hit.recordId, b.hit.recordId) ||
    compareText(a.hit.ruleId, b.hit.ruleId) ||
    compareText(canonicalJson(a.hit), canonicalJson(b.hit))
  );
}

function orderOf({ department }: Hit): number {
  return sources.findIndex(({ name }) => name === department);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
