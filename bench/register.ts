import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import { loadSample } from "../cli/load-sample.js";
import { startMongod } from "../cli/mongod/index.js";
import { generateSubjects } from "../cli/sample/generate-subjects.js";
import { mintDemoToken } from "../gateway/identity/development-token.js";
import { createKeyFiles, readSecret, readSecretKey } from "../kernel/key-files.js";
import { runCallers } from "./support/callers.js";
import { bodyOf, singleChecks, verifyAnswers } from "./support/check-requests.js";
import { runWithCleanup, type Cleanup } from "./support/cleanup.js";
import { compareOrganisations, type MintToken } from "./support/compare-decisions.js";
import { readCpuMs } from "./support/cpu-time.js";
import { start, type Started } from "./support/shapes.js";
import { median, percentile } from "./support/statistics.js";

/**
 * What the query register costs: checks a second of the embedded system with the register on, and with one that keeps
 * nothing, in turn. Run as `npm run bench register [-- --seconds 10 --callers 64 --subjects 2000 --rounds 5]`.
 */
const options = new Command("npm run bench register --")
  .description("查询登记的代价：登记与不登记轮流测量 (the cost of the query register, on beside off)")
  .option("--seconds <n>", "每轮秒数 (seconds of a round)", wholeFrom(1, 300), 10)
  .option("--callers <n>", "并发调用方 (callers)", wholeFrom(1, 1000), 64)
  .option("--subjects <n>", "示例主体数 (sample subjects)", wholeFrom(700, 1_000_000), 2000)
  .option("--rounds <n>", "轮数，取中位数 (rounds of each; medians)", wholeFrom(1, 20), 5)
  .parse()
  .opts<{
    readonly seconds: number;
    readonly callers: number;
    readonly subjects: number;
    readonly rounds: number;
  }>();
const warmUpSeconds = Math.max(3, options.seconds);
const databasePrefix = "bench_";

/** One round of one system. CPU in milliseconds for each check. */
interface Round {
  readonly checksPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly systemCpuMs: number;
  readonly mongodCpuMs: number;
}

await runWithCleanup(bench);

