import { shanghaiDayOf } from "../../../kernel/shanghai-day.js";
import type { Catalogue, MatterRow } from "../catalogue/catalogue.js";
import { judgeAnswers } from "./answers.js";
import { applyRules } from "./apply-rules.js";
import { orderHits } from "./finding.js";
import { observe, type QueryWindow } from "./observe.js";
import { orderIncentives } from "./order-incentives.js";
import { planFor } from "./plan.js";
import { readRestructuring } from "./restructuring.js";
import { describeSources } from "./source-lines.js";
import {
  decisions,
  strongest,
  type Decision,
  type FactsBySource,
  type SubjectUnderCheck,
  type Verdict,
} from "./verdict.js";

/** Everything that a verdict depends on; nothing else may matter (promise 2). */
export interface DecideInput {
  readonly subject: SubjectUnderCheck;
  readonly facts: FactsBySource;
  /** Code of the matter. */
  readonly matter: string;
  readonly catalogue: Catalogue;
  /** Both times: what was true then, as known then; and the rows in force then. */
  readonly asOf: Date;
  /** The window of the case, when it carries one. */
  readonly queryWindow?: QueryWindow | undefined;
}

/**
 * The verdict on one subject for one matter. Pure: no clock, no store, equal inputs give equal bytes. Whether the
 * matter is for this kind of subject at all is `refusalFor`'s to say. @throws RangeError for an unknown matter.
 */
export function decide({ subject, facts, matter, catalogue, asOf, queryWindow }: DecideInput): Verdict {
  const plan = planFor(catalogue, matter, subject.kind, shanghaiDayOf(asOf));
  const answers = judgeAnswers(facts, subject, plan);
  const restructuring = readRestructuring(answers, subject, plan);
  const { findings, incentives, silent } = applyRules(answers, subject, plan, restructuring);
  const all = [...findings, ...observe(subject, plan, { asOf, queryWindow })];
  const known = strongest([silent, ...all.map(({ weight }) => weight)]);
  const isComplete = answers.every(({ state }) => state !== "UNAVAILABLE");
  const hits = orderHits(all);
  return {
    ...conclude(bounded(known, plan.matter), isComplete),
    hits,
    incentives: orderIncentives(incentives),
    sources: describeSources(answers, hits),
  };
}

/** A needed source that did not answer makes it INCOMPLETE; only a HOLD that stands without it stands (domain.md §4). */
function conclude(known: Decision, isComplete: boolean): Pick<Verdict, "decision" | "provisional"> {
  if (isComplete || known === "HOLD") return { decision: known, provisional: null };
  return { decision: "INCOMPLETE", provisional: known };
}

/** A matter with a bound, such as FINANCING (国办发〔2020〕49号), is never decided more strongly. */
function bounded(decision: Decision, { ceiling }: MatterRow): Decision {
  if (ceiling === undefined || decisions.indexOf(decision) <= decisions.indexOf(ceiling)) return decision;
  return ceiling;
}
