import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { request } from "undici";
import { databaseUrl } from "../../cli/database-url.js";
import { databaseOf, loadSample } from "../../cli/load-sample.js";
import { namedCases, type CaseName, type NamedCase } from "../../cli/sample/named-cases.js";
import { mintDemoToken, type DemoRole } from "../../gateway/identity/development-token.js";
import { createKeyFiles, readSecret, readSecretKey } from "../../kernel/key-files.js";
import { sources, type SourceName } from "../../schema/departments.js";
import { freshDatabaseName, testMongoUri } from "./mongo.js";
import { ask, type GraphQLAnswer } from "./test-system.js";

const root = join(import.meta.dirname, "..", "..");

/** The deployed shape as docker-compose.yml has it, as processes of this machine: six subgraphs and one gateway, or more. */
export interface DeployedSystem {
  /** Of the first gateway. */
  readonly url: string;
  /** GraphQL endpoints of all gateways, by instance: gateway-1, gateway-2 … */
  readonly gateways: ReadonlyMap<string, string>;
  readonly keyDir: string;
  /** Address of a database: register, gateway, tax … */
  urlOfDatabase(name: string): string;
  /** Second place of a gateway's checkpoints. */
  checkpointFileOf(gateway: string): string;
  killGateway(gateway: string): Promise<void>;
  /** Starts a gateway that was killed, and waits until it is ready. */
  startGateway(gateway: string): Promise<void>;
  /** Asks the gateways to stop and waits for them; the rest goes on. */
  stopGateways(): Promise<void>;
  askAt(url: string, role: DemoRole, query: string, variables?: object): Promise<GraphQLAnswer>;
  urlOf(name: SourceName): string;
  ask(role: DemoRole, query: string, variables?: object): Promise<GraphQLAnswer>;
  named(name: CaseName): NamedCase;
  /** Kills a subgraph's process as a crash would. */
  kill(name: SourceName): Promise<void>;
  /** Freezes, or thaws, a subgraph's process. */
  signal(name: SourceName, signal: "SIGSTOP" | "SIGCONT"): void;
  start(name: SourceName): Promise<void>;
  /** Asks every process to stop, and tells the exit codes. */
  stop(): Promise<(number | null)[]>;
  /** All that the processes printed. */
  output(): string;
}

