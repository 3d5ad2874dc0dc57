import { cpus } from "node:os";
import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import { generateSubjects } from "../cli/sample/generate-subjects.js";
import { namedCases } from "../cli/sample/named-cases.js";
import { mintDemoToken } from "../gateway/identity/development-token.js";
import { readSecret, readSecretKey } from "../kernel/key-files.js";
import { bodyOf, groupChecks, singleChecks, type CheckInput } from "./support/check-requests.js";
import { runWithCleanup, type Cleanup } from "./support/cleanup.js";
import { compareNamedCases, compareOrganisations, type MintToken } from "./support/compare-decisions.js";
import { measure, medianFigures, ratioOf, type Rounds, type Workload } from "./support/measure.js";
import { shapeNames, startShapes } from "./support/shapes.js";

/**
 * Checks a second of our system, embedded and deployed, beside the stock gateway over the same subgraphs.
 * Run as `npm run bench check [-- --seconds 10 --callers 64 --subjects 2000 --rounds 3]`.
 */
const options = new Command("npm run bench check --")
  .description("核查的吞吐量：嵌入式、部署式与原版网关同场比较 (checks a second beside the stock gateway)")
  .option("--seconds <n>", "每轮秒数 (seconds of a round)", wholeFrom(1, 300), 10)
  .option(
    "--callers <n>",
    "单个核查的并发调用方 (callers of single checks; for 500, one of 16)",
    wholeFrom(1, 1000),
    64,
  )
  .option("--subjects <n>", "示例主体数 (sample subjects)", wholeFrom(700, 1_000_000), 2000)
  .option("--rounds <n>", "每种形态的轮数，取中位数 (rounds of each shape; medians)", wholeFrom(1, 20), 3)
  .parse()
  .opts<{
    readonly seconds: number;
    readonly callers: number;
    readonly subjects: number;
    readonly rounds: number;
  }>();
const warmUpSeconds = Math.max(3, Math.ceil(options.seconds / 2));
const groupSize = 500;
const groupRequests = 16;

await runWithCleanup(bench);

async function bench(cleanup: Cleanup): Promise<void> {
  const anchor = new Date();
  const shapes = await startShapes({ subjects: options.subjects, anchor, cleanup, say });
  const personKey = readSecret(shapes.keyDir, "person");
  const developmentKey = readSecretKey(shapes.keyDir, "development-token");
  const mintToken: MintToken = (role) => mintDemoToken({ role }, new Date(), developmentKey);
  const cases = await compareNamedCases(shapes.all, namedCases(anchor, personKey), mintToken);
  say(`十二个案例在三种形态中判定相同 (the named cases, decided alike in all shapes):\n${cases}`);
  const sample = [...generateSubjects({ seed: 1, personKey, subjects: options.subjects })];
  const organisations = sample.filter(({ kind }) => kind !== "PERSON").map(({ identifier }) => identifier);
  const expected = await compareOrganisations(shapes.all, organisations, mintToken);
  say(
    `全部 ${organisations.length} 个组织也相同 (all organisations too): ${countsOf([...expected.values()])}`,
  );

  const single = workloadOf("1 subject", options.callers, singleChecks(organisations));
  const group = workloadOf(
    `${groupSize} subjects`,
    Math.ceil(options.callers / 16),
    groupChecks(organisations, groupSize, groupRequests),
  );
  const { rounds, seconds } = options;
  const measuring = { rounds, seconds, warmUpSeconds, settling: single, expected, mintToken, say };
  const ofSingle = await measure(shapes, single, measuring);
  const ofGroup = await measure(shapes, group, measuring);
  say(`\n${conditions()}`);
  say(
    renderTable([
      { workload: single, rounds: ofSingle },
      { workload: group, rounds: ofGroup },
    ]),
  );
  say(JSON.stringify({ bench: "check", ...ratiosOf(ofSingle, ""), ...ratiosOf(ofGroup, "500") }));
}

function workloadOf(title: string, callers: number, inputs: readonly CheckInput[]): Workload {
  return { title, callers, inputs, bodies: inputs.map(bodyOf) };
}

function countsOf(decisions: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const decision of decisions) counts.set(decision, (counts.get(decision) ?? 0) + 1);
  return [...counts].map(([decision, count]) => `${decision} ${count}`).join(", ");
}

function ratiosOf({ embedded, deployed, stock }: Rounds, suffix: string): Record<string, number> {
  return {
    [`embeddedOverStock${suffix}`]: ratioOf(embedded, stock, "checksPerSecond"),
    [`deployedOverStock${suffix}`]: ratioOf(deployed, stock, "checksPerSecond"),
    [`embeddedCpuOverStock${suffix}`]: ratioOf(embedded, stock, "totalCpuMs"),
    [`deployedCpuOverStock${suffix}`]: ratioOf(deployed, stock, "totalCpuMs"),
  };
}

function conditions(): string {
  const [cpu] = cpus();
  return `\
Machine   ${cpus().length} × ${cpu?.model ?? "CPU"}, Node ${process.versions.node}; everything shares it, callers included; nothing is pinned
Rounds    ${options.rounds} × ${options.seconds} s of each shape in turn after ${warmUpSeconds} s warm-up; medians, ratios within a round; closed-loop callers
Shared    one mongod (replica set of one, journal), ${options.subjects} subjects, the query of \`fengcha check\`, NODE_ENV=production, Node flags
embedded  one process. On: identity, roles, query register with majority writes, fail-closed sources with deadlines
deployed  gateway + six subgraph processes over HTTP. On: the same, and a passport signed for each fetch
stock     @apollo/gateway with RemoteGraphQLDataSource + the same six processes. On: a passport signed for each fetch.
          Off: identity, roles, register, deadlines, fail-closed sources: ours does this work, the stock gateway does not
Answers   all of them verified: 0 errors, 0 wrong decisions. Checks and verdicts are stored with majority writes in all shapes
CPU-ms    user + system time of the processes for each check; total is without the callers`;
}

function renderTable(measured: readonly { readonly workload: Workload; readonly rounds: Rounds }[]): string {
  const cpu = ["gateway", "subgraphs", "mongod", "total", "callers"].map((part) => `CPU-ms\n${part}`);
  const table = new Table({
    head: [
      "check of",
      "shape",
      "callers",
      "checks",
      "checks/s",
      "p50 ms",
      "p99 ms",
      ...cpu,
      "checks/s\n÷ stock",
      "CPU\n÷ stock",
    ],
    style: { head: [], border: [], compact: true },
  });
  for (const { workload, rounds } of measured) {
    for (const name of shapeNames) {
      const figures = medianFigures(rounds[name]);
      table.push([
        workload.title,
        name,
        workload.callers,
        figures.checks,
        ...[figures.checksPerSecond, figures.p50Ms, figures.p99Ms, figures.gatewayCpuMs].map(inThreeDigits),
        name === "embedded" ? "in it" : inThreeDigits(figures.subgraphsCpuMs),
        ...[figures.mongodCpuMs, figures.totalCpuMs, figures.callersCpuMs].map(inThreeDigits),
        ratioOf(rounds[name], rounds.stock, "checksPerSecond").toFixed(2),
        ratioOf(rounds[name], rounds.stock, "totalCpuMs").toFixed(2),
      ]);
    }
  }
  return table.toString();
}

function inThreeDigits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function wholeFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(
      `应为 ${least} 到 ${most} 的整数 (a whole number from ${least} to ${most})`,
    );
  };
}

function say(line: string): void {
  console.log(line);
}
