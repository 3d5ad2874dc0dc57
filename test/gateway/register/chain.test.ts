import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openChain, type Chain } from "../../../gateway/register/chain.js";
import { draftOf, noOutcome, type Draft } from "../../../gateway/register/drafts.js";
import { leaseCollection, openLease } from "../../../gateway/register/lease.js";
import { prepareRegister } from "../../../gateway/register/register.js";
import { suiteNames, suites, type SuiteName } from "../../../kernel/crypto-suite.js";
import { hasFieldsOfEntry, hashOfEntry } from "../../../kernel/register-entry.js";
import { testMongoUri } from "../../support/mongo.js";
import { openRegisterDatabase, type RegisterDatabase } from "../../support/register-database.js";
import { lookOf } from "../../support/register-looks.js";
import { openTcpProxy } from "../../support/tcp-proxy.js";
import { eventually } from "../../support/eventually.js";

let database: RegisterDatabase;
beforeAll(async () => {
  database = await openRegisterDatabase();
  await prepareRegister(database.register);
});
afterAll(async () => {
  await database.close();
});

const at = new Date("2026-11-21T04:00:00Z");
const intent = (receipt: string): Draft => draftOf("INTENT", lookOf({ receipt }), noOutcome, at);
const outcome = (receipt: string): Draft =>
  draftOf("OUTCOME", lookOf({ receipt }), { ...noOutcome, decision: "PASS" }, at);

function open(
  name: string,
  options: { leaseMs?: number; suite?: SuiteName; from?: RegisterDatabase } = {},
): Promise<Chain> {
  const { leaseMs = 60_000, suite = "international", from = database } = options;
  const stopwatch = (): number => performance.now();
  const holder = `${name} ${Math.random()}`;
  const lease = openLease({ control: from.control, chain: name, holder, leaseMs, stopwatch });
  return openChain({
    register: from.register,
    lease,
    name,
    suite: suites[suite],
    leaseMs,
    clock: () => at,
    stopwatch,
  });
}

/** As a crash leaves it: the lease has an end, and nobody gives it back. */
const expireLease = (name: string) =>
  database.control
    .collection<{ _id: string }>(leaseCollection)
    .updateOne({ _id: name }, { $set: { until: new Date(0) } });

async function expectSound(name: string, from = database): Promise<string[]> {
  const entries = await from.chain(name);
  entries.forEach((entry, index) => {
    expect(entry.seq).toBe(index + 1);
    expect(entry.previousHash).toBe(entries[index - 1]?.hash ?? "");
    expect(hashOfEntry(entry)).toBe(entry.hash);
    expect(hasFieldsOfEntry(entry)).toBe(true);
  });
  return entries.map(({ kind, receipt }) => (receipt === "" ? kind : `${kind} ${receipt}`));
}

describe.each(suiteNames)("a chain by the suite %s", (suite) => {
  const name = `kinds-${suite}`;

  it("opens, goes on over restarts, and links every entry to the one before it", async () => {
    const first = await open(name, { suite });
    const stamps = await first.append([intent("A"), intent("B")]);
    expect(stamps.map(({ seq }) => seq)).toEqual([2, 3]);
    await first.append([outcome("A"), outcome("B")]);
    await first.close();
    const second = await open(name, { suite });
    await second.append([intent("C"), outcome("C")]);
    await second.close();
    expect(await expectSound(name)).toEqual([
      ...["OPENED", "INTENT A", "INTENT B", "OUTCOME A", "OUTCOME B"],
      ...["OPENED", "INTENT C", "OUTCOME C"],
    ]);
    const entries = await database.chain(name);
    expect(entries.map(({ epoch }) => epoch)).toEqual([1, 1, 1, 1, 1, 2, 2, 2]);
    expect(new Set(entries.map((entry) => entry.suite))).toEqual(new Set([suites[suite].digest]));
  });
});

