import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mongoose";
import { suites } from "../kernel/crypto-suite.js";
import type { FollowOptions } from "../kernel/follow-file.js";
import { followPrivateKey, followPublicKeys } from "../kernel/follow-keys.js";
import { readSecret, readSecretKey, readPrivateKey } from "../kernel/key-files.js";
import { departments, sources } from "../schema/departments.js";
import { openApp } from "./app.js";
import { openGrants } from "./authorization/grants.js";
import { rateLimitsOf } from "./limits/rate-limit-settings.js";
import { loadRoles } from "./authorization/load-roles.js";
import { openWithholding } from "./authorization/withholding.js";
import { readConfig, type Config } from "./config.js";
import { createHttpSource, type TlsIdentity } from "./execution/sources/http-source.js";
import type { HttpOptions, HttpServer } from "./http/http-server.js";
import { connectionLimitsOf, operationLimitsOf } from "./http/http-settings.js";
import { readManifest } from "./http/persisted/manifest.js";
import { trustDemoTokens, trustJobs } from "./identity/own-issuers.js";
import { readIssuers } from "./identity/read-issuers.js";
import type { TrustedIssuer } from "./identity/trusted-issuer.js";
import { createLog, factsOfError, type Logger } from "../kernel/log.js";

/** The supergraph as committed; `npm run schema` writes it. */
export const supergraphFile = join(import.meta.dirname, "..", "schema", "generated", "supergraph.graphql");

/** Starts a gateway of the deployed shape: subgraphs over HTTP. @throws Error when the configuration is wrong */
export async function startGateway(env: NodeJS.ProcessEnv): Promise<HttpServer> {
  const config = readConfig(env);
  const clock = (): Date => new Date();
  const log = createLog({ level: config.LOG_LEVEL });
  const isDevelopment = config.FENGCHA_ENV === "development";
  const grants = openGrants({ file: config.FENGCHA_GRANTS_FILE ?? null, isDevelopment, clock, log });
  const withholding = openWithholding({ file: config.FENGCHA_WITHHOLDING_FILE ?? null, log });
  const manifest = config.FENGCHA_PERSISTED_MANIFEST && readManifest(config.FENGCHA_PERSISTED_MANIFEST);
  const registerConnection = await createConnection(config.REGISTER_MONGO_URL).asPromise();
  const controlConnection = await createConnection(config.GATEWAY_MONGO_URL).asPromise();
  const following: FollowOptions = {
    onUnreadable: (error) => {
      log.error(factsOfError(error), "keys.unreadable");
    },
  };
  const passportKey = followPrivateKey(config.FENGCHA_KEY_DIR, "passport", following);
  const tls = readTls(config);
  const app = await openApp({
    supergraphSdl: readFileSync(supergraphFile, "utf8"),
    sources: sources.map(({ name }) =>
      createHttpSource({
        name,
        url: config.urls[name],
        passportKey,
        tls,
        connections: config.SOURCE_CONNECTIONS,
        clock,
      }),
    ),
    deadlineMsOf: (name) => config.deadlines[name],
    registerConnection,
    controlConnection,
    register: {
      instance: config.FENGCHA_INSTANCE,
      leaseMs: config.REGISTER_LEASE_MS,
      suite: suites[config.FENGCHA_CRYPTO_SUITE],
      secrets: {
        register: readSecret(config.FENGCHA_KEY_DIR, "register"),
        personal: readSecret(config.FENGCHA_KEY_DIR, "register-personal"),
      },
      checkpoints: {
        privateKey: readPrivateKey(config.FENGCHA_KEY_DIR, "register-checkpoint"),
        file: config.REGISTER_CHECKPOINT_FILE,
      },
    },
    issuers: issuersOf(config, { following, clock, log }),
    grants,
    withholding,
    limits: rateLimitsOf(config, { isDevelopment }),
    isDevelopment,
    http: {
      host: config.HOST,
      port: config.PORT,
      ...httpOptionsOf(config),
      ...(manifest ? { persisted: { manifest, isExclusive: config.FENGCHA_PERSISTED_ONLY } } : {}),
    },
    log,
    clock,
  }).catch(async (error: unknown) => {
    // An open connection would keep a process alive that serves nobody.
    await registerConnection.close();
    throw error;
  });
  log.info({ port: app.port }, "gateway.started");
  return {
    ...app,
    async close() {
      await app.close();
      await Promise.all([registerConnection.close(), controlConnection.close()]);
    },
  };
}

function httpOptionsOf(config: Config): Omit<HttpOptions, "host" | "port"> {
  return {
    bodyLimitBytes: config.BODY_LIMIT_BYTES,
    operationLimits: operationLimitsOf(config),
    connectionLimits: connectionLimitsOf(config),
    isBehindTls: config.FENGCHA_BEHIND_TLS,
    pages: [],
  };
}

function issuersOf(
  config: Config,
  {
    following,
    clock,
    log,
  }: { readonly following: FollowOptions; readonly clock: () => Date; readonly log: Logger },
): TrustedIssuer[] {
  const folder = config.FENGCHA_KEY_DIR;
  const isDevelopment = config.FENGCHA_ENV === "development";
  const issuers = [trustJobs(followPublicKeys(folder, "job", following))];
  if (config.FENGCHA_ISSUERS_FILE !== undefined) {
    const roles = Object.keys(loadRoles({ isDevelopment }));
    const names = departments.map(({ name }) => name);
    issuers.push(...readIssuers(config.FENGCHA_ISSUERS_FILE, { roles, departments: names, clock, log }));
  }
  if (isDevelopment) issuers.push(trustDemoTokens(readSecretKey(folder, "development-token")));
  return issuers;
}

function readTls(config: Config): TlsIdentity | undefined {
  const { FENGCHA_SUBGRAPH_CA: ca, FENGCHA_SUBGRAPH_CERT: cert, FENGCHA_SUBGRAPH_KEY: key } = config;
  if (ca === undefined) return undefined;
  const read = (file: string): string => readFileSync(file, "utf8");
  return {
    ca: read(ca),
    ...(cert === undefined ? {} : { cert: read(cert) }),
    ...(key === undefined ? {} : { key: read(key) }),
  };
}
