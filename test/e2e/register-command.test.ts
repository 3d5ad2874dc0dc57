import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { databaseUrl } from "../../cli/database-url.js";
import { checkpointCollection, type Checkpoint } from "../../kernel/checkpoint.js";
import { registerCollection, type RegisterEntry } from "../../kernel/register-entry.js";
import { checkQuery } from "../support/check-query.js";
import { eventually } from "../support/eventually.js";
import { testMongoUri } from "../support/mongo.js";
import { startTestSystem, type TestSystem } from "../support/test-system.js";

const root = join(import.meta.dirname, "..", "..");
let system: TestSystem;
let receipt = "";

beforeAll(async () => {
  system = await startTestSystem();
  receipt = await check("dishonest-debtor");
  await check("clean");
  await untilCovered();
}, 120_000);
afterAll(async () => {
  await system.close();
});

async function check(name: "dishonest-debtor" | "clean" | "person-recruitment"): Promise<string> {
  const { identifiers, matter, caseNumber, role } = system.named(name);
  const input = { matter, caseNumber, subjects: identifiers };
  const { data } = await system.ask(role, checkQuery, { input });
  return (data as { check: { receipt: string } }).check.receipt;
}

const entries = () => system.register().collection<RegisterEntry>(registerCollection);

async function untilCovered(): Promise<void> {
  await eventually(async () => {
    const checkpoints = system.register().collection<Checkpoint>(checkpointCollection);
    const last = await checkpoints.findOne({}, { sort: { seq: -1 } });
    const covered = (last?.heads ?? []).reduce((total, { seq }) => total + seq, 0);
    if (covered !== (await entries().countDocuments({}))) throw new Error("not covered yet");
  });
}

/** `fengcha register …` as an auditor runs it, against this system's database; the system in this process goes on. */
async function fengcha(
  args: readonly string[],
  input = "",
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "cli/main.ts", "register", ...args], {
    cwd: root,
    env: {
      PATH: process.env["PATH"],
      APOLLO_TELEMETRY_DISABLED: "true",
      FENGCHA_KEY_DIR: system.keyDir,
      REGISTER_MONGO_URL: databaseUrl(testMongoUri(), `${system.databasePrefix}register`),
    },
  });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { code, output: stdout + stderr };
}
const secondPlace = (): string => join(system.keyDir, "register-checkpoints.jsonl");

describe("fengcha register verify", () => {
  it("finds a register intact that nobody touched, and ends with 0", async () => {
    const { code, output } = await fengcha(["verify", "--checkpoints", secondPlace(), "--receipt", receipt]);
    expect(output).toContain("登记完整，未发现改动");
    expect(code).toBe(0);
  }, 60_000);

  it("names what was altered, in Chinese with chain and sequence, and ends with 1", async () => {
    const intent = await entries().findOne({ kind: "INTENT" });
    if (!intent) throw new Error("no intent");
    const { _id, unit, seq, chain } = intent;
    await entries().updateOne({ _id }, { $set: { unit: "别的单位" } });
    const { code, output } = await fengcha(["verify"]);
    await entries().updateOne({ _id }, { $set: { unit } });
    expect(output).toContain(`ALTERED 被篡改：链 ${chain} 第 ${seq} 条`);
    expect(code).toBe(1);
  }, 60_000);

  it("reads days, and prints JSON", async () => {
    const { code, output } = await fengcha([
      "verify",
      "--from",
      "2026-01-01",
      "--to",
      "2126-01-01",
      "--json",
    ]);
    expect(JSON.parse(output)).toMatchObject({ isIntact: true, findings: [], chains: 1 });
    expect(code).toBe(0);
    expect(await fengcha(["verify", "--from", "yesterday"])).toMatchObject({ code: 2 });
  }, 60_000);
});

describe("fengcha register export", () => {
  it("writes evidence of one check, which the auditor's script verifies without us", async () => {
    const file = join(system.keyDir, "evidence.json");
    expect(await fengcha(["export", receipt, "--out", file])).toMatchObject({ code: 0 });
    const verify = () =>
      spawnSync(
        process.execPath,
        [
          join(root, "tools/verify-evidence.mjs"),
          file,
          "--key",
          join(system.keyDir, "register-checkpoint.public.pem"),
        ],
        { encoding: "utf8" },
      );
    expect(verify()).toMatchObject({ status: 0, stdout: expect.stringContaining("未被改动") as unknown });
    writeFileSync(file, readFileSync(file, "utf8").replace('"HOLD"', '"PASS"'));
    expect(verify().status).toBe(1);
    expect((await fengcha(["export", `${receipt.slice(0, -1)}x`, "--out", file])).code).toBe(1);
  }, 60_000);
});

describe("fengcha register erase and expire", () => {
  it("makes a person's looks unlinkable, says so, and the register still verifies", async () => {
    await check("person-recruitment");
    const [identifier = ""] = system.named("person-recruitment").identifiers;
    const query = `{ accessLog(identifier: "${identifier}") { entries { purpose } } }`;
    expect((await system.ask("auditor", query)).data.accessLog.entries).not.toEqual([]);
    const basis = "《个人信息保护法》第四十七条";
    const erased = await fengcha(["erase", "--subject-file", "-", "--basis", basis], `${identifier}\n`);
    expect(erased.output).toContain("销毁密钥 1 个");
    expect((await system.ask("auditor", query)).data.accessLog.entries).toEqual([]);
    expect(await entries().findOne({ kind: "ERASED" })).toMatchObject({ chain: "retention", seq: 1 });
    const dryRun = await fengcha(["expire", "--dry-run"]);
    expect(dryRun.output).toContain("已过保存期限 0 个");
    await untilCovered();
    expect(await fengcha(["verify", "--checkpoints", secondPlace()])).toMatchObject({ code: 0 });
  }, 90_000);
});
