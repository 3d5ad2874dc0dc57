import { cpus } from "node:os";
import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import { generateSubjects } from "../cli/sample/generate-subjects.js";
import { namedCases } from "../cli/sample/named-cases.js";
import { mintDemoToken, type DemoRole } from "../gateway/identity/development-token.js";
import { readSecret, readSecretKey } from "../kernel/key-files.js";
import { runCallers, type Answered } from "./support/callers.js";
import {
  bodyOf,
  groupChecks,
  readDecisions,
  singleChecks,
  type CheckInput,
  type Decisions,
} from "./support/check-requests.js";
import { runWithCleanup, type Cleanup } from "./support/cleanup.js";
import { measureRound, medianFigures, ratioOf, type Figures, type Workload } from "./support/measure.js";
import { shapeNames, startShapes, type Shape, type ShapeName, type Shapes } from "./support/shapes.js";

/**
 * Checks a second of our system, embedded and deployed, beside the stock gateway over the same subgraphs.
 * Run as `npm run bench check [-- --seconds 10 --callers 64 --subjects 2000 --rounds 3]`.
 */
interface Options {
  readonly seconds: number;
  readonly callers: number;
  readonly subjects: number;
  readonly rounds: number;
}

const groupSize = 500;
const groupRequests = 16;
const plain = { head: [], border: [] };

const options = new Command("npm run bench check --")
  .description("核查的吞吐量：嵌入式、部署式与原版网关同场比较 (checks a second beside the stock gateway)")
  .option("--seconds <n>", "每轮秒数 (seconds of a round)", wholeFrom(1, 300), 10)
  .option(
    "--callers <n>",
    "单个核查的并发调用方 (callers of single checks; one for every 16 of these asks for 500)",
    wholeFrom(1, 1000),
    64,
  )
  .option("--subjects <n>", "示例主体数 (sample subjects)", wholeFrom(700, 1_000_000), 2000)
  .option(
    "--rounds <n>",
    "每种形态的轮数，取中位数 (rounds of each shape; medians are shown)",
    wholeFrom(1, 20),
    3,
  )
  .parse()
  .opts<Options>();

await runWithCleanup(bench);

async function bench(cleanup: Cleanup): Promise<void> {
  const anchor = new Date();
  const shapes = await startShapes({ subjects: options.subjects, anchor, cleanup, say });
  const personKey = readSecret(shapes.keyDir, "person");
  const tokenFor = createMint(shapes.keyDir);
  await compareNamedCases(shapes.all, namedCases(anchor, personKey), tokenFor);
  const sample = [...generateSubjects({ seed: 1, personKey, subjects: options.subjects })];
  const organisations = sample.filter(({ kind }) => kind !== "PERSON").map(({ identifier }) => identifier);
  const expected = await compareOrganisations(shapes.all, organisations, tokenFor);
  const workloads = {
    single: workloadOf("1 subject", options.callers, singleChecks(organisations)),
    group: workloadOf(
      `${groupSize} subjects`,
      Math.ceil(options.callers / 16),
      groupChecks(organisations, groupSize, groupRequests),
    ),
  };
  const single = await measure(shapes, workloads.single, expected, tokenFor);
  const group = await measure(shapes, workloads.group, expected, tokenFor);
  sayConditions();
  say(
    tableOf([
      [workloads.single, single],
      [workloads.group, group],
    ]),
  );
  say(JSON.stringify({ bench: "check", ...ratiosOf(single, ""), ...ratiosOf(group, "500") }));
}

type Rounds = Readonly<Record<ShapeName, readonly Figures[]>>;
type MintToken = (role: DemoRole) => string;

function createMint(keyDir: string): MintToken {
  const key = readSecretKey(keyDir, "development-token");
  return (role) => mintDemoToken({ role }, new Date(), key);
}

/** The named cases are decided in every shape as the README says. @throws Error when one is not */
async function compareNamedCases(
  shapes: readonly Shape[],
  cases: ReturnType<typeof namedCases>,
  tokenFor: MintToken,
): Promise<void> {
  const table = new Table({ head: ["case", "expected", ...shapes.map(({ name }) => name)], style: plain });
  for (const { name, matter, caseNumber, identifiers, groups, role, expected } of cases) {
    const body = bodyOf({ matter, caseNumber, subjects: identifiers, ...(groups && { groups }) });
    const decisions: string[] = [];
    for (const shape of shapes)
      decisions.push(readDecisions(await askOnce(shape, body, tokenFor(role))).decision);
    table.push([name, expected, ...decisions]);
    if (decisions.some((decision) => decision !== expected))
      throw new Error(`Wrong decision\n${table.toString()}`);
  }
  say(`十二个案例在三种形态中判定相同 (the same decisions in all shapes):\n${table.toString()}`);
}

/** Every organisation's decision, the same in every shape. @throws Error when one differs */
async function compareOrganisations(
  shapes: readonly Shape[],
  organisations: readonly string[],
  tokenFor: MintToken,
): Promise<Decisions> {
  const found = await Promise.all(shapes.map((shape) => decisionsOf(shape, organisations, tokenFor)));
  const [expected = new Map<string, string>(), ...others] = found;
  for (const subject of organisations) {
    const decision = expected.get(subject);
    if (
      decision === undefined ||
      decision === "INCOMPLETE" ||
      others.some((other) => other.get(subject) !== decision)
    ) {
      throw new Error(
        `Different decisions for ${subject}: ${found.map((each) => String(each.get(subject))).join(", ")}`,
      );
    }
  }
  const counts = new Map<string, number>();
  for (const decision of expected.values()) counts.set(decision, (counts.get(decision) ?? 0) + 1);
  const shown = [...counts].map(([decision, count]) => `${decision} ${count}`).join(", ");
  say(`全部 ${organisations.length} 个组织的判定也相同 (all organisations too): ${shown}`);
  return expected;
}

