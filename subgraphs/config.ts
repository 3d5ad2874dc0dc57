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
  /** Credit office only: YAML file of thresholds for audits; without one the defaults of docs/operations/audit.md hold. */
  FENGCHA_AUDIT_FILE: z.string().min(1).optional(),
  /** Credit office only: GraphQL endpoint of a gateway, for batches. */
  GATEWAY_URL: z.url().optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
});

export type SubgraphConfig = Readonly<z.infer<typeof settings>>;

/** @throws Error naming every wrong or missing variable; nothing has been started yet. */
export function readSubgraphConfig(env: NodeJS.ProcessEnv): SubgraphConfig {
  const result = settings.safeParse(readEnv(env, ["MONGO_URL", "REGISTER_MONGO_URL"]));
  if (!result.success) throw new Error(`Invalid configuration\n${z.prettifyError(result.error)}`);
  return Object.freeze(result.data);
}
