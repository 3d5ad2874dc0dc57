import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { registerCollection, type RegisterEntry } from "../../kernel/register-entry.js";
import { createRecorder } from "../support/recording-source.js";
import { startTestSystem, type GraphQLAnswer, type TestSystem } from "../support/test-system.js";

const recorder = createRecorder();
let system: TestSystem;
/** One minute of the clock: the windows of the limits do not turn while the test runs. */
const now = new Date("2026-11-21T02:00:10Z");
beforeAll(async () => {
  system = await startTestSystem({
    wrapSource: recorder.wrapSource,
    clock: () => now,
    limits: { caller: 5, unit: 100, matter: 100, matters: { LICENCE: 1 } },
  });
}, 120_000);
afterAll(async () => {
  await system.close();
});

const subjects = ["91320812MA9TEXT192", "52321300MJ9TEMP32B"];
async function check(role: "clerk" | "officer", matter: string, count: number): Promise<GraphQLAnswer> {
  recorder.reset();
  return await system.ask(role, "query($input: CheckInput!) { check(input: $input) { receipt } }", {
    input: { matter, caseNumber: "RL-2026-0001", subjects: subjects.slice(0, count) },
  });
}
const codesOf = ({ errors }: GraphQLAnswer): string[] => errors.map(({ extensions }) => extensions.code);

describe("rate limits", () => {
  it("count a check by its subjects; past the limit nobody is asked, and the refusal is registered", async () => {
    expect(codesOf(await check("clerk", "PROCUREMENT_BID", 2))).toEqual([]);
    expect(codesOf(await check("clerk", "PROCUREMENT_BID", 2))).toEqual([]);
    const refused = await check("clerk", "PROCUREMENT_BID", 2);
    expect([refused.status, codesOf(refused)]).toEqual([429, ["RATE_LIMITED"]]);
    expect(refused.errors[0]?.extensions).toMatchObject({ retryAfterSeconds: 50 });
    expect(recorder.fetches).toEqual([]);
    const entries = system.register().collection<RegisterEntry>(registerCollection);
    expect(await entries.countDocuments({ kind: "REFUSAL", refusal: "RATE_LIMITED" })).toBe(1);
    expect(codesOf(await check("clerk", "PROCUREMENT_BID", 1))).toEqual([]);
  });

  it("are each caller's own, and a matter may have one of its own", async () => {
    expect(codesOf(await check("officer", "LICENCE", 1))).toEqual([]);
    expect(codesOf(await check("officer", "LICENCE", 1))).toEqual(["RATE_LIMITED"]);
    expect(codesOf(await check("officer", "SUBSIDY", 1))).toEqual([]);
  });

  it("refuse one root and answer the other", async () => {
    const { status, data, errors } = await system.ask(
      "officer",
      `query($a: CheckInput!, $b: CheckInput!) { a: check(input: $a) { receipt } b: check(input: $b) { receipt } }`,
      {
        a: { matter: "LICENCE", caseNumber: "RL-2026-0001", subjects: subjects.slice(0, 1) },
        b: { matter: "HONOUR", caseNumber: "RL-2026-0001", subjects: subjects.slice(0, 1) },
      },
    );
    expect([status, data.a, errors.map(({ path }) => path)]).toEqual([200, null, [["a"]]]);
    expect(data.b.receipt).toMatch(/^FC/);
  });
});
