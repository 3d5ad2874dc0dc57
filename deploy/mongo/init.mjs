/**
 * Makes three empty mongods a replica set with accounts; run once more it only sets accounts and passwords anew.
 * It runs in mongo-1's network: while there is no account yet, MongoDB lets only a loopback connection make the first.
 *
 * SECRETS_DIR: folder of the files that create-secrets.mjs made. MONGO_LOOPBACK: address of mongo-1 on loopback.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import mongoose from "mongoose";
import { accounts, ownRoles, replicaSet } from "./accounts.mjs";

const { MongoClient, MongoServerError } = mongoose.mongo;
const secretsDir = process.env.SECRETS_DIR ?? "/run/secrets";
const loopback = process.env.MONGO_LOOPBACK ?? "127.0.0.1:27017";
const waitMs = 120_000;

const rootPassword = readSecret("mongo-root.password");
const members = hostsOf(readSecret("tax.mongo-url"));

await withRetries(makeReplicaSet);
await withRetries(makeRoot);
await withRetries(makeAccounts);
console.log(
  `副本集 ${replicaSet} 与 ${Object.keys(accounts).length} 个账号已就绪 (replica set and accounts are ready)`,
);

async function makeReplicaSet() {
  await withClient(`mongodb://${loopback}/?directConnection=true`, async (client) => {
    const config = {
      _id: replicaSet,
      // mongo-1 becomes the primary of the new set: only there the first account can be made.
      members: members.map((host, index) => ({ _id: index, host, priority: index === 0 ? 2 : 1 })),
    };
    await client
      .db("admin")
      .command({ replSetInitiate: config })
      .catch(ignore("AlreadyInitialized", "Unauthorized", "NotYetAuthorized"));
  });
}

async function makeRoot() {
  if (await canSignIn()) return;
  await withClient(`mongodb://${loopback}/?directConnection=true`, async (client) => {
    const { isWritablePrimary } = await client.db("admin").command({ hello: 1 });
    if (!isWritablePrimary) throw new Error("mongo-1 is not the primary yet");
    await client.db("admin").command({ createUser: "root", pwd: rootPassword, roles: ["root"] });
  });
}

async function canSignIn() {
  try {
    await asRoot(async (client) => await client.db("admin").command({ ping: 1 }));
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.codeName === "AuthenticationFailed") return false;
    throw error;
  }
}

async function makeAccounts() {
  await asRoot(async (client) => {
    for (const [name, { database, role }] of Object.entries(accounts)) {
      const db = client.db(database);
      for (const own of ownRoles) if (role === own.role) await makeRole(db, own);
      const account = { pwd: passwordOf(readSecret(`${name}.mongo-url`)), roles: [{ role, db: database }] };
      await db.command({ createUser: name, ...account }).catch(ignore("Location51003"));
      await db.command({ updateUser: name, ...account });
    }
  });
}

async function makeRole(db, own) {
  const privileges = own.privileges(db.databaseName);
  await db.command({ createRole: own.role, privileges, roles: [] }).catch(ignore("Location51002"));
  await db.command({ updateRole: own.role, privileges, roles: [] });
}

async function asRoot(work) {
  const address = `mongodb://root:${encodeURIComponent(rootPassword)}@${members.join(",")}/?replicaSet=${replicaSet}`;
  return await withClient(`${address}&authSource=admin&w=majority`, work);
}

async function withClient(address, work) {
  const client = new MongoClient(address, { serverSelectionTimeoutMS: 5000 });
  try {
    return await work(await client.connect());
  } finally {
    await client.close();
  }
}

/** Members start, elect and replicate in their own time. */
async function withRetries(step) {
  for (const deadline = Date.now() + waitMs; ;) {
    try {
      return await step();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      console.log(`${step.name}: ${error.codeName ?? error.name}, 重试 (trying again)`);
      await pause(1000);
    }
  }
}

/** What another run has done already. */
function ignore(...codeNames) {
  return (error) => {
    if (!codeNames.includes(error.codeName)) throw error;
  };
}

function readSecret(name) {
  return readFileSync(join(secretsDir, name), "utf8").trimEnd();
}

function hostsOf(address) {
  return address
    .replace(/^mongodb:\/\/[^@]*@/, "")
    .split("/")[0]
    .split(",");
}

function passwordOf(address) {
  return decodeURIComponent(/^mongodb:\/\/[^:]+:([^@]+)@/.exec(address)[1]);
}
