import { createConnection, type Connection } from "mongoose";
import { freshDatabaseName, testMongoUri } from "./mongo.js";

/** A control database of its own on the mongod that tests share; `close` drops it. */
export async function openTestControl(): Promise<{ readonly control: Connection; close(): Promise<void> }> {
  const control = await createConnection(testMongoUri(), {
    dbName: freshDatabaseName("control"),
    monitorCommands: true,
  }).asPromise();
  return {
    control,
    async close() {
      await control.dropDatabase();
      await control.close();
    },
  };
}

/** Counts the commands that reach the database from now on. */
export function countCommands(control: Connection): () => readonly string[] {
  const names: string[] = [];
  control.getClient().on("commandStarted", ({ commandName }) => names.push(commandName));
  return () => names;
}
