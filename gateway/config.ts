import { hostname } from "node:os";
import { z } from "zod";
import { suiteNames } from "../kernel/crypto-suite.js";
import { mongoUrl, readEnv } from "../kernel/read-env.js";
import { sources, type SourceName } from "../schema/departments.js";
import { httpSettings } from "./http/http-settings.js";
import { rateLimitVariables } from "./limits/rate-limit-settings.js";
import { isLoopback } from "./loopback.js";

const port = z.coerce.number().int().min(0).max(65535);
const deadlineMs = z.coerce.number().int().positive().max(60_000);

/** Variable names of a source: FENGCHA_CREDIT_OFFICE_URL, FENGCHA_CREDIT_OFFICE_DEADLINE_MS. */
const variableOf = (name: SourceName, what: "URL" | "DEADLINE_MS"): string =>
  `FENGCHA_${name.toUpperCase().replaceAll("-", "_")}_${what}`;

const settings = z.object({
  /** `development` allows demo tokens and sample data, on a loopback address only. */
  FENGCHA_ENV: z.enum(["production", "development"]).default("production"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: port.default(4000),
  /** Folder of the key files. */
  FENGCHA_KEY_DIR: z.string().min(1),
  /** YAML file of trusted token issuers; not needed in development. */
  FENGCHA_ISSUERS_FILE: z.string().min(1).optional(),
  /** YAML file of grants (unit × role × matter, with an expiry); not needed in development. Followed while it changes. */
  FENGCHA_GRANTS_FILE: z.string().min(1).optional(),
  /** YAML file of the looks of which subjects are told later; without it none is withheld. Followed while it changes. */
  FENGCHA_WITHHOLDING_FILE: z.string().min(1).optional(),
  /** Database of the query register, with an account that adds and reads; or REGISTER_MONGO_URL_FILE. */
  REGISTER_MONGO_URL: mongoUrl,
  /** PEM file of who signs the subgraphs' certificates; their URLs are https then. */
  FENGCHA_SUBGRAPH_CA: z.string().min(1).optional(),
  /** PEM files of the gateway's own certificate and key, shown to subgraphs (mutual TLS). */
  FENGCHA_SUBGRAPH_CERT: z.string().min(1).optional(),
  FENGCHA_SUBGRAPH_KEY: z.string().min(1).optional(),
  /** The gateways' own database (leases, cases, limits), with an account that reads and writes; or GATEWAY_MONGO_URL_FILE. */
  GATEWAY_MONGO_URL: mongoUrl,
  /** Name of this gateway's chain in the register: different for each gateway, the same after a restart. */
  FENGCHA_INSTANCE: z
    .string()
    .regex(/^(?!retention$)[\w.-]{1,64}$/)
    .optional(),
  /** Hash and cipher of the register: SHA-256 and AES-256-GCM, or SM3 and SM4 (国密). */
  FENGCHA_CRYPTO_SUITE: z.enum(suiteNames).default("international"),
  /** Second place of the signed checkpoints: a file that the databases' administrator cannot write. */
  REGISTER_CHECKPOINT_FILE: z.string().min(1),
  /** How long a gateway that fell silent keeps its chain, in milliseconds. */
  REGISTER_LEASE_MS: z.coerce.number().int().min(500).max(60_000).default(5000),
  /** Longest wait for a source, in milliseconds; FENGCHA_TAX_DEADLINE_MS and the like change it for one. */
  FETCH_TIMEOUT_MS: deadlineMs.default(2000),
  /** Kept connections to each subgraph. */
  SOURCE_CONNECTIONS: z.coerce.number().int().positive().max(1024).default(16),
  ...httpSettings,
  ...rateLimitVariables,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
});

export type Config = Readonly<z.infer<typeof settings>> & {
  readonly FENGCHA_INSTANCE: string;
  readonly urls: Readonly<Record<SourceName, string>>;
  readonly deadlines: Readonly<Record<SourceName, number>>;
};

/** @throws Error naming every wrong or missing variable; nothing has been started yet. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const urls = z.object(Object.fromEntries(sources.map(({ name }) => [variableOf(name, "URL"), z.url()])));
  const deadlines = z.object(
    Object.fromEntries(sources.map(({ name }) => [variableOf(name, "DEADLINE_MS"), deadlineMs.optional()])),
  );
  const result = z
    .intersection(settings, z.intersection(urls, deadlines))
    .safeParse(readEnv(env, ["REGISTER_MONGO_URL", "GATEWAY_MONGO_URL"]));
  if (!result.success) throw new Error(`Invalid configuration\n${z.prettifyError(result.error)}`);
  const read = result.data as z.infer<typeof settings> & Record<string, unknown>;
  if (read.FENGCHA_ENV === "development" && !isLoopback(read.HOST)) {
    throw new Error("Invalid configuration\nFENGCHA_ENV=development is only for a loopback HOST");
  }
  if (read.FENGCHA_ENV === "production" && read.FENGCHA_ISSUERS_FILE === undefined) {
    throw new Error("Invalid configuration\nFENGCHA_ISSUERS_FILE is required in production");
  }
  if (read.FENGCHA_ENV === "production" && read.FENGCHA_GRANTS_FILE === undefined) {
    throw new Error("Invalid configuration\nFENGCHA_GRANTS_FILE is required in production");
  }
  if (read.FENGCHA_PERSISTED_ONLY && read.FENGCHA_PERSISTED_MANIFEST === undefined) {
    throw new Error("Invalid configuration\nFENGCHA_PERSISTED_ONLY needs a FENGCHA_PERSISTED_MANIFEST");
  }
  const tlsFault = tlsFaultOf(
    read,
    sources.map(({ name }) => String(read[variableOf(name, "URL")])),
  );
  if (tlsFault !== undefined) throw new Error(`Invalid configuration\n${tlsFault}`);
  return Object.freeze({
    ...read,
    FENGCHA_INSTANCE:
      read.FENGCHA_INSTANCE ?? `${hostname()}-${read.PORT}`.replace(/[^\w.-]/g, "_").slice(-64),
    urls: bySource((name) => String(read[variableOf(name, "URL")])),
    deadlines: bySource((name) => Number(read[variableOf(name, "DEADLINE_MS")] ?? read.FETCH_TIMEOUT_MS)),
  });
}

/** A certificate that nobody checks, or a key that goes nowhere, is a mistake. */
function tlsFaultOf(read: z.infer<typeof settings>, urls: readonly string[]): string | undefined {
  const { FENGCHA_SUBGRAPH_CA: ca, FENGCHA_SUBGRAPH_CERT: cert, FENGCHA_SUBGRAPH_KEY: key } = read;
  if ((cert === undefined) !== (key === undefined))
    return "set both FENGCHA_SUBGRAPH_CERT and FENGCHA_SUBGRAPH_KEY, or none";
  if (cert !== undefined && ca === undefined)
    return "FENGCHA_SUBGRAPH_CA is required with FENGCHA_SUBGRAPH_CERT";
  if (ca !== undefined && urls.some((url) => !url.startsWith("https:")))
    return "with FENGCHA_SUBGRAPH_CA every FENGCHA_<SOURCE>_URL must be https";
  return undefined;
}

function bySource<Value>(valueOf: (name: SourceName) => Value): Record<SourceName, Value> {
  return Object.fromEntries(sources.map(({ name }) => [name, valueOf(name)])) as Record<SourceName, Value>;
}