export async function startDeployedSystem(options: {
  readonly deadlineMs: number;
  /** One when absent. */
  readonly gateways?: number;
  readonly registerLeaseMs?: number;
}): Promise<DeployedSystem> {
  const keyDir = mkdtempSync(join(tmpdir(), "fengcha-keys-"));
  createKeyFiles(keyDir);
  const databasePrefix = `${freshDatabaseName("d")}_`;
  const personKey = readSecret(keyDir, "person");
  const anchor = new Date();
  const personCipherKey = readSecret(keyDir, "person-cipher");
  await loadSample({
    mongoUri: testMongoUri(),
    databasePrefix,
    personKey,
    personCipherKey,
    subjects: 0,
    seed: 1,
    anchor,
  });
  const urlOfDatabase = (name: string): string => databaseUrl(testMongoUri(), databasePrefix + name);

  const gatewayPorts = new Map<string, number>();
  for (let index = 1; index <= (options.gateways ?? 1); index += 1) {
    gatewayPorts.set(`gateway-${index}`, await freePort());
  }
  const gateways = new Map(
    [...gatewayPorts].map(([name, port]) => [name, `http://127.0.0.1:${port}/graphql`]),
  );
  const checkpointFileOf = (gateway: string): string => join(keyDir, `${gateway}-checkpoints.jsonl`);
  const ports = new Map<SourceName, number>();
  for (const { name } of sources) ports.set(name, await freePort());
  const urlOf = (name: SourceName): string => `http://127.0.0.1:${ports.get(name) ?? 0}/graphql`;
  const processes = new Map<string, ChildProcess>();
  let output = "";

  const run = (key: string, args: string[], env: Record<string, string>): void => {
    const child = spawn(process.execPath, ["--import", "tsx", "cli/main.ts", ...args], {
      cwd: root,
      env: {
        PATH: process.env["PATH"],
        APOLLO_TELEMETRY_DISABLED: "true",
        FENGCHA_KEY_DIR: keyDir,
        LOG_LEVEL: "info",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data: Buffer) => (output += data.toString()));
    processes.set(key, child);
  };
  const launch = (name: SourceName): void => {
    run(name, ["subgraph", name], {
      PORT: String(ports.get(name)),
      MONGO_URL: urlOfDatabase(databaseOf(name)),
      ...(name === "credit-office"
        ? {
            REGISTER_MONGO_URL: urlOfDatabase("register"),
            GATEWAY_URL: gateways.get("gateway-1") ?? "",
          }
        : {}),
    });
  };
  const start = async (name: SourceName): Promise<void> => {
    launch(name);
    await healthy(urlOf(name));
  };

  for (const { name } of sources) launch(name);
  const launchGateway = (instance: string): void => {
    run(instance, ["gateway"], {
      FENGCHA_ENV: "development",
      PORT: String(gatewayPorts.get(instance)),
      FENGCHA_INSTANCE: instance,
      REGISTER_MONGO_URL: urlOfDatabase("register"),
      GATEWAY_MONGO_URL: urlOfDatabase("gateway"),
      REGISTER_CHECKPOINT_FILE: checkpointFileOf(instance),
      REGISTER_LEASE_MS: String(options.registerLeaseMs ?? 5000),
      FETCH_TIMEOUT_MS: String(options.deadlineMs),
      ...Object.fromEntries(
        sources.map(({ name }) => [`FENGCHA_${name.toUpperCase().replaceAll("-", "_")}_URL`, urlOf(name)]),
      ),
    });
  };
  for (const instance of gateways.keys()) launchGateway(instance);
  const url = gateways.get("gateway-1") ?? "";
  const stop = async (): Promise<(number | null)[]> => {
    const children = [...processes.values()];
    for (const child of children) child.kill("SIGTERM");
    const codes = await Promise.all(children.map(exited));
    rmSync(keyDir, { recursive: true, force: true });
    return codes;
  };
  try {
    await Promise.all([
      ...sources.map(({ name }) => healthy(urlOf(name))),
      ...[...gateways.values()].map(healthy),
    ]);
  } catch (error) {
    for (const child of processes.values()) child.kill("SIGKILL");
    throw new Error(`the deployed system did not start\n${output}`, { cause: error });
  }

  const developmentKey = readSecretKey(keyDir, "development-token");
  const cases = namedCases(anchor, personKey);
  const child = (name: string): ChildProcess => {
    const found = processes.get(name);
    if (!found) throw new Error(`no process ${name}`);
    return found;
  };
  const askAt: DeployedSystem["askAt"] = (endpoint, role, query, variables) =>
    ask(endpoint, mintDemoToken({ role }, new Date(), developmentKey), query, variables);
  return {
    url,
    gateways,
    keyDir,
    urlOfDatabase,
    checkpointFileOf,
    askAt,
    async killGateway(gateway) {
      child(gateway).kill("SIGKILL");
      await exited(child(gateway));
    },
    async startGateway(gateway) {
      launchGateway(gateway);
      await healthy(gateways.get(gateway) ?? "");
    },
    async stopGateways() {
      const running = [...gateways.keys()].map(child);
      for (const each of running) each.kill("SIGTERM");
      await Promise.all(running.map(exited));
    },
    urlOf,
    start,
    stop,
    output: () => output,
    ask: (role, query, variables) => askAt(url, role, query, variables),
    named(name) {
      const found = cases.find((each) => each.name === name);
      if (!found) throw new Error(`no case ${name}`);
      return found;
    },
    async kill(name) {
      child(name).kill("SIGKILL");
      await exited(child(name));
    },
    signal(name, signal) {
      child(name).kill(signal);
    },
  };
}

async function exited(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

/** Waits until a server says that it is ready. */
async function healthy(graphqlUrl: string): Promise<void> {
  const url = new URL("/health", graphqlUrl);
  const until = Date.now() + 90_000;
  for (;;) {
    try {
      const response = await request(url);
      await response.body.dump();
      if (response.statusCode === 200) return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await pause(200);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}
