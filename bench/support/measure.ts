import { runCallers } from "./callers.js";
import { verifyAnswers, type CheckInput, type Decisions } from "./check-requests.js";
import type { MintToken } from "./compare-decisions.js";
import { readCpuMs } from "./cpu-time.js";
import type { Shape, ShapeName, Shapes } from "./shapes.js";
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

export type Rounds = Readonly<Record<ShapeName, readonly Figures[]>>;

export interface MeasureOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Asked for a moment before each round; see `settle`. */
  readonly settling: Workload;
  readonly expected: Decisions;
  readonly mintToken: MintToken;
  readonly say: (line: string) => void;
}

/**
 * Warms every shape up, then measures them in turn, round by round, so that the machine's noise hits all.
 * @throws Error for any answer with an error or a wrong decision
 */
export async function measure(shapes: Shapes, workload: Workload, options: MeasureOptions): Promise<Rounds> {
  const { say, rounds: count, seconds, warmUpSeconds } = options;
  const rounds: Record<ShapeName, Figures[]> = { embedded: [], deployed: [], stock: [] };
  let first = 0;
  say(`\n${workload.title}：预热 ${warmUpSeconds} 秒 (warm-up) …`);
  for (const shape of shapes.all)
    await measureRound(shape, shapes, workload, first, { ...options, seconds: warmUpSeconds });
  for (let round = 1; round <= count; round += 1) {
    for (const shape of shapes.all) {
      await settle(shape, options);
      const figures = await measureRound(shape, shapes, workload, first, { ...options, seconds });
      first += figures.checks;
      rounds[shape.name].push(figures);
      say(`  ${round}/${count} ${shape.name.padEnd(8)} ${figures.checksPerSecond.toFixed(1)} checks/s`);
    }
  }
  return rounds;
}

/**
 * Connections that a gateway kept while others were measured may be closing by now: @apollo/gateway's HTTP client takes
 * the one that was idle longest, never asks twice, and answers INCOMPLETE. They are found and replaced here, all shapes
 * alike, before the round that counts; whatever is answered now is not looked at.
 */
async function settle({ url }: Shape, { settling, mintToken }: MeasureOptions): Promise<void> {
  const { bodies, callers } = settling;
  await runCallers({ url, token: mintToken("procurement"), bodies, callers, first: 0, seconds: 1 });
}

async function measureRound(
  shape: Shape,
  { mongodPid }: Shapes,
  workload: Workload,
  first: number,
  { seconds, expected, mintToken }: MeasureOptions,
): Promise<Figures> {
  const { bodies, callers, inputs } = workload;
  const groups = [shape.gatewayPids, shape.subgraphPids, [mongodPid], [process.pid]] as const;
  const before = groups.map(readCpuMs);
  const token = mintToken("procurement");
  const { answers, latenciesMs, elapsedMs } = await runCallers({
    url: shape.url,
    token,
    bodies,
    first,
    callers,
    seconds,
  });
  const used = groups.map((pids, index) => (readCpuMs(pids) - (before[index] ?? 0)) / answers.length);
  verifyAnswers(answers, inputs, expected);
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
