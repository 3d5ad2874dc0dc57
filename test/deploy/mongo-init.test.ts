import { spawn, type ChildProcess } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createConnection, mongo, type Connection } from "mongoose";
import { findFreePort } from "../../cli/mongod/free-port.js";
import { findMongod } from "../../cli/mongod/find-mongod.js";
import { createMongoSecrets } from "../../deploy/mongo/create-secrets.mjs";
import { createLog } from "../../kernel/log.js";
import { suites } from "../../kernel/crypto-suite.js";
import { receiptOf } from "../../kernel/receipt.js";
import { lookOf } from "../support/register-looks.js";
import { openRegister } from "../../gateway/register/register.js";
import { openDepartment } from "../../subgraphs/open-subgraph.js";
import { root } from "./compose.js";

const needsMongo = process.env["FENGCHA_TEST_NO_MONGO"] ? describe.skip : describe;

/** The deployed databases as compose starts them: three members with a key file, and deploy/mongo/init.mjs. */
needsMongo("the deployed replica set", () => {
  const folder = mkdtempSync(join(tmpdir(), "fengcha-replica-set-"));
  const secrets = join(folder, "secrets");
  const members: ChildProcess[] = [];
  const open: Connection[] = [];
  let loopback = "";

  beforeAll(async () => {
    const ports = [await findFreePort(), await findFreePort(), await findFreePort()];
    const hosts = ports.map((port) => `127.0.0.1:${port}`);
    loopback = hosts[0] ?? "";
    createMongoSecrets(secrets, hosts);
    const mongod = await findMongod();
    for (const port of ports) members.push(startMember(mongod, port));
    await runInit();
  }, 120_000);

  afterAll(async () => {
    await Promise.all(open.map((connection) => connection.close()));
    for (const member of members) {
      if (member.exitCode !== null || member.signalCode !== null) continue;
      member.kill("SIGKILL");
      await once(member, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  });

  function startMember(mongod: string, port: number): ChildProcess {
    const dbPath = join(folder, String(port));
    mkdirSync(dbPath);
    const place = ["--dbpath", dbPath, "--port", String(port), "--bind_ip", "127.0.0.1"];
    const set = ["--replSet", "fengcha", "--keyFile", join(secrets, "mongo.keyfile")];
    return spawn(mongod, [...place, ...set, "--wiredTigerCacheSizeGB", "0.25"], { stdio: "ignore" });
  }

  async function runInit(): Promise<void> {
    const env = { ...process.env, SECRETS_DIR: secrets, MONGO_LOOPBACK: loopback };
    const init = spawn(process.execPath, [join(root, "deploy/mongo/init.mjs")], { env, stdio: "inherit" });
    const [code] = (await once(init, "exit")) as [number | null];
    expect(code).toBe(0);
  }

  function addressOf(account: string): string {
    return readFileSync(join(secrets, `${account}.mongo-url`), "utf8");
  }

  async function connect(account: string): Promise<Connection> {
    const connection = await createConnection(addressOf(account)).asPromise();
    open.push(connection);
    return connection;
  }

  const receipt = "FC20261121-00000000000000000001";
  const denied = expect.objectContaining({ codeName: "Unauthorized" }) as unknown;

  it("has three members, one of them primary", async () => {
    const connection = await connect("tax");
    const hello = await connection.db?.command({ hello: 1 });
    expect(hello).toMatchObject({ setName: "fengcha", isWritablePrimary: true });
    expect(hello?.["hosts"]).toHaveLength(3);
  });

  it("lets a department work on its own database and on no other", async () => {
    const clock = (): Date => new Date("2026-11-21T04:00:00Z");
    const tax = await openDepartment({
      name: "tax",
      mongoUrl: addressOf("tax"),
      viewKey: Buffer.alloc(32),
      clock,
    });
    expect(await tax.records.versionsOf("nobody")).toEqual([]);
    const elsewhere = tax.connection.useDb("fengcha_market").collection("records");
    await expect(elsewhere.findOne({})).rejects.toEqual(denied);
    await tax.close();
  });

  it("lets a gateway add to the register and read it, and change or delete nothing", async () => {
    const connection = await connect("register-append");
    const register = await openRegister({
      register: connection,
      control: await connect("gateway"),
      instance: "gateway-1",
      leaseMs: 5000,
      suite: suites.international,
      checkpoints: {
        privateKey: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
        file: join(folder, "checkpoints.jsonl"),
      },
      log: createLog({ level: "silent" }),
      clock: () => new Date("2026-11-21T04:00:00Z"),
      stopwatch: () => performance.now(),
    });
    const look = lookOf({ receipt, unit: "单位" });
    const stamp = await register.recordIntent(look);
    expect(await register.find(receiptOf(receipt, stamp))).toMatchObject({ unit: "单位", seq: 2 });
    expect(await register.isReady()).toBe(true);
    await register.close();
    const entries = connection.collection("register");
    await expect(entries.updateOne({}, { $set: { unit: "别的单位" } })).rejects.toEqual(denied);
    await expect(entries.deleteOne({})).rejects.toEqual(denied);
    await expect(entries.drop()).rejects.toEqual(denied);
  });

  it("lets whoever erases destroy keys, and change or delete no entry", async () => {
    const connection = await connect("register-erase");
    await connection.collection("register_keys").deleteOne({});
    await expect(connection.collection("register").deleteOne({})).rejects.toEqual(denied);
    const gateway = await connect("register-append");
    await expect(gateway.collection("register_keys").deleteOne({})).rejects.toEqual(denied);
  });

  it("lets the credit office only read the register", async () => {
    const connection = await connect("register-read");
    const entries = connection.collection<{ receipt: string }>("register");
    expect(await entries.findOne({ receipt })).toMatchObject({ unit: "单位" });
    await expect(entries.insertOne({ receipt: "FC-2" })).rejects.toEqual(denied);
  });

  it("lets the credit office read cases of the gateways' database, and nothing else of it", async () => {
    const connection = await connect("case-read");
    expect(await connection.collection("cases").findOne({})).toBeNull();
    expect(await connection.collection("case_feeds").findOne({})).toBeNull();
    await expect(connection.collection("authorities").findOne({})).rejects.toEqual(denied);
    await expect(connection.collection("cases").insertOne({ state: "OPEN" })).rejects.toEqual(denied);
  });

  it("lets the credit office write in a transaction, as batches do", async () => {
    const connection = await connect("credit-office");
    await connection.transaction(async (session) => {
      await connection.collection("batches").insertOne({ size: 1 }, { session });
    });
    expect(await connection.collection("batches").countDocuments({})).toBe(1);
  });

  it("knows nobody without a password", async () => {
    const stranger = new mongo.MongoClient(`mongodb://${loopback}/?directConnection=true`);
    await expect(stranger.db("fengcha_tax").collection("records").findOne({})).rejects.toEqual(denied);
    await stranger.close();
  });

  it("stays as it is when it is set up once more", async () => {
    await runInit();
    const connection = await connect("register-read");
    expect(await connection.collection("register").countDocuments({})).toBe(2);
  }, 60_000);
});
