import type { Finding } from "./finding.js";
import { findObservation } from "./hit.js";
import type { Plan } from "./plan.js";
import type { Rule } from "./rule.js";
import type { SubjectUnderCheck } from "./verdict.js";

/** When a case may be queried: both instants included (财库〔2016〕125号). */
export interface QueryWindow {
  readonly from: Date;
  readonly to: Date;
}

/** What a check itself observes: an unknown code, a query outside its window. Persons are never called unknown. */
export function observe(
  subject: SubjectUnderCheck,
  plan: Plan,
  time: { readonly asOf: Date; readonly queryWindow?: QueryWindow | undefined },
): Finding[] {
  const observed: Observation[] = [];
  if (subject.kind === "ORGANISATION" && !subject.registered) observed.push("NOT_REGISTERED");
  if (plan.matter.queryWindow && time.queryWindow && isOutside(time.asOf, time.queryWindow)) {
    observed.push("QUERY_WINDOW");
  }
  return observed.flatMap((observation) => {
    const rule = observationRule(plan, observation);
    return rule ? [findObservation(rule, observation)] : [];
  });
}

export const observations = ["NAME_MISMATCH", "NOT_REGISTERED", "QUERY_WINDOW"] as const;
export type Observation = (typeof observations)[number];

/** The row in force for an observation: without one it leaves no hit. */
export function observationRule({ rules }: Plan, observation: Observation): Rule | undefined {
  return rules.get("credit-office")?.get(observation)?.[0];
}

function isOutside(instant: Date, { from, to }: QueryWindow): boolean {
  return instant < from || to < instant;
}
