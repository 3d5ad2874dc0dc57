import type { SourceName } from "../../../schema/departments.js";
import type { Answer } from "./answers.js";
import type { Hit, SourceLine } from "./verdict.js";

/** The line of each source: HIT when one of its records, or the office's own observation, led to a hit. */
export function describeSources(answers: readonly Answer[], hits: readonly Hit[]): SourceLine[] {
  const hit = new Set<SourceName>(hits.map(({ department }) => department));
  return answers.map((answer): SourceLine => {
    switch (answer.state) {
      case "ANSWERED":
        return {
          department: answer.source,
          answer: hit.has(answer.source) ? "HIT" : "CLEAR",
          dataAsOf: answer.dataAsOf,
          reason: null,
        };
      case "UNAVAILABLE":
        return { department: answer.source, answer: "UNAVAILABLE", dataAsOf: null, reason: answer.reason };
      case "NOT_NEEDED":
        return { department: answer.source, answer: "NOT_NEEDED", dataAsOf: null, reason: null };
    }
  });
}
