import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mongoose";
import { jobIssuer } from "../kernel/job-token.js";
import { readPrivateKey, readPublicKey, readSecret, readSecretKey } from "../kernel/key-files.js";
import { sources } from "../schema/departments.js";
import { openApp } from "./app.js";
import { readConfig, type Config } from "./config.js";
import { createHttpSource } from "./execution/sources/http-source.js";
import type { HttpOptions, HttpServer } from "./http/http-server.js";
import { connectionLimitsOf, operationLimitsOf } from "./http/http-settings.js";
import { readManifest } from "./http/persisted/manifest.js";
import type { TrustedIssuer } from "./identity/authenticate.js";
import { developmentIssuer } from "./identity/development-token.js";
import { readIssuers } from "./identity/read-issuers.js";
import { createLog } from "../kernel/log.js";

/** The supergraph as committed; `npm run schema` writes it. */
export const supergraphFile = join(import.meta.dirname, "..", "schema", "generated", "supergraph.graphql");

/** Starts a gateway of the deployed shape: subgraphs over HTTP. @throws Error when the configuration is wrong */
export async function startGateway(env: NodeJS.ProcessEnv): Promise<HttpServer> {
  const config = readConfig(env);
  const clock = (): Date => new Date();
  const log = createLog({ level: config.LOG_LEVEL });
  const manifest = config.FENGCHA_PERSISTED_MANIFEST && readManifest(config.FENGCHA_PERSISTED_MANIFEST);
  const registerConnection = await createConnection(config.REGISTER_MONGO_URL).asPromise();
  const passportKey = readPrivateKey(config.FENGCHA_KEY_DIR, "passport");
  const app = await openApp({
    supergraphSdl: readFileSync(supergraphFile, "utf8"),
    sources: sources.map(({ name }) =>
      createHttpSource({
        name,
        url: config.urls[name],
        passportKey,
        connections: config.SOURCE_CONNECTIONS,
        clock,
      }),
    ),
    deadlineMsOf: (name) => config.deadlines[name],
    registerConnection,
    registerKey: readSecret(config.FENGCHA_KEY_DIR, "register"),
    issuers: issuersOf(config),
    isDevelopment: config.FENGCHA_ENV === "development",
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
      await registerConnection.close();
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

function issuersOf(config: Config): TrustedIssuer[] {
  const folder = config.FENGCHA_KEY_DIR;
  const issuers: TrustedIssuer[] = [
    { issuer: jobIssuer, algorithm: "ES256", key: readPublicKey(folder, "job") },
  ];
  if (config.FENGCHA_ISSUERS_FILE !== undefined) issuers.push(...readIssuers(config.FENGCHA_ISSUERS_FILE));
  if (config.FENGCHA_ENV === "development") {
    issuers.push({
      issuer: developmentIssuer,
      algorithm: "HS256",
      key: readSecretKey(folder, "development-token"),
    });
  }
  return issuers;
}
