import { join } from "node:path";
import { createConnection, type Connection } from "mongoose";
import { databaseUrl } from "../database-url.js";
import { openMongo } from "../mongod/index.js";
import { findRunningMongod } from "../mongod/running-mongod.js";
import type { Settings } from "../settings.js";
import { databasePrefix } from "../commands/seed.js";

export interface OpenRegisterDatabase {
  readonly connection: Connection;
  /** Whether it is the embedded system's, whose second place of checkpoints is beside its keys. */
  readonly isEmbedded: boolean;
  close(): Promise<void>;
}

/** The register that REGISTER_MONGO_URL names, or else the embedded system's, which may be running or not. */
export async function openRegisterDatabase(settings: Settings): Promise<OpenRegisterDatabase> {
  const { REGISTER_MONGO_URL: address } = settings;
  if (address !== undefined) {
    const connection = await createConnection(address).asPromise();
    return { connection, isEmbedded: false, close: () => connection.close() };
  }
  const dataDir = join(settings.FENGCHA_DATA_DIR, "mongo");
  const running = settings.MONGODB_URI === undefined ? await findRunningMongod(dataDir) : undefined;
  const mongo = running === undefined ? await openMongo({ dataDir, log: console.error }) : undefined;
  const uri = databaseUrl(running ?? mongo?.uri ?? "", `${databasePrefix}register`);
  const connection = await createConnection(uri).asPromise();
  return {
    connection,
    isEmbedded: true,
    async close() {
      await connection.close();
      await mongo?.stop();
    },
  };
}
