import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mongo } from "mongoose";
import { findRunningMongod } from "../../cli/mongod/find-running.js";
import { openMongo, startMongod, type RunningMongod } from "../../cli/mongod/index.js";
import { readCommandLine, waitUntil } from "../../cli/mongod/process-list.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const running: RunningMongod[] = [];
let dataDir = "";

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "fengcha-mongod-"));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((mongod) => mongod.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

describe("startMongod", () => {
  it("gives a primary of the replica set that can do transactions, and leaves no process", async () => {
    const mongod = await start();
    expect(mongod.uri).toBe(`mongodb://127.0.0.1:${mongod.port}/?replicaSet=fengcha`);
    await withClient(mongod, async (client) => {
      expect(await client.db("admin").command({ hello: 1 })).toMatchObject({
        setName: "fengcha",
        isWritablePrimary: true,
      });
      const accounts = client.db("bank").collection("accounts");
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await accounts.insertOne({ owner: "甲" }, { session });
          await accounts.insertOne({ owner: "乙" }, { session });
        }),
      );
      expect(await accounts.countDocuments()).toBe(2);
    });
    expect(await findRunningMongod(dataDir)).toBe(mongod.uri);
    await mongod.stop();
    expect(await isRunning(mongod.pid)).toBe(false);
    expect(await findRunningMongod(dataDir)).toBeUndefined();
  });

  it("stops twice as well as once, and in spite of a client that stays connected", async () => {
    const mongod = await start();
    await withClient(mongod, async (client) => {
      await client.db("bank").collection("accounts").insertOne({ owner: "甲" });
      await Promise.all([mongod.stop(), mongod.stop()]);
      expect(await isRunning(mongod.pid)).toBe(false);
    });
  });

  it("keeps its data when it is started again on another port", async () => {
    const first = await start();
    await insertOne(first);
    await first.stop();
    const second = await start();
    expect(second.port).not.toBe(first.port);
    expect(await count(second)).toBe(1);
  });

  it("recovers after mongod was killed by -9", async () => {
    const first = await start();
    await insertOne(first);
    process.kill(first.pid, "SIGKILL");
    await waitUntil(async () => !(await isRunning(first.pid)), 5_000);
    expect(await count(await start())).toBe(1);
  });

  it("does not outlive a launcher that was killed by -9, and the data can be used again", async () => {
    const { launcher, mongodPid } = await startLauncher();
    launcher.kill("SIGKILL");
    await once(launcher, "exit");
    expect(await waitUntil(async () => !(await isRunning(mongodPid)), 8_000)).toBe(true);
    await insertOne(await start());
  });

  it("takes over at once from a launcher that was killed a moment ago", async () => {
    const { launcher, mongodPid } = await startLauncher();
    launcher.kill("SIGKILL");
    await once(launcher, "exit");
    await insertOne(await start());
    expect(await isRunning(mongodPid)).toBe(false);
  });

  it("refuses a data directory that another process uses, and leaves that one alone", async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(/正由另一个逢查进程（\d+）使用/);
    await insertOne(first);
  });

  it("refuses a taken port by name", async () => {
    const first = await start();
    const elsewhere = join(dataDir, "elsewhere");
    await expect(startMongod({ dataDir: elsewhere, port: first.port })).rejects.toThrow(
      `端口 ${first.port} 已被占用`,
    );
  });
});

describe("openMongo", () => {
  it("starts nothing when MONGODB_URI names a server", async () => {
    const uri = "mongodb://db.example.test/?replicaSet=rs0";
    const opened = await openMongo({ dataDir: join(dataDir, "unused"), env: { MONGODB_URI: uri } });
    expect(opened.uri).toBe(uri);
    await opened.stop();
  });
});

async function start(): Promise<RunningMongod> {
  const mongod = await startMongod({ dataDir, cacheSizeGb: 0.25 });
  running.push(mongod);
  return mongod;
}

/** A process of its own that starts mongod and prints its pid. */
async function startLauncher() {
  const script = `
    import { startMongod } from "./cli/mongod/index.ts";
    const mongod = await startMongod({ dataDir: process.argv[1], cacheSizeGb: 0.25 });
    console.log(mongod.pid);
    setInterval(() => {}, 1000);`;
  const args = ["--import", "tsx", "--input-type=module", "-e", script, dataDir];
  const launcher = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(launcher.stdout, "data")) as [Buffer];
  return { launcher, mongodPid: Number(line.toString()) };
}

async function withClient(
  mongod: RunningMongod,
  use: (client: mongo.MongoClient) => Promise<void>,
): Promise<void> {
  const client = new mongo.MongoClient(mongod.uri);
  try {
    await use(client);
  } finally {
    await client.close();
  }
}

async function insertOne(mongod: RunningMongod): Promise<void> {
  await withClient(mongod, async (client) => {
    await client
      .db("bank")
      .collection("accounts")
      .insertOne({ owner: "甲" }, { writeConcern: { w: "majority" } });
  });
}

async function count(mongod: RunningMongod): Promise<number> {
  let documents = 0;
  await withClient(mongod, async (client) => {
    documents = await client.db("bank").collection("accounts").countDocuments();
  });
  return documents;
}

async function isRunning(pid: number): Promise<boolean> {
  return (await readCommandLine(pid)).length > 0;
}
