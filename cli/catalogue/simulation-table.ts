import { decisions } from "../../subgraphs/credit-office/verdict/verdict.js";
import { renderTable } from "../terminal/render-table.js";
import { decisionZh } from "./decision-words.js";
import type { FlipExample, Outcome } from "./flip-tally.js";
import type { Simulation } from "./simulate.js";

/** Which subjects were taken. */
export interface Sampling {
  readonly total: number;
  /** Undefined when all were. */
  readonly sample?: { readonly size: number; readonly seed: number };
}

/** What a new version would change, as the credit office reads it before publishing. */
export function renderSimulation(simulation: Simulation, { total, sample }: Sampling): string {
  const { from, to, asOf, matters, subjects, verdicts, flipped, otherRules, flipsByMatter } = simulation;
  const taken = sample
    ? `主体 ${subjects}／${total} 个（抽样，种子 ${sample.seed}）`
    : `主体 ${subjects} 个（全部）`;
  const lines = [
    `清单 ${from} → ${to}　时点 ${asOf}`,
    `${taken}，事项 ${matters.length} 个，判定 ${verdicts} 个`,
    `判定改变 ${flipped} 个（${shareOf(flipped, verdicts)}）；判定不变而所依据的行改变 ${otherRules} 个`,
  ];
  if (flipped === 0) return lines.join("\n");
  const byMatter = Object.entries(flipsByMatter).map(([matter, count]) => `${matter} ${count}`);
  return [
    ...lines,
    renderMatrix(simulation),
    `按事项：${byMatter.join("，")}`,
    "举例（每种改变的前几个）",
    renderExamples(simulation.examples),
  ].join("\n");
}

const outcomes: readonly Outcome[] = ["REFUSED", ...decisions];

function renderMatrix({ flips }: Simulation): string {
  const involved = outcomes.filter((each) => flips.some(({ from, to }) => from === each || to === each));
  const countOf = (from: Outcome, to: Outcome): string => {
    if (from === to) return "—";
    return String(flips.find((each) => each.from === from && each.to === to)?.count ?? 0);
  };
  return renderTable(
    ["现行＼新", ...involved.map(wordsOf)],
    [22, ...involved.map(() => 22)],
    involved.map((from) => [wordsOf(from), ...involved.map((to) => countOf(from, to))]),
  );
}

function renderExamples(examples: readonly FlipExample[]): string {
  const rows = examples.map(({ matter, identifier, from, to, rulesBefore, rulesAfter }) => [
    identifier,
    matter,
    `${wordsOf(from)}\n→ ${wordsOf(to)}`,
    rulesBefore.join("\n"),
    rulesAfter.join("\n"),
  ]);
  return renderTable(["主体", "事项", "判定", "仅现行清单命中", "仅新清单命中"], [20, 18, 24, 40, 40], rows);
}

function wordsOf(outcome: Outcome): string {
  return `${decisionZh[outcome]} ${outcome}`;
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? "0%" : `${((100 * part) / whole).toFixed(2)}%`;
}
