import type { KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mongoose";
import { openApp } from "../gateway/app.js";
import { openGrants } from "../gateway/authorization/grants.js";
import { loadRoles } from "../gateway/authorization/load-roles.js";
import { openWithholding } from "../gateway/authorization/withholding.js";
import { createInProcessSource } from "../gateway/execution/sources/in-process-source.js";
import type { Source } from "../gateway/execution/sources/source.js";
import { defaultBodyLimitBytes } from "../gateway/http/connection-limits.js";
import type { HttpOptions, HttpServer } from "../gateway/http/http-server.js";
import { openPlayground } from "../gateway/http/playground/open-playground.js";
import { isDemoRole, mintDemoToken } from "../gateway/identity/development-token.js";
import { trustDemoTokens, trustJobs } from "../gateway/identity/own-issuers.js";
import { developmentRateLimits, type RateLimitSettings } from "../gateway/limits/rate-limit-settings.js";
import type { Register } from "../gateway/register/register.js";
import { supergraphFile } from "../gateway/index.js";
import { loadCalendar } from "../kernel/calendar/load-calendar.js";
import { suites, type SuiteName } from "../kernel/crypto-suite.js";
import { createLog, type Logger } from "../kernel/log.js";
import { followPrivateKey, followPublicKeys, followViewKeys } from "../kernel/follow-keys.js";
import { createKeyFiles, readSecret, readSecretKey, readPrivateKey } from "../kernel/key-files.js";
import { createWorkingDays } from "../kernel/working-days.js";
import { departments } from "../schema/departments.js";
import { parseAuditSettings } from "../subgraphs/credit-office/audit/audit-settings.js";
import { openBatchWorker } from "../subgraphs/credit-office/batch/batch-worker.js";
import {
  openDepartment,
  openOffice,
  type OpenOffice,
  type OpenSubgraph,
} from "../subgraphs/open-subgraph.js";
import { databaseUrl } from "./database-url.js";
import { databaseOf } from "./load-sample.js";
import { checkpointFileName } from "./register/checkpoint-file.js";
import { namedCases, type CaseName } from "./sample/named-cases.js";

export interface EmbeddedOptions {
  /** A replica set; each part gets a database of its own in it. */
  readonly mongoUri: string;
  /** Put before every database name, so that two systems can share a server. */
  readonly databasePrefix: string;
  /** Where the gateway's register is, when not in the same replica set; the office reads it there too. */
  readonly registerMongoUri?: string;
  readonly keyDir: string;
  /** Grants; without a file every unit may do what its roles allow. */
  readonly grantsFile?: string;
  /** Looks of which subjects are told later; none without a file. */
  readonly withholdingFile?: string;
  /** Holidays and 调休 besides those that come with the program. */
  readonly calendarDir?: string;
  readonly port: number;
  readonly deadlineMs: number;
  readonly logLevel: string;
  /** Where log lines go, when not to standard output. */
  readonly writeLog?: (line: string) => void;
  readonly clock?: () => Date;
  /** Of the register; `international` when absent. */
  readonly cryptoSuite?: SuiteName;
  /** Second place of the register's checkpoints; beside the keys when absent. */
  readonly checkpointFile?: string;
  /** How long the chain stays taken after a crash, in milliseconds; 5000 when absent. */
  readonly registerLeaseMs?: number;
  /** Looks a minute; generous when absent. */
  readonly limits?: RateLimitSettings;
  /** Changes what the door allows; tests shorten its patience. */
  readonly http?: Partial<HttpOptions>;
  /** In place of the register; only the benchmark of the register sets it. */
  readonly registerInstead?: Register;
  /** Changes a source before it is asked; tests and benchmarks look at the fetches this way. */
  readonly wrapSource?: (source: Source) => Source;
}

export interface EmbeddedSystem extends HttpServer {
  readonly office: OpenOffice;
  readonly departments: readonly OpenSubgraph[];
  readonly log: Logger;
}

/** Everything in this process: six subgraphs, the gateway, the batch worker; development conveniences included. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedSystem> {
  const clock = options.clock ?? ((): Date => new Date());
  const { writeLog: write } = options;
  const log = createLog({ level: options.logLevel, ...(write ? { write } : {}) });
  const { keyDir } = options;
  createKeyFiles(keyDir);
  const urlOf = (name: string): string => databaseUrl(options.mongoUri, `${options.databasePrefix}${name}`);
  const registerUrl = databaseUrl(
    options.registerMongoUri ?? options.mongoUri,
    `${options.databasePrefix}register`,
  );
  const viewKey = followViewKeys(keyDir);
  const registerSecrets = {
    register: readSecret(keyDir, "register"),
    personal: readSecret(keyDir, "register-personal"),
  };
  const office = await openOffice({
    mongoUrl: urlOf(databaseOf("credit-office")),
    registerMongoUrl: registerUrl,
    registerSecrets,
    keys: {
      person: readSecret(keyDir, "person"),
      personCipher: readSecret(keyDir, "person-cipher"),
      view: viewKey,
    },
    auditSettings: parseAuditSettings({}),
    workingDays: createWorkingDays(loadCalendar(options.calendarDir)),
    controlMongoUrl: urlOf("gateway"),
    clock,
  });
  const opened = await Promise.all(
    departments.map(({ name }) =>
      openDepartment({ name, mongoUrl: urlOf(databaseOf(name)), viewKey, clock, log }),
    ),
  );
  const registerConnection = await createConnection(registerUrl).asPromise();
  const controlConnection = await createConnection(urlOf("gateway")).asPromise();
  const wrap = options.wrapSource ?? ((source: Source): Source => source);
  const developmentKey = readSecretKey(keyDir, "development-token");
  const app = await openApp({
    supergraphSdl: readFileSync(supergraphFile, "utf8"),
    sources: [...opened, office].map(({ name, execute }) => wrap(createInProcessSource(name, execute))),
    deadlineMsOf: () => options.deadlineMs,
    registerConnection,
    controlConnection,
    ...(options.registerInstead ? { registerInstead: options.registerInstead } : {}),
    register: {
      instance: "embedded",
      leaseMs: options.registerLeaseMs ?? 5000,
      suite: suites[options.cryptoSuite ?? "international"],
      secrets: registerSecrets,
      checkpoints: {
        privateKey: readPrivateKey(keyDir, "register-checkpoint"),
        file: options.checkpointFile ?? join(keyDir, checkpointFileName),
      },
    },
    issuers: [trustJobs(followPublicKeys(keyDir, "job")), trustDemoTokens(developmentKey)],
    grants: openGrants({ file: options.grantsFile ?? null, isDevelopment: true, clock, log }),
    withholding: openWithholding({ file: options.withholdingFile ?? null, log }),
    limits: options.limits ?? developmentRateLimits,
    isDevelopment: true,
    http: {
      host: "127.0.0.1",
      port: options.port,
      bodyLimitBytes: defaultBodyLimitBytes,
      pages: [openSamplePlayground({ developmentKey, personKey: readSecret(keyDir, "person"), clock })],
      ...options.http,
    },
    log,
    clock,
  });
  const worker = openBatchWorker({
    batches: office.batches,
    gatewayUrl: `${app.url}/graphql`,
    jobKey: followPrivateKey(keyDir, "job"),
    clock,
    log,
    idleMs: 300,
  });
  return {
    ...app,
    office,
    departments: opened,
    log,
    async close() {
      await worker.close();
      await app.close();
      await Promise.all([...opened, office].map((subgraph) => subgraph.close()));
      await Promise.all([registerConnection.close(), controlConnection.close()]);
    },
  };
}

/** The playground over the named cases; whoever takes the role of the subject is the dishonest debtor. */
function openSamplePlayground({
  developmentKey,
  personKey,
  clock,
}: {
  readonly developmentKey: KeyObject;
  readonly personKey: Buffer;
  readonly clock: () => Date;
}): HttpOptions["pages"][number] {
  const cases = new Map(namedCases(clock(), personKey).map((each) => [each.name, each]));
  const usccOf = (name: CaseName): string => cases.get(name)?.identifiers[0] ?? "";
  const debtorUscc = usccOf("dishonest-debtor");
  return openPlayground({
    mintToken(role) {
      if (!isDemoRole(role)) throw new Error(`no demo tokens for the role ${role}`);
      const subject = role === "subject" ? { subject: debtorUscc } : {};
      return mintDemoToken({ role, ...subject }, clock(), developmentKey);
    },
    roles: Object.entries(loadRoles({ isDevelopment: true })).map(([role, { name }]) => ({
      role,
      title: name,
    })),
    examples: {
      matter: "PROCUREMENT_BID",
      caseNumber: cases.get("dishonest-debtor")?.caseNumber ?? "",
      cleanUscc: usccOf("clean"),
      debtorUscc,
      bidders: bidders.map(usccOf),
      checkRole: "procurement",
      auditRole: "auditor",
    },
  });
}

const bidders = [
  "clean",
  "dishonest-debtor",
  "repaired-last-month",
  "namesake",
  "disputed",
  "wage-arrears",
  "a-grade",
] as const;
