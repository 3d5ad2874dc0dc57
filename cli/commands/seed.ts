import cliProgress from "cli-progress";
import { InvalidArgumentError, type Command } from "commander";
import { createKeyFiles, readSecret } from "../../kernel/key-files.js";
import { loadSample } from "../load-sample.js";
import { openMongo } from "../mongod/index.js";
import { join } from "node:path";
import { readSettings } from "../settings.js";

/** `fengcha seed`: sample data of any size. */
export function addSeed(program: Command): void {
  program
    .command("seed")
    .description("生成并装入虚构的示例数据，流式处理 (load fictional sample data of any size)")
    .option("--subjects <n>", "主体数量 (number of subjects)", parseCount, 2000)
    .option("--seed <n>", "随机种子 (seed)", parseCount, 1)
    .action(async ({ subjects, seed }: { readonly subjects: number; readonly seed: number }) => {
      const settings = readSettings(process.env);
      createKeyFiles(settings.keyDir);
      const mongo = await openMongo({
        dataDir: join(settings.FENGCHA_DATA_DIR, "mongo"),
        log: (line) => {
          console.error(line);
        },
      });
      const bar = new cliProgress.SingleBar({
        format: "装入 {bar} {percentage}% {value}/{total} 剩余 {eta_formatted}",
      });
      try {
        bar.start(subjects, 0);
        await loadSample({
          mongoUri: mongo.uri,
          databasePrefix: databasePrefix,
          personKey: readSecret(settings.keyDir, "person"),
          personCipherKey: readSecret(settings.keyDir, "person-cipher"),
          subjects,
          seed,
          anchor: new Date(),
          progress: (done, total) => {
            bar.setTotal(total);
            bar.update(done);
          },
        });
      } finally {
        bar.stop();
        await mongo.stop();
      }
    });
}

/** Databases of the embedded system: fengcha_tax, fengcha_register … */
export const databasePrefix = "fengcha_";

function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("应为非负整数 (a whole number)");
  return Number(text);
}
