import type { SubjectKind } from "../../../kernel/identifier.js";
import type { Day } from "../../../kernel/record.js";
import type { SourceName } from "../../../schema/departments.js";
import {
  reaches,
  type Catalogue,
  type MatterRow,
  type Row,
  type Suspension,
} from "../catalogue/catalogue.js";
import { isInForce, rowsInForce } from "../catalogue/in-force.js";
import { recordTypes } from "../catalogue/record-types.js";
import { slotsOf } from "../catalogue/slot.js";
import { compileConditions, type Test } from "./conditions.js";
import { neededSources } from "./needs.js";
import { createRule, type Rule } from "./rule.js";

/** A suspension made ready. */
export interface SuspensionRule extends Test {
  readonly suspension: Suspension;
  readonly suspends: ReadonlySet<string>;
  /** The sources whose records suspend. */
  readonly sources: ReadonlySet<SourceName>;
}

/** Everything that one matter's rows say on one day about one kind of subject, looked up by source and record type. */
export interface Plan {
  readonly matter: MatterRow;
  readonly day: Day;
  readonly needed: ReadonlySet<SourceName>;
  readonly rules: ReadonlyMap<SourceName, ReadonlyMap<string, readonly Rule[]>>;
  readonly suspensions: readonly SuspensionRule[];
}

/** The plan of a matter; made once and kept for all subjects of a check. @throws RangeError for an unknown matter. */
export function planFor(catalogue: Catalogue, matter: string, kind: SubjectKind, day: Day): Plan {
  const plans = plansOf.get(catalogue) ?? new Map<string, Plan>();
  plansOf.set(catalogue, plans);
  const key = `${matter} ${kind} ${day}`;
  const known = plans.get(key);
  if (known) return known;
  const plan = createPlan(catalogue, matter, kind, day);
  // A replay of many past days must not fill the memory; plans are cheap to make again.
  if (plans.size >= mostPlans) plans.clear();
  plans.set(key, plan);
  return plan;
}

const plansOf = new WeakMap<Catalogue, Map<string, Plan>>();
const mostPlans = 200;

function createPlan(catalogue: Catalogue, code: string, kind: SubjectKind, day: Day): Plan {
  const matter = catalogue.matters.find((each) => each.code === code);
  if (!matter) throw new RangeError(`The catalogue has no matter ${code}`);
  const reaching = catalogue.rows.filter((row) => row.matter === code && reaches(row.appliesTo, kind));
  const rules = new Map<SourceName, Map<string, Rule[]>>();
  for (const row of rowsInForce(catalogue, code, day)) {
    if (!reaches(row.appliesTo, kind)) continue;
    const rule = createRule(
      row,
      predecessors(row, reaching).map((earlier) => createRule(earlier)),
    );
    for (const type of row.recordTypes) addRule(rules, type, rule);
  }
  const suspensions = catalogue.suspensions.filter((each) => isInForce(each, day)).map(createSuspensionRule);
  return { matter, day, needed: new Set(neededSources(catalogue, code, day)), rules, suspensions };
}

function predecessors(row: Row, among: readonly Row[]): Row[] {
  const slots = new Set(slotsOf(row).map(({ slot }) => slot));
  return among.filter(
    (each) => each.effectiveFrom < row.effectiveFrom && slotsOf(each).some(({ slot }) => slots.has(slot)),
  );
}

function addRule(rules: Map<SourceName, Map<string, Rule[]>>, type: string, rule: Rule): void {
  for (const source of recordTypes.get(type)?.sources ?? []) {
    const ofSource = rules.get(source) ?? new Map<string, Rule[]>();
    rules.set(source, ofSource.set(type, [...(ofSource.get(type) ?? []), rule]));
  }
}

function createSuspensionRule(suspension: Suspension): SuspensionRule {
  const sources = suspension.recordTypes.flatMap((type) => recordTypes.get(type)?.sources ?? []);
  return {
    ...compileConditions(suspension.when),
    suspension,
    suspends: new Set(suspension.suspends),
    sources: new Set(sources),
  };
}
