import { readFileSync } from "node:fs";
import { loadCalendar } from "../kernel/calendar/load-calendar.js";
import type { FollowOptions } from "../kernel/follow-file.js";
import { followPrivateKey, followPublicKeys, followViewKeys } from "../kernel/follow-keys.js";
import { readSecret } from "../kernel/key-files.js";
import { createLog, factsOfError } from "../kernel/log.js";
import type { ViewKeys } from "../kernel/view.js";
import { createWorkingDays } from "../kernel/working-days.js";
import type { SourceName } from "../schema/departments.js";
import { readSubgraphConfig, type SubgraphConfig } from "./config.js";
import { readAuditSettings } from "./credit-office/audit/audit-settings.js";
import { openBatchWorker } from "./credit-office/batch/batch-worker.js";
import { openSubgraphServer, type SubgraphTls } from "./kit/server.js";
import { openDepartment, openOffice, type OpenOffice, type OpenSubgraph } from "./open-subgraph.js";

export interface RunningSubgraph {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts one subgraph of the deployed shape, over HTTP. @throws Error when the configuration is wrong */
export async function startSubgraph(name: SourceName, env: NodeJS.ProcessEnv): Promise<RunningSubgraph> {
  const config = readSubgraphConfig(env);
  const clock = (): Date => new Date();
  const log = createLog({ level: config.LOG_LEVEL });
  const folder = config.FENGCHA_KEY_DIR;
  const following: FollowOptions = {
    onUnreadable: (error) => {
      log.error({ source: name, ...factsOfError(error) }, "keys.unreadable");
    },
  };
  const viewKey = followViewKeys(folder, following);
  const office = name === "credit-office" ? await openOfficeOf(config, viewKey, clock) : undefined;
  const subgraph: OpenSubgraph =
    office ?? (await openDepartment({ name, mongoUrl: config.MONGO_URL, viewKey, clock, log }));
  const server = await openSubgraphServer({
    name,
    execute: subgraph.execute,
    passportKeys: followPublicKeys(folder, "passport", following),
    tls: readTls(config),
    clock,
    host: config.HOST,
    port: config.PORT,
    ready: () => subgraph.records.isReachable(),
    logger: log,
  });
  const { GATEWAY_URL: gatewayUrl } = config;
  const worker =
    office && gatewayUrl !== undefined
      ? openBatchWorker({
          batches: office.batches,
          gatewayUrl,
          jobKey: followPrivateKey(folder, "job", following),
          clock,
          log,
          idleMs: 1000,
        })
      : undefined;
  const [address] = server.addresses();
  const port = typeof address === "object" ? address.port : config.PORT;
  log.info({ source: name, port }, "subgraph.started");
  return {
    url: `${config.TLS_CERT === undefined ? "http" : "https"}://${config.HOST}:${port}`,
    async close() {
      await worker?.close();
      await server.close();
      await subgraph.close();
    },
  };
}

function readTls({ TLS_CERT, TLS_KEY, TLS_CLIENT_CA }: SubgraphConfig): SubgraphTls | undefined {
  if (TLS_CERT === undefined || TLS_KEY === undefined || TLS_CLIENT_CA === undefined) return undefined;
  const read = (file: string): string => readFileSync(file, "utf8");
  return { cert: read(TLS_CERT), key: read(TLS_KEY), clientCa: read(TLS_CLIENT_CA) };
}

async function openOfficeOf(
  config: SubgraphConfig,
  viewKey: ViewKeys,
  clock: () => Date,
): Promise<OpenOffice> {
  const folder = config.FENGCHA_KEY_DIR;
  if (config.REGISTER_MONGO_URL === undefined) {
    throw new Error("Invalid configuration\nREGISTER_MONGO_URL is required for the credit office");
  }
  return await openOffice({
    mongoUrl: config.MONGO_URL,
    registerMongoUrl: config.REGISTER_MONGO_URL,
    registerSecrets: {
      register: readSecret(folder, "register"),
      personal: readSecret(folder, "register-personal"),
    },
    keys: {
      person: readSecret(folder, "person"),
      personCipher: readSecret(folder, "person-cipher"),
      view: viewKey,
    },
    auditSettings: readAuditSettings(config.FENGCHA_AUDIT_FILE),
    workingDays: createWorkingDays(loadCalendar(config.FENGCHA_CALENDAR_DIR)),
    controlMongoUrl: config.GATEWAY_MONGO_URL ?? null,
    clock,
  });
}
