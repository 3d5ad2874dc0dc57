import { createConnection, type Connection } from "mongoose";
import { databaseUrl } from "../../cli/database-url.js";
import { registerCollection, type RegisterEntry } from "../../kernel/register-entry.js";
import { freshDatabaseName, testMongoUri } from "./mongo.js";

/** Two fresh databases, as a gateway has them: the register's, and the gateways' own. */
export interface RegisterDatabase {
  readonly register: Connection;
  readonly control: Connection;
  /** All entries of a chain, in order. */
  chain(name: string): Promise<RegisterEntry[]>;
  close(): Promise<void>;
}

export async function openRegisterDatabase(mongoUri = testMongoUri()): Promise<RegisterDatabase> {
  const prefix = freshDatabaseName("r");
  const open = (uri: string, name: string): Promise<Connection> =>
    createConnection(databaseUrl(uri, `${prefix}_${name}`)).asPromise();
  const register = await open(mongoUri, "register");
  const control = await open(testMongoUri(), "gateway");
  return {
    register,
    control,
    chain: (name) =>
      register.collection<RegisterEntry>(registerCollection).find({ chain: name }).sort({ seq: 1 }).toArray(),
    async close() {
      await Promise.all([register.dropDatabase(), control.dropDatabase()]);
      await Promise.all([register.close(), control.close()]);
    },
  };
}
