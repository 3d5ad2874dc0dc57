import { setTimeout as delay } from "node:timers/promises";
import { mongo } from "mongoose";

/** Name of the one-node replica set: transactions need one. */
export const replicaSetName = "fengcha";

const primaryMs = 60_000;

/**
 * Waits until the server on `port` is a writable primary. A new data folder is initiated; one that knows the server
 * under an earlier port is told the new one.
 */
export async function ensurePrimary(port: number): Promise<void> {
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 10_000,
  });
  try {
    const admin = client.db("admin");
    const deadline = Date.now() + primaryMs;
    while (!(await isPrimary(admin))) {
      if (Date.now() > deadline) throw new Error("mongod 未成为主节点 / mongod did not become primary");
      await configure(admin, `127.0.0.1:${port}`);
      await delay(20);
    }
  } finally {
    await client.close();
  }
}

async function isPrimary(admin: mongo.Db): Promise<boolean> {
  return (await admin.command({ hello: 1 }))["isWritablePrimary"] === true;
}

interface ReplicaSetConfig {
  readonly version: number;
  readonly members: readonly { readonly host: string }[];
}

async function configure(admin: mongo.Db, host: string): Promise<void> {
  try {
    const config = await readConfig(admin);
    if (config === undefined) {
      await admin.command({ replSetInitiate: { _id: replicaSetName, members: [{ _id: 0, host }] } });
    } else if (config.members[0]?.host !== host) {
      const members = [{ ...config.members[0], host }];
      await admin.command({
        replSetReconfig: { ...config, version: config.version + 1, members },
        force: true,
      });
    }
  } catch (error) {
    // The server is still reading its configuration or applying ours; the loop looks again.
    if (!isPassing(error)) throw error;
  }
}

async function readConfig(admin: mongo.Db): Promise<ReplicaSetConfig | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 }))["config"] as ReplicaSetConfig;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.codeName === "NotYetInitialized") return undefined;
    throw error;
  }
}

function isPassing(error: unknown): boolean {
  const passing = ["AlreadyInitialized", "ConfigurationInProgress"];
  return error instanceof mongo.MongoServerError && passing.includes(error.codeName ?? "");
}
