import { runCallers } from "./callers.js";
import { verifyAnswers, type CheckInput, type Decisions } from "./check-requests.js";
import { readCpuMs } from "./cpu-time.js";
import type { Shape } from "./shapes.js";
import { median, percentile } from "./statistics.js";

/** What all shapes are asked alike. */
export interface Workload {
  readonly title: string;
  readonly callers: number;
  readonly inputs: readonly CheckInput[];
  readonly bodies: readonly string[];
}

/** What one round measured, or the medians of several rounds. CPU in milliseconds for each check. */
export interface Figures {
  readonly checks: number;
  readonly checksPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly gatewayCpuMs: number;
  readonly subgraphsCpuMs: number;
  readonly mongodCpuMs: number;
  /** Gateway, subgraphs and mongod; not the callers. */
  readonly totalCpuMs: number;
  readonly callersCpuMs: number;
}

/** One round of one shape. @throws Error for any answer with an error or a wrong decision */
export async function measureRound(
  shape: Shape,
  workload: Workload,
  options: {
    readonly token: string;
    readonly seconds: number;
    readonly first: number;
    readonly mongodPid: number;
    readonly expected: Decisions;
  },
): Promise<Figures> {
  const groups = [shape.gatewayPids, shape.subgraphPids, [options.mongodPid], [process.pid]] as const;
  const before = groups.map(readCpuMs);
  const { url } = shape;
  const { bodies, callers, inputs } = workload;
  const { answers, latenciesMs, elapsedMs } = await runCallers({ ...options, url, bodies, callers });
  const used = groups.map((pids, index) => (readCpuMs(pids) - (before[index] ?? 0)) / answers.length);
  verifyAnswers(answers, inputs, options.expected);
  const [gatewayCpuMs = 0, subgraphsCpuMs = 0, mongodCpuMs = 0, callersCpuMs = 0] = used;
  return {
    checks: answers.length,
    checksPerSecond: (answers.length * 1000) / elapsedMs,
    p50Ms: percentile(latenciesMs, 50),
    p99Ms: percentile(latenciesMs, 99),
    gatewayCpuMs,
    subgraphsCpuMs,
    mongodCpuMs,
    totalCpuMs: gatewayCpuMs + subgraphsCpuMs + mongodCpuMs,
    callersCpuMs,
  };
}

/** Each figure's median over the rounds; the checks of all rounds together. */
export function medianFigures(rounds: readonly Figures[]): Figures {
  const of = (figure: keyof Figures): number => median(rounds.map((round) => round[figure]));
  return {
    checks: rounds.reduce((total, { checks }) => total + checks, 0),
    checksPerSecond: of("checksPerSecond"),
    p50Ms: of("p50Ms"),
    p99Ms: of("p99Ms"),
    gatewayCpuMs: of("gatewayCpuMs"),
    subgraphsCpuMs: of("subgraphsCpuMs"),
    mongodCpuMs: of("mongodCpuMs"),
    totalCpuMs: of("totalCpuMs"),
    callersCpuMs: of("callersCpuMs"),
  };
}

/** Median over the rounds of one shape's figure to the other's in the same round: noise that lasts hits both. */
export function ratioOf(one: readonly Figures[], other: readonly Figures[], figure: keyof Figures): number {
  const ratios = one.map((round, index) => round[figure] / (other[index]?.[figure] ?? Number.NaN));
  return Math.round(median(ratios) * 100) / 100;
}