async function decisionsOf(
  shape: Shape,
  organisations: readonly string[],
  tokenFor: MintToken,
): Promise<Decisions> {
  const decisions = new Map<string, string>();
  for (const input of groupChecks(organisations, groupSize, Math.ceil(organisations.length / groupSize))) {
    const answer = readDecisions(await askOnce(shape, bodyOf(input), tokenFor("procurement")));
    for (const [subject, decision] of answer.decisions) decisions.set(subject, decision);
  }
  return decisions;
}

async function askOnce({ url }: Shape, body: string, token: string): Promise<Answered> {
  const { answers } = await runCallers({ url, token, bodies: [body], first: 0, callers: 1, seconds: 0.001 });
  const [answer] = answers;
  if (!answer) throw new Error("a caller got no answer");
  return answer;
}

function workloadOf(title: string, callers: number, inputs: readonly CheckInput[]): Workload {
  return { title, callers, inputs, bodies: inputs.map(bodyOf) };
}

/** Warms every shape up, then measures them in turn, round by round, so that noise of the machine hits all. */
async function measure(
  { all, mongodPid }: Shapes,
  workload: Workload,
  expected: Decisions,
  tokenFor: MintToken,
): Promise<Rounds> {
  const rounds: Record<ShapeName, Figures[]> = { embedded: [], deployed: [], stock: [] };
  let first = 0;
  const round = async (shape: Shape, seconds: number): Promise<Figures> => {
    const token = tokenFor("procurement");
    const figures = await measureRound(shape, workload, { token, seconds, first, mongodPid, expected });
    first += figures.checks;
    return figures;
  };
  say(`\n${workload.title}：预热 ${warmUpSeconds()} 秒 (warm-up) …`);
  for (const shape of all) await round(shape, warmUpSeconds());
  for (let count = 1; count <= options.rounds; count += 1) {
    for (const shape of all) {
      const figures = await round(shape, options.seconds);
      rounds[shape.name].push(figures);
      say(
        `  ${count}/${options.rounds} ${shape.name.padEnd(8)} ${figures.checksPerSecond.toFixed(1)} checks/s`,
      );
    }
  }
  return rounds;
}

function warmUpSeconds(): number {
  return Math.max(3, Math.ceil(options.seconds / 2));
}

function ratiosOf(rounds: Rounds, suffix: string): Record<string, number> {
  const { embedded, deployed, stock } = rounds;
  return {
    [`embeddedOverStock${suffix}`]: ratioOf(embedded, stock, "checksPerSecond"),
    [`deployedOverStock${suffix}`]: ratioOf(deployed, stock, "checksPerSecond"),
    [`embeddedCpuOverStock${suffix}`]: ratioOf(embedded, stock, "totalCpuMs"),
    [`deployedCpuOverStock${suffix}`]: ratioOf(deployed, stock, "totalCpuMs"),
  };
}

function sayConditions(): void {
  say(`
${cpus().length} × ${cpus()[0]?.model ?? "CPU"}, Node ${process.versions.node}; callers, databases and all processes share it, none is pinned.
Rounds: ${options.rounds} of ${options.seconds} s for each shape in turn after a warm-up of ${warmUpSeconds()} s; medians. Callers: closed loop, one process.
Shared: one mongod (replica set of one, journal on), ${options.subjects} sample subjects, query of \`fengcha check\`, NODE_ENV=production, Node flags.
embedded: gateway and six subgraphs in one process. On: identity, roles, query register (majority, journalled), fail-closed sources.
deployed: our gateway process over the six subgraph processes. On: the same, and a signed passport with every fetch.
stock:    @apollo/gateway 2.14 with RemoteGraphQLDataSource over the same six processes. On: signed passports. Off: identity, roles,
          query register, deadlines, fail-closed sources; all of these are work that it does not do.
In all:   passports or authority verified, checks and verdicts stored with majority and journal before they leave.
Every answer was verified: 0 errors, 0 wrong decisions. CPU: user and system time of the processes, for each check.`);
}

function tableOf(measured: readonly (readonly [Workload, Rounds])[]): string {
  const head = ["check of", "shape", "callers", "checks", "checks/s", "p50 ms", "p99 ms"];
  const cpu = ["gateway", "subgraphs", "mongod", "total", "(callers)"].map((part) => `CPU-ms\n${part}`);
  const table = new Table({ head: [...head, ...cpu, "checks/s\n÷ stock", "CPU\n÷ stock"], style: plain });
  for (const [{ title, callers }, rounds] of measured) {
    for (const name of shapeNames) {
      const figures = medianFigures(rounds[name]);
      const { checksPerSecond, p50Ms, p99Ms } = figures;
      const { gatewayCpuMs, subgraphsCpuMs, mongodCpuMs, totalCpuMs, callersCpuMs } = figures;
      table.push([
        title,
        name,
        callers,
        figures.checks,
        ...[checksPerSecond, p50Ms, p99Ms, gatewayCpuMs].map(inThreeDigits),
        name === "embedded" ? "(in it)" : inThreeDigits(subgraphsCpuMs),
        ...[mongodCpuMs, totalCpuMs, callersCpuMs].map(inThreeDigits),
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
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(
        `应为 ${least} 到 ${most} 的整数 (a whole number from ${least} to ${most})`,
      );
    }
    return value;
  };
}

function say(line: string): void {
  console.log(line);
}
