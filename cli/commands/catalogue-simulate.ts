import { join } from "node:path";
import cliProgress from "cli-progress";
import { InvalidArgumentError, type Command } from "commander";
import { createKeyFiles, readSecret } from "../../kernel/key-files.js";
import { loadCatalogue } from "../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { chooseSample } from "../catalogue/choose-sample.js";
import { mattersInBoth } from "../catalogue/matters-in-both.js";
import { openSubjectFacts } from "../catalogue/open-subject-facts.js";
import { readCatalogue } from "../catalogue/read-catalogue.js";
import { renderSimulation } from "../catalogue/simulation-table.js";
import { simulate } from "../catalogue/simulate.js";
import { readInstant } from "../feeds/read-instant.js";
import { openMongo } from "../mongod/index.js";
import { findRunningMongod } from "../mongod/running-mongod.js";
import { readSettings } from "../settings.js";
import { databasePrefix } from "./seed.js";

interface SimulateOptions {
  readonly sample?: number;
  readonly seed: number;
  readonly matter?: string;
  readonly asOf?: Date;
  readonly json?: true;
}

/** `fengcha catalogue simulate`: how many verdicts a new version would flip, before it is published. */
export function addSimulate(catalogue: Command): void {
  catalogue
    .command("simulate")
    .description("试算：新清单会改变多少判定 (how many verdicts a new version would flip)")
    .argument("<new>", "新清单文件夹 (folder of the new version)")
    .option("--sample <n>", "只取这么多主体，随机抽样 (a random sample of so many subjects)", parseCount)
    .option("--seed <n>", "抽样的随机种子 (seed of the sample)", parseCount, 1)
    .option("--matter <code>", "只算一个事项 (one matter only)")
    .option("--as-of <time>", "核查时点，默认当前 (as of; now by default)", parseInstant)
    .option("--json", "输出 JSON (print JSON)")
    .action(runSimulation);
}

async function runSimulation(folder: string, options: SimulateOptions): Promise<void> {
  const { sample, seed, json } = options;
  const before = loadCatalogue();
  const after = readCatalogue(folder);
  const { matters, onlyBefore, onlyAfter } = mattersInBoth(before, after, options.matter);
  const settings = readSettings(process.env);
  createKeyFiles(settings.keyDir);
  const dataDir = join(settings.FENGCHA_DATA_DIR, "mongo");
  const running = settings.MONGODB_URI === undefined ? await findRunningMongod(dataDir) : undefined;
  const mongo = running === undefined ? await openMongo({ dataDir, log: console.error }) : undefined;
  // Draws nothing unless standard error is a terminal.
  const bar = new cliProgress.SingleBar({
    format: "试算 {bar} {percentage}% {value}/{total} 剩余 {eta_formatted}",
  });
  try {
    const facts = await openSubjectFacts({
      mongoUri: running ?? mongo?.uri ?? "",
      databasePrefix,
      personCipherKey: readSecret(settings.keyDir, "person-cipher"),
    });
    try {
      const total = await facts.count();
      if (total === 0) throw new Error("数据库中没有主体；示例数据用 fengcha seed 装入 (no subjects)");
      const size = Math.min(sample ?? total, total);
      bar.start(size, 0);
      const simulation = await simulate({
        before,
        after,
        matters,
        asOf: options.asOf ?? new Date(),
        subjects: sample === undefined ? facts.each() : chooseSample(facts.each(), { size, total, seed }),
        factsOf: facts.factsOf,
        progress: (done) => {
          bar.update(done);
        },
      });
      bar.stop();
      const sampling = { total, ...(sample === undefined ? {} : { sample: { size, seed } }) };
      if (json) {
        console.log(JSON.stringify({ ...simulation, ...sampling, onlyBefore, onlyAfter }, null, 2));
        return;
      }
      console.log(renderSimulation(simulation, sampling));
      if (onlyBefore.length > 0) console.log(`新清单没有的事项（未试算）：${onlyBefore.join("、")}`);
      if (onlyAfter.length > 0) console.log(`新清单增加的事项（未试算）：${onlyAfter.join("、")}`);
    } finally {
      await facts.close();
    }
  } finally {
    bar.stop();
    await mongo?.stop();
  }
}

function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("应为非负整数 (a whole number)");
  return Number(text);
}

function parseInstant(text: string): Date {
  const instant = readInstant(text, "END");
  if (instant) return instant;
  throw new InvalidArgumentError("应为日期或时间，如 2026-11-21 或 2026-11-21T09:00:00+08:00 (a time)");
}
