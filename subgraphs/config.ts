import { z } from "zod";
import { mongoUrl, readEnv } from "../kernel/read-env.js";

const settings = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(4001),
  /** This subgraph's own database; or MONGO_URL_FILE. */
  MONGO_URL: mongoUrl,
  /** Folder of the key files. */
  FENGCHA_KEY_DIR: z.string().min(1),
  /** Credit office only: the query register, with an account that may only read; or REGISTER_MONGO_URL_FILE. */
  REGISTER_MONGO_URL: mongoUrl.optional(),
  /** Credit office only: the gateways' database, with an account that may read cases; or GATEWAY_MONGO_URL_FILE. */
  GATEWAY_MONGO_URL: mongoUrl.optional(),
  /** Credit office only: YAML file of thresholds for audits; without one the defaults of docs/operations/audit.md hold. */
  FENGCHA_AUDIT_FILE: z.string().min(1).optional(),
  /** Credit office only: folder of YAML files with holidays and 调休, besides those that come with the program. */
  FENGCHA_CALENDAR_DIR: z.string().min(1).optional(),
  /** Credit office only: GraphQL endpoint of a gateway, for batches. */
  GATEWAY_URL: z.url().optional(),
  /** PEM files for HTTPS to gateways alone: own certificate and key, and who signs the gateways' certificates. */
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  TLS_CLIENT_CA: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
});

export type SubgraphConfig = Readonly<z.infer<typeof settings>>;

/** @throws Error naming every wrong or missing variable; nothing has been started yet. */
export function readSubgraphConfig(env: NodeJS.ProcessEnv): SubgraphConfig {
  const result = settings.safeParse(readEnv(env, ["MONGO_URL", "REGISTER_MONGO_URL", "GATEWAY_MONGO_URL"]));
  if (!result.success) throw new Error(`Invalid configuration\n${z.prettifyError(result.error)}`);
  const { TLS_CERT, TLS_KEY, TLS_CLIENT_CA } = result.data;
  if (new Set([TLS_CERT, TLS_KEY, TLS_CLIENT_CA].map((file) => file === undefined)).size > 1) {
    throw new Error("Invalid configuration\nset all of TLS_CERT, TLS_KEY and TLS_CLIENT_CA, or none");
  }
  return Object.freeze(result.data);
}
