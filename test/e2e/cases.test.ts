import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { databaseUrl } from "../../cli/database-url.js";
import { developmentIssuer } from "../../gateway/identity/development-token.js";
import { registerCollection } from "../../kernel/register-entry.js";
import { addDays, shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { checkQuery } from "../support/check-query.js";
import { testMongoUri } from "../support/mongo.js";
import { createRecorder } from "../support/recording-source.js";
import { ask, startTestSystem, type GraphQLAnswer, type TestSystem } from "../support/test-system.js";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "fengcha-cases-"));
const recorder = createRecorder();
const matter = "PROCUREMENT_BID";
const unit = "宿迁市政府采购中心";
const today = shanghaiDayOf(new Date());
let system: TestSystem;
let bidders: readonly string[];
beforeAll(async () => {
  system = await startTestSystem({ wrapSource: recorder.wrapSource });
  bidders = (["clean", "dishonest-debtor", "expired"] as const).flatMap(
    (name) => system.named(name).identifiers,
  );
}, 120_000);
afterAll(async () => {
  await system.close();
  rmSync(folder, { recursive: true });
});

const aCase = (caseNumber: string, given: object = {}): object => ({
  caseNumber,
  matter,
  unit,
  state: "OPEN",
  openedAt: addDays(today, -10),
  subjects: bidders.slice(0, 2),
  ...given,
});

/** `fengcha …` against this system's control database, as an operator of a deployed one runs it. */
async function fengcha(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly text: string }> {
  const env = {
    PATH: process.env["PATH"],
    FENGCHA_KEY_DIR: system.keyDir,
    GATEWAY_MONGO_URL: databaseUrl(testMongoUri(), `${system.databasePrefix}gateway`),
  };
  const command = ["--import", "tsx", "cli/main.ts", ...args];
  return await new Promise((done) => {
    execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === "number" ? error.code : 0, text: stdout + stderr });
    });
  });
}

async function feed(what: "cases" | "authorities", ...lines: readonly object[]) {
  const file = join(folder, `${what}.jsonl`);
  writeFileSync(file, lines.map((each) => JSON.stringify(each)).join("\n"));
  return await fengcha(what, "feed", file);
}

const check = (
  caseNumber: string,
  subjects: readonly string[] = bidders.slice(0, 1),
): Promise<GraphQLAnswer> =>
  system.ask("procurement", checkQuery, { input: { matter, caseNumber, subjects } });
const codesOf = ({ errors }: GraphQLAnswer): string[] => errors.map(({ extensions }) => extensions.code);

/** Gateways learn of a new feed within a second. */
async function refusedSoon(caseNumber: string): Promise<GraphQLAnswer> {
  for (let tries = 0; tries < 50; tries += 1) {
    recorder.reset();
    const answer = await check(caseNumber);
    if (answer.errors.length > 0) return answer;
    await pause(100);
  }
  throw new Error("it was never refused");
}

const entryOf = async (kind: string, caseNumber: string) =>
  await system
    .register()
    .collection(registerCollection)
    .findOne({ kind, caseNumber }, { sort: { at: -1 } });

