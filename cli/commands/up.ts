import { join } from "node:path";
import type { Command } from "commander";
import { createKeyFiles, readSecret } from "../../kernel/key-files.js";
import { checkAnswerSchema, checkQuery } from "../check-answer.js";
import { askGateway } from "../client.js";
import { tokenFor } from "../demo-token.js";
import { openEmbedded, type EmbeddedSystem } from "../embedded.js";
import { loadSample } from "../load-sample.js";
import { openMongo } from "../mongod/index.js";
import { refuseTakenPort } from "../port-in-use.js";
import { namedCases } from "../sample/named-cases.js";
import { readSettings, type Settings } from "../settings.js";
import { renderCheck } from "../terminal/check-table.js";
import { serveUntilStopped } from "../until-stopped.js";
import { openSampleMarker } from "../sample-marker.js";
import { databasePrefix } from "./seed.js";

/** `fengcha up`, what `npm start` runs: the whole system in one process, with sample data and a sample check. */
export function addUp(program: Command): void {
  program
    .command("up")
    .description("启动嵌入式系统：数据库、六个子图、网关和示例数据 (start everything in one process)")
    .action(async () => {
      await up(readSettings(process.env));
    });
}

async function up(settings: Settings): Promise<void> {
  await refuseTakenPort(settings.PORT);
  createKeyFiles(settings.keyDir);
  const closing: (() => Promise<void>)[] = [];
  // From here on a signal must find whatever was started, also half-way.
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  const stopped = serveUntilStopped({ close: closeAll });
  try {
    say("启动 MongoDB（真实的 mongod，单节点副本集）…");
    const mongo = await openMongo({ dataDir: join(settings.FENGCHA_DATA_DIR, "mongo"), log: say });
    closing.push(() => mongo.stop());
    await loadSampleOnce(settings, mongo.uri);
    say("启动六个子图和网关…");
    const system = await openEmbedded({
      mongoUri: mongo.uri,
      databasePrefix,
      keyDir: settings.keyDir,
      port: settings.PORT,
      deadlineMs: settings.FETCH_TIMEOUT_MS,
      logLevel: settings.LOG_LEVEL,
      ...(settings.FENGCHA_CALENDAR_DIR === undefined ? {} : { calendarDir: settings.FENGCHA_CALENDAR_DIR }),
    });
    closing.push(() => system.close());
    await showSampleCheck(settings, system);
    sayWhereThingsAre(system);
  } catch (error) {
    await closeAll();
    throw error;
  }
  await stopped;
  say("已停止。");
  process.exit();
}

async function loadSampleOnce(settings: Settings, mongoUri: string): Promise<void> {
  const { keyDir } = settings;
  const marker = await openSampleMarker(mongoUri, databasePrefix);
  try {
    if (await marker.isLoaded()) return;
    say(`装入示例数据（${settings.FENGCHA_SAMPLE_SUBJECTS} 个虚构主体）…`);
    await loadSample({
      mongoUri,
      databasePrefix,
      personKey: readSecret(keyDir, "person"),
      personCipherKey: readSecret(keyDir, "person-cipher"),
      subjects: settings.FENGCHA_SAMPLE_SUBJECTS,
      seed: 1,
      anchor: new Date(),
    });
    await marker.setLoaded(new Date());
  } finally {
    await marker.close();
  }
}

/** One check through HTTP, as any client would make it. */
async function showSampleCheck(settings: Settings, { url }: EmbeddedSystem): Promise<void> {
  const debtor = namedCases(new Date(), readSecret(settings.keyDir, "person")).find(
    ({ name }) => name === "dishonest-debtor",
  );
  if (!debtor) throw new Error("the sample has no dishonest debtor");
  const token = tokenFor({ ...settings, FENGCHA_TOKEN: undefined }, debtor.role);
  const input = { matter: debtor.matter, caseNumber: debtor.caseNumber, subjects: debtor.identifiers };
  const answer = await askGateway({ url: `${url}/graphql`, token }, checkQuery, { input });
  if (!answer.data?.["check"])
    throw new Error(answer.errors?.[0]?.message ?? "示例核查没有结果 (the sample check failed)");
  say("\n示例核查：一次查询，五个部门和信用办同时答复\n");
  say(renderCheck(checkAnswerSchema.parse(answer.data["check"])));
}

function sayWhereThingsAre({ url }: EmbeddedSystem): void {
  say(`
接口　　 ${url}/graphql
演练台　 ${url}/playground　（已带各角色的示例令牌）
令牌　　 npx fengcha token --role procurement
再查一次 npx fengcha check 代码 --matter PROCUREMENT_BID --case CG-2026-0001
案例　　 npx fengcha cases
按 Ctrl-C 停止 (press Ctrl-C to stop)`);
}

function say(line: string): void {
  console.log(line);
}
