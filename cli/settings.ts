import { join } from "node:path";
import { z } from "zod";
import { suiteNames } from "../kernel/crypto-suite.js";
import { mongoUrl, readEnv } from "../kernel/read-env.js";

const projectFolder = join(import.meta.dirname, "..");

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  /** Where the embedded system keeps its database and keys. */
  FENGCHA_DATA_DIR: z.string().min(1).default(join(projectFolder, ".data")),
  /** A MongoDB replica set to use instead of our own. */
  MONGODB_URI: z.string().min(1).optional(),
  /** The gateways' control database of a deployed system; or GATEWAY_MONGO_URL_FILE. */
  GATEWAY_MONGO_URL: mongoUrl.optional(),
  /** Subjects of the sample data. */
  FENGCHA_SAMPLE_SUBJECTS: z.coerce.number().int().min(0).default(2000),
  /** Longest wait for a source, in milliseconds. */
  FETCH_TIMEOUT_MS: z.coerce.number().int().positive().max(60_000).default(2000),
  /** GraphQL endpoint that the commands of a client ask. */
  FENGCHA_URL: z.url().optional(),
  /** Bearer token of a client; without it a demo token is minted in development. */
  FENGCHA_TOKEN: z.string().min(1).optional(),
  /** Folder of the key files, where it is not the embedded system's. */
  FENGCHA_KEY_DIR: z.string().min(1).optional(),
  /** The query register that `fengcha register` works on, if not the embedded one; or REGISTER_MONGO_URL_FILE. */
  REGISTER_MONGO_URL: mongoUrl.optional(),
  /** Hash and cipher of what `fengcha register` adds to the register. */
  FENGCHA_CRYPTO_SUITE: z.enum(suiteNames).default("international"),
  /** Folder of YAML files with holidays and 调休, besides those that come with the program. */
  FENGCHA_CALENDAR_DIR: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("warn"),
});

export type Settings = Readonly<z.infer<typeof settings>> & { readonly keyDir: string; readonly url: string };

/** Settings of the commands that work with the embedded system. @throws Error naming every wrong variable */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const result = settings.safeParse(readEnv(env, ["GATEWAY_MONGO_URL", "REGISTER_MONGO_URL"]));
  if (!result.success) throw new Error(`配置有误 (invalid configuration)\n${z.prettifyError(result.error)}`);
  const read = result.data;
  const url = read.FENGCHA_URL ?? `http://127.0.0.1:${read.PORT}/graphql`;
  return { ...read, keyDir: read.FENGCHA_KEY_DIR ?? join(read.FENGCHA_DATA_DIR, "keys"), url };
}