describe("a feed of cases", () => {
  it("before it, every case is answered and registered as unverified", async () => {
    const answer = await check("CG-2026-8000");
    expect(answer.errors).toEqual([]);
    expect(answer.data.check.decision).toBe("PASS");
    expect(await entryOf("INTENT", "CG-2026-8000")).toMatchObject({ caseVerified: false });
  });

  it("takes good lines, names bad ones, and exits with 1 for them", async () => {
    const closed = aCase("CG-2026-8002", { state: "CLOSED", closedAt: addDays(today, -1) });
    const wrong = aCase("CG-2026-8003", { state: "开放" });
    const { code, text } = await feed("cases", aCase("CG-2026-8001"), closed, wrong);
    expect(code).toBe(1);
    expect(text).toContain("第 3 行 state：应为 OPEN（在办）或 CLOSED（已办结）");
    expect(text).toContain("收下 2 行，退回 1 行");
    expect((await feed("cases", aCase("CG-2026-8001"))).code).toBe(0);
    const feeds = await fengcha("cases", "feeds");
    expect(feeds.text).toMatch(new RegExp(`${unit} │ ${matter} │ 1 `));
  }, 180_000);

  it("lets nobody ask without an open case that names the subject; the refusal is registered, no department asked", async () => {
    const unknown = await refusedSoon("CG-2026-8999");
    expect(codesOf(unknown)).toEqual(["CASE_NOT_OPEN"]);
    expect(unknown.data.check).toBeNull();
    expect(recorder.fetches).toEqual([]);
    expect(await entryOf("REFUSAL", "CG-2026-8999")).toMatchObject({ refusal: "CASE_NOT_OPEN" });
    expect(codesOf(await check("CG-2026-8002"))).toEqual(["CASE_NOT_OPEN"]);
    const stranger = await check("CG-2026-8001", [...bidders]);
    expect(codesOf(stranger)).toEqual(["CASE_NOT_OPEN"]);
    expect(stranger.errors[0]?.message).toContain("第 3 个主体");
    expect(stranger.text).not.toContain(bidders[2] ?? "");
  });

  it("answers an open case's subjects, registered as verified; other units stay unverified", async () => {
    const answer = await check("CG-2026-8001", bidders.slice(0, 2));
    expect(answer.errors).toEqual([]);
    expect(answer.data.check.results).toHaveLength(2);
    expect(await entryOf("INTENT", "CG-2026-8001")).toMatchObject({ caseVerified: true });
    const officer = await system.ask("officer", checkQuery, {
      input: { matter, caseNumber: "CG-2026-8777", subjects: bidders },
    });
    expect(officer.errors).toEqual([]);
    expect(await entryOf("INTENT", "CG-2026-8777")).toMatchObject({ caseVerified: false });
  });

  it("holds for files, suggestions and batches too", async () => {
    const purpose = { matter, caseNumber: "CG-2026-8999" };
    const subject = "query($i: String!, $p: PurposeInput!) { subject(identifier: $i, purpose: $p) { id } }";
    const suggest = 'query($p: PurposeInput!) { suggestSubjects(name: "宿迁云鲸", purpose: $p) { name } }';
    const start = "mutation($input: BatchInput!) { startBatch(input: $input) { id } }";
    const answers = [
      await system.ask("procurement", subject, { i: bidders[0], p: purpose }),
      await system.ask("procurement", suggest, { p: purpose }),
      await system.ask("procurement", start, { input: { ...purpose, subjects: bidders } }),
    ];
    for (const answer of answers) expect(codesOf(answer)).toEqual(["CASE_NOT_OPEN"]);
  });

  it("lets a batch of an open case through, subject by subject", async () => {
    const start = "mutation($input: BatchInput!) { startBatch(input: $input) { id } }";
    const state = "query($id: ID!) { batch(id: $id) { state } }";
    const endOf = async (subjects: readonly string[]): Promise<string> => {
      const input = { matter, caseNumber: "CG-2026-8001", subjects };
      const { data } = await system.ask("procurement", start, { input });
      for (let tries = 0; tries < 200; tries += 1) {
        const { data: now } = await system.ask("procurement", state, { id: data.startBatch.id });
        if (["DONE", "FAILED"].includes(now.batch.state)) return now.batch.state;
        await pause(100);
      }
      throw new Error("the batch did not end");
    };
    expect(await endOf(bidders.slice(0, 2))).toBe("DONE");
    expect(await endOf(bidders)).toBe("FAILED");
  }, 180_000);

  it("brings the window of a case to the verdict: outside it a check is PROMPT 查询时点不符", async () => {
    const over = { from: addDays(today, -5), to: addDays(today, -1) };
    const open = { from: addDays(today, -1), to: addDays(today, 1) };
    await feed("cases", aCase("CG-2026-8101", { window: over }), aCase("CG-2026-8102", { window: open }));
    const outside = (await check("CG-2026-8101")).data.check;
    expect(outside.decision).toBe("PROMPT");
    expect(outside.results[0].hits).toMatchObject([{ recordType: "QUERY_WINDOW", measure: "PROMPT" }]);
    expect((await check("CG-2026-8102")).data.check.decision).toBe("PASS");
    const again =
      "query($r: ID!) { checkByReceipt(receipt: $r) { decision results { hits { recordType } } } }";
    const { data } = await system.ask("procurement", again, { r: outside.receipt });
    expect(data.checkByReceipt).toEqual({
      decision: "PROMPT",
      results: [{ hits: [{ recordType: "QUERY_WINDOW" }] }],
    });
  }, 180_000);

  it("ends when it is ended", async () => {
    expect((await fengcha("cases", "end-feed", unit, matter)).code).toBe(0);
    for (let tries = 0; (await check("CG-2026-8999")).errors.length > 0; tries += 1) {
      if (tries > 50) throw new Error("it is still refused");
      await pause(100);
    }
    expect((await fengcha("cases", "end-feed", unit, matter)).code).toBe(1);
  }, 180_000);
});

describe("a registered authority", () => {
  const file = "query($i: String!, $p: PurposeInput!) { subject(identifier: $i, purpose: $p) { id } }";
  const own = "321302199003071230";
  const look = (): Promise<GraphQLAnswer> =>
    ask(`${system.url}/graphql`, system.tokenFor("subject", own), file, {
      i: bidders[0],
      p: { matter: "LICENCE", caseNumber: "XK-2026-0001" },
    });

  it("lets its account look at the subject as itself, until it is revoked", async () => {
    expect(codesOf(await look())).toEqual(["FORBIDDEN"]);
    const authority = {
      issuer: developmentIssuer,
      person: "demo-subject",
      subject: bidders[0],
      kind: "AGENT",
      from: today,
      until: today,
      evidence: "委托书〔2026〕1号",
    };
    expect((await feed("authorities", authority)).code).toBe(0);
    const allowed = await look();
    expect(allowed.errors).toEqual([]);
    expect(allowed.data.subject.id).toBe(`o-${bidders[0] ?? ""}`);
    const listed = (await fengcha("authorities", "list", "--person", "demo-subject")).text;
    const id = /│ ([0-9a-f]{20}) /.exec(listed)?.[1] ?? "";
    expect(listed).not.toContain(bidders[0] ?? "");
    expect((await fengcha("authorities", "revoke", id, "--reason", "委托终止")).code).toBe(0);
    expect(codesOf(await look())).toEqual(["FORBIDDEN"]);
  }, 180_000);
});
