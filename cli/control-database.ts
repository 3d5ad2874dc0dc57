import { join } from "node:path";
import { createConnection, type Connection } from "mongoose";
import { createKeyFiles, readSecret } from "../kernel/key-files.js";
import { databasePrefix } from "./commands/seed.js";
import { databaseUrl } from "./database-url.js";
import { findRunningMongod } from "./mongod/find-running.js";
import { openMongo } from "./mongod/index.js";
import { readSettings } from "./settings.js";

/** The gateways' control database: cases and authorities. */
export interface ControlDatabase {
  readonly connection: Connection;
  /** Under which subjects are hashed. */
  readonly registerKey: Buffer;
  close(): Promise<void>;
}

/**
 * The control database that GATEWAY_MONGO_URL names, with the keys of FENGCHA_KEY_DIR; or else the embedded system's,
 * whether it runs or not. @throws Error in Chinese when one of the two variables is missing
 */
export async function openControlDatabase(env: NodeJS.ProcessEnv): Promise<ControlDatabase> {
  const settings = readSettings(env);
  const { GATEWAY_MONGO_URL: url, FENGCHA_KEY_DIR: keyDir } = settings;
  if (url !== undefined) {
    // Another key would hash the same subjects differently, and no case would ever match.
    if (keyDir === undefined)
      throw new Error(
        "已设 GATEWAY_MONGO_URL，还须用 FENGCHA_KEY_DIR 指定网关的密钥目录 (key folder is missing)",
      );
    const registerKey = readSecret(keyDir, "register");
    const connection = await createConnection(url).asPromise();
    return { connection, registerKey, close: () => connection.close() };
  }
  createKeyFiles(settings.keyDir);
  const dataDir = join(settings.FENGCHA_DATA_DIR, "mongo");
  const running = settings.MONGODB_URI === undefined ? await findRunningMongod(dataDir) : undefined;
  const mongo = running === undefined ? await openMongo({ dataDir, log: say, env }) : undefined;
  try {
    const connection = await createConnection(
      databaseUrl(running ?? mongo?.uri ?? "", `${databasePrefix}gateway`),
    ).asPromise();
    return {
      connection,
      registerKey: readSecret(settings.keyDir, "register"),
      async close() {
        await connection.close();
        await mongo?.stop();
      },
    };
  } catch (error) {
    await mongo?.stop();
    throw error;
  }
}

function say(line: string): void {
  console.error(line);
}