describe("a chain", () => {
  it("marks, when it is taken up, the intents whose outcome never came", async () => {
    const first = await open("crash");
    await first.append([intent("A"), intent("B"), outcome("A"), intent("C")]);
    await expireLease("crash");
    const second = await open("crash");
    await second.append([intent("D"), outcome("D")]);
    expect(await expectSound("crash")).toEqual([
      ...["OPENED", "INTENT A", "INTENT B", "OUTCOME A", "INTENT C"],
      ...["ABANDONED B", "ABANDONED C", "OPENED", "INTENT D", "OUTCOME D"],
    ]);
    await second.close();
    const third = await open("crash");
    expect((await expectSound("crash")).filter((kind) => kind.startsWith("ABANDONED"))).toHaveLength(2);
    await third.close();
    await first.close();
  });

  it("refuses a second gateway of the same name", async () => {
    const first = await open("twice", { leaseMs: 1500 });
    await expect(open("twice", { leaseMs: 1500 })).rejects.toThrow(/网关实例 twice 已由另一进程运行/);
    expect(first.isWritable()).toBe(true);
    await first.close();
  });

  it("refuses a writer whose lease another has taken, and its write lands nowhere", async () => {
    const zombie = await open("zombie");
    await zombie.append([intent("A")]);
    await expireLease("zombie");
    const heir = await open("zombie");
    await heir.append([intent("B")]);
    // The zombie believes in its lease; the unique index does not.
    expect(zombie.isWritable()).toBe(true);
    await expect(zombie.append([intent("Z")])).rejects.toThrow();
    expect(zombie.isWritable()).toBe(false);
    await expect(zombie.append([intent("Z")])).rejects.toThrow(/已由另一进程运行/);
    await heir.append([outcome("B")]);
    expect(await expectSound("zombie")).toEqual([
      ...["OPENED", "INTENT A", "ABANDONED A", "OPENED", "INTENT B", "OUTCOME B"],
    ]);
    await heir.close();
    await eventually(() => zombie.append([intent("Z"), outcome("Z")]));
    expect((await expectSound("zombie")).slice(-3)).toEqual(["OPENED", "INTENT Z", "OUTCOME Z"]);
    await zombie.close();
  });

  it("goes on by itself after the database was away, and marks what landed of a write that failed", async () => {
    const proxy = await openTcpProxy(Number(new URL(testMongoUri()).port));
    const away = await openRegisterDatabase(
      `mongodb://127.0.0.1:${proxy.port}/?directConnection=true&serverSelectionTimeoutMS=500`,
    );
    await prepareRegister(away.register);
    const chain = await open("outage", { leaseMs: 1500, from: away });
    await chain.append([intent("A")]);
    proxy.cut();
    await expect(chain.append([intent("B")])).rejects.toThrow();
    await expect(chain.append([intent("C")])).rejects.toThrow();
    expect(chain.isWritable()).toBe(false);
    proxy.mend();
    // Nobody needs to ask: the chain mends itself.
    await eventually(() => (chain.isWritable() ? Promise.resolve() : Promise.reject(new Error("not yet"))));
    await chain.append([outcome("A")]);
    const kinds = (await expectSound("outage", away)).filter((kind) => !/ [BC]$/.test(kind));
    expect(kinds).toEqual(["OPENED", "INTENT A", "OUTCOME A"]);
    await chain.close();
    await away.close();
    await proxy.close();
  }, 60_000);

  it("marks an intent that landed although its write was reported as failed, and not one under way", async () => {
    const chain = await open("unknown");
    await chain.append([intent("A")]);
    // As if a write of ours had landed while its answer was lost: the next place is taken.
    const other = await database.chain("unknown");
    const { linkDrafts } = await import("../../../gateway/register/drafts.js");
    const head = other.at(-1) ?? { seq: 0, hash: "" };
    const landed = linkDrafts([intent("L")], head, {
      chain: "unknown",
      epoch: 1,
      suite: suites.international,
    });
    await database.register.collection<{ _id: string }>("register").insertMany(landed);
    await expect(chain.append([intent("B")])).rejects.toThrow();
    await chain.append([outcome("A")]);
    expect(await expectSound("unknown")).toEqual([
      "OPENED",
      "INTENT A",
      "INTENT L",
      "ABANDONED L",
      "OUTCOME A",
    ]);
    await chain.close();
  });
});
