import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseUrl } from "../../cli/database-url.js";
import { databaseOf, loadSample } from "../../cli/load-sample.js";
import { findFreePort } from "../../cli/mongod/free-port.js";
import { startMongod } from "../../cli/mongod/index.js";
import { createKeyFiles, readSecret } from "../../kernel/key-files.js";
import { sources, type SourceName } from "../../schema/departments.js";
import { startChild, type RunningChild } from "./child-process.js";
import type { Cleanup } from "./cleanup.js";

export const shapeNames = ["embedded", "deployed", "stock"] as const;
export type ShapeName = (typeof shapeNames)[number];

/** One way to run the system, ready to be asked. */
export interface Shape {
  readonly name: ShapeName;
  readonly url: string;
  /** The gateway's process; of the embedded shape the only one. */
  readonly gatewayPids: readonly number[];
  readonly subgraphPids: readonly number[];
}

export interface Shapes {
  readonly all: readonly Shape[];
  readonly keyDir: string;
  readonly mongodPid: number;
}

interface Place {
  readonly folder: string;
  readonly keyDir: string;
  readonly mongoUri: string;
  readonly cleanup: Cleanup;
}

const databasePrefix = "bench_";
/** Ample: a slow machine must not turn into unanswered departments, for the stock gateway waits for ever too. */
const deadlineMs = "10000";
const root = join(import.meta.dirname, "..", "..");

/** Starts one mongod with sample data, six subgraphs, our gateway and the stock one over them, and the embedded system. */
export async function startShapes(options: {
  readonly subjects: number;
  readonly anchor: Date;
  readonly cleanup: Cleanup;
  readonly say: (line: string) => void;
}): Promise<Shapes> {
  const { cleanup, say } = options;
  const folder = await mkdtemp(join(tmpdir(), "fengcha-bench-"));
  await cleanup.add(() => rm(folder, { recursive: true, force: true }));
  const keyDir = join(folder, "keys");
  createKeyFiles(keyDir);
  const mongod = await startMongod({ dataDir: join(folder, "mongo") });
  await cleanup.add(() => mongod.stop());
  say(`装入 ${options.subjects} 个示例主体 (loading the sample) …`);
  await loadSample({
    mongoUri: mongod.uri,
    databasePrefix,
    personKey: readSecret(keyDir, "person"),
    personCipherKey: readSecret(keyDir, "person-cipher"),
    subjects: options.subjects,
    seed: 1,
    anchor: options.anchor,
  });
  const place: Place = { folder, keyDir, mongoUri: mongod.uri, cleanup };
  say("启动六个子图、两个网关和嵌入式系统 (starting nine processes) …");
  const subgraphs = await Promise.all(sources.map(({ name }) => startSubgraph(name, place)));
  const urls = Object.fromEntries(subgraphs.map(({ variable, url }) => [variable, `${url}/graphql`]));
  const subgraphPids = subgraphs.map(({ child }) => child.pid);
  const deployed = await start("gateway", "cli/main.ts", ["gateway"], urls, place);
  const stock = await start("stock-gateway", "bench/support/stock-gateway.ts", [], urls, place);
  const embedded = await start("embedded", "bench/support/embedded-server.ts", [], {}, place);
  const shape = (name: ShapeName, { url, child }: Started, subgraphPids: readonly number[]): Shape => ({
    name,
    url: `${url}/graphql`,
    gatewayPids: [child.pid],
    subgraphPids,
  });
  const all = [
    shape("embedded", embedded, []),
    shape("deployed", deployed, subgraphPids),
    shape("stock", stock, subgraphPids),
  ];
  return { all, keyDir, mongodPid: mongod.pid };
}

export interface Started {
  readonly url: string;
  readonly child: RunningChild;
}

async function startSubgraph(
  name: SourceName,
  place: Place,
): Promise<Started & { readonly variable: string }> {
  const env = { MONGO_URL: databaseUrl(place.mongoUri, databasePrefix + databaseOf(name)) };
  const started = await start(`subgraph-${name}`, "cli/main.ts", ["subgraph", name], env, place);
  return { ...started, variable: `FENGCHA_${databaseOf(name).toUpperCase()}_URL` };
}

/** Every process gets the same environment; each reads what concerns it. */
export async function start(
  name: string,
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { folder, keyDir, mongoUri, cleanup }: Place,
): Promise<Started> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const { child, ready } = startChild({
    name,
    file: join(root, file),
    args,
    env: {
      HOST: "127.0.0.1",
      PORT: String(port),
      FENGCHA_ENV: "development",
      FENGCHA_KEY_DIR: keyDir,
      FETCH_TIMEOUT_MS: deadlineMs,
      LOG_LEVEL: "warn",
      MONGODB_URI: mongoUri,
      DATABASE_PREFIX: databasePrefix,
      REGISTER_MONGO_URL: databaseUrl(mongoUri, `${databasePrefix}register`),
      REGISTER_CHECKPOINT_FILE: join(folder, `${name}-checkpoints.jsonl`),
      GATEWAY_MONGO_URL: databaseUrl(mongoUri, `${databasePrefix}gateway`),
      ...env,
    },
    healthUrl: `${url}/health`,
    logFile: join(folder, `${name}.log`),
  });
  await cleanup.add(() => child.stop());
  await ready;
  return { url, child };
}
