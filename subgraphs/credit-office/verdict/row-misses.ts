import type { SourceName } from "../../../schema/departments.js";
import { reaches, type Row } from "../catalogue/catalogue.js";
import { isInForce } from "../catalogue/in-force.js";
import { recordTypes } from "../catalogue/record-types.js";
import type { Answer } from "./answers.js";
import { observations } from "./observe.js";
import type { Plan } from "./plan.js";
import type { Application, Miss } from "./row-trace.js";
import type { SubjectUnderCheck } from "./verdict.js";

/** Why a row had nothing to look at, or not all of it. */
export function rowMisses(
  row: Row,
  state: {
    readonly applied: readonly Application[];
    readonly missed: readonly Miss[];
    readonly answers: readonly Answer[];
    readonly subject: SubjectUnderCheck;
    readonly plan: Plan;
  },
): Miss[] {
  const { applied, missed, answers, subject, plan } = state;
  const sawNothing = applied.length === 0 && missed.length === 0;
  if (!reaches(row.appliesTo, subject.kind)) return [{ why: "NOT_FOR_KIND", kind: subject.kind }];
  if (!isInForce(row, plan.day)) {
    const to = row.effectiveTo ?? null;
    return sawNothing ? [{ why: "NOT_IN_FORCE", from: row.effectiveFrom, to }] : [];
  }
  if (row.recordTypes.every((type) => observations.some((each) => each === type))) {
    return sawNothing ? [{ why: "NOT_OBSERVED" }] : [];
  }
  const asked = answers.filter(({ source }) => holders(row).has(source));
  const silent = asked.flatMap((answer): Miss[] => {
    switch (answer.state) {
      case "ANSWERED":
        return [];
      case "NOT_NEEDED":
        return [{ why: "NOT_NEEDED", department: answer.source }];
      case "UNAVAILABLE":
        return [{ why: "UNAVAILABLE", department: answer.source, reason: answer.reason }];
    }
  });
  const hasNone = sawNothing && asked.some(({ state: each }) => each === "ANSWERED");
  return hasNone ? [...silent, { why: "NO_RECORD" }] : silent;
}

function holders(row: Row): ReadonlySet<SourceName> {
  return new Set(row.recordTypes.flatMap((type) => recordTypes.get(type)?.sources ?? []));
}