async function bench(cleanup: Cleanup): Promise<void> {
  const anchor = new Date();
  const folder = await mkdtemp(join(tmpdir(), "fengcha-bench-"));
  await cleanup.add(() => rm(folder, { recursive: true, force: true }));
  const keyDir = join(folder, "keys");
  createKeyFiles(keyDir);
  const personKey = readSecret(keyDir, "person");
  const mongod = await startMongod({ dataDir: join(folder, "mongo") });
  await cleanup.add(() => mongod.stop());
  say(`装入 ${options.subjects} 个示例主体 (loading the sample) …`);
  const personCipherKey = readSecret(keyDir, "person-cipher");
  const sample = { mongoUri: mongod.uri, databasePrefix, personKey, personCipherKey, seed: 1, anchor };
  await loadSample({ ...sample, subjects: options.subjects });
  const place = { folder, keyDir, mongoUri: mongod.uri, cleanup };
  const open = (name: string, register: string): Promise<Started> =>
    start(name, "bench/support/embedded-server.ts", [], { REGISTER: register }, place);
  const systems = { on: await open("on", "on"), off: await open("off", "off") };

  const developmentKey = readSecretKey(keyDir, "development-token");
  const mintToken: MintToken = (role) => mintDemoToken({ role }, new Date(), developmentKey);
  const subjects = [...generateSubjects({ seed: 1, personKey, subjects: options.subjects })];
  const organisations = subjects.filter(({ kind }) => kind !== "PERSON").map(({ identifier }) => identifier);
  const asked = Object.entries(systems).map(([name, { url }]) => ({ name, url: `${url}/graphql` }));
  const expected = await compareOrganisations(asked, organisations, mintToken);
  const inputs = singleChecks(organisations);
  const bodies = inputs.map(bodyOf);
  let first = 0;

  const measure = async ({ url, child }: Started, seconds: number): Promise<Round> => {
    const before = [readCpuMs([child.pid]), readCpuMs([mongod.pid])] as const;
    const token = mintToken("procurement");
    const { callers } = options;
    const call = { url: `${url}/graphql`, token, bodies, first, callers, seconds };
    const { answers, latenciesMs, elapsedMs } = await runCallers(call);
    const [systemMs, mongodMs] = [readCpuMs([child.pid]) - before[0], readCpuMs([mongod.pid]) - before[1]];
    verifyAnswers(answers, inputs, expected);
    first += answers.length;
    return {
      checksPerSecond: (answers.length * 1000) / elapsedMs,
      p50Ms: percentile(latenciesMs, 50),
      p99Ms: percentile(latenciesMs, 99),
      systemCpuMs: systemMs / answers.length,
      mongodCpuMs: mongodMs / answers.length,
    };
  };

  const rounds = { on: [] as Round[], off: [] as Round[] };
  say(`预热 ${warmUpSeconds} 秒 (warm-up) …`);
  for (const system of Object.values(systems)) await measure(system, warmUpSeconds);
  for (let round = 1; round <= options.rounds; round += 1) {
    // The one that begins changes, so that neither always follows the other.
    for (const name of round % 2 === 1 ? (["on", "off"] as const) : (["off", "on"] as const)) {
      const figures = await measure(systems[name], options.seconds);
      rounds[name].push(figures);
      say(
        `  ${round}/${options.rounds} register ${name.padEnd(3)} ${figures.checksPerSecond.toFixed(1)} checks/s`,
      );
    }
  }
  say(`\n${conditions()}`);
  say(renderTable(rounds.on, rounds.off));
  const ratio = (figure: keyof Round): number => ratioOf(rounds.on, rounds.off, figure);
  const cpu = median(rounds.on.map((on, index) => cpuOf(on) / cpuOf(rounds.off[index] ?? on)));
  say(
    JSON.stringify({
      bench: "register",
      registerOnOverOff: ratio("checksPerSecond"),
      registerCpuOnOverOff: Math.round(cpu * 100) / 100,
    }),
  );
}

function cpuOf({ systemCpuMs, mongodCpuMs }: Round): number {
  return systemCpuMs + mongodCpuMs;
}

/** Median of the ratios within a round: noise that lasts hits both. */
function ratioOf(on: readonly Round[], off: readonly Round[], figure: keyof Round): number {
  const ratios = on.map((round, index) => round[figure] / (off[index]?.[figure] ?? Number.NaN));
  return Math.round(median(ratios) * 100) / 100;
}

function conditions(): string {
  const [cpu] = cpus();
  return `\
Machine   ${cpus().length} × ${cpu?.model ?? "CPU"}, Node ${process.versions.node}; everything shares it, callers included; nothing is pinned
Rounds    ${options.rounds} × ${options.seconds} s of each in turn after ${warmUpSeconds} s warm-up; medians, ratios within a round; closed-loop callers
System    embedded, one process; ${options.subjects} subjects, checks of one subject with the query of \`fengcha check\`
on        two majority writes with journal for each check (intent, outcome), signed checkpoints in two places
off       the same without them; verdicts and checks are stored with majority writes in both
Answers   all of them verified: 0 errors, 0 wrong decisions
CPU-ms    user + system time for each check, without the callers`;
}

function renderTable(on: readonly Round[], off: readonly Round[]): string {
  const figures: readonly (readonly [string, keyof Round])[] = [
    ["checks/s", "checksPerSecond"],
    ["p50 ms", "p50Ms"],
    ["p99 ms", "p99Ms"],
    ["CPU-ms system", "systemCpuMs"],
    ["CPU-ms mongod", "mongodCpuMs"],
  ];
  const table = new Table({
    head: [`${options.callers} callers`, "register on", "off", "on ÷ off"],
    style: { head: [], border: [], compact: true },
  });
  for (const [title, figure] of figures) {
    const [ofOn, ofOff] = [on, off].map((rounds) => median(rounds.map((round) => round[figure])));
    table.push([title, ofOn?.toFixed(2), ofOff?.toFixed(2), ratioOf(on, off, figure).toFixed(2)]);
  }
  return table.toString();
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
