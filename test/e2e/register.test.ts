import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { hashOfEntry, registerCollection, type RegisterEntry } from "../../kernel/register-entry.js";
import { openSubjectReferences, registerKeyCollection } from "../../kernel/register-keys.js";
import { readSecret } from "../../kernel/key-files.js";
import { parseReceipt } from "../../kernel/receipt.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { checkQuery } from "../support/check-query.js";
import { createRecorder } from "../support/recording-source.js";
import { ask, startTestSystem, type TestSystem } from "../support/test-system.js";

const recorder = createRecorder();
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ wrapSource: recorder.wrapSource });
}, 120_000);
afterAll(async () => {
  await system.close();
});
afterEach(() => {
  recorder.reset();
});

const purpose = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-7004" };

async function entries(filter: object = {}): Promise<RegisterEntry[]> {
  return await system
    .register()
    .collection<RegisterEntry>(registerCollection)
    .find(filter)
    .sort({ _id: 1 })
    .toArray();
}

const references = () =>
  openSubjectReferences(
    system.register(),
    {
      register: readSecret(system.keyDir, "register"),
      personal: readSecret(system.keyDir, "register-personal"),
    },
    () => shanghaiDayOf(new Date()),
  );

describe("the query register", () => {
  it("holds the intent before any department is asked, and the outcome before the answer leaves", async () => {
    const seen: number[] = [];
    recorder.interferences.set("tax", () => undefined);
    const before = (await entries()).length;
    recorder.interferences.set("credit-office", () => undefined);
    const { identifiers } = system.named("clean");
    const register = system.register().collection(registerCollection);
    const counts: Promise<unknown>[] = [];
    recorder.interferences.set("courts", () => {
      counts.push(register.countDocuments().then((count) => seen.push(count)));
      return undefined;
    });
    const { data } = await system.ask("procurement", checkQuery, {
      input: { ...purpose, subjects: identifiers },
    });
    await Promise.all(counts);
    expect(seen[0]).toBeGreaterThanOrEqual(before + 1);
    const receipt = parseReceipt(data.check.receipt);
    const own = await entries({ receipt: receipt?.base });
    expect(own[0]?.seq).toBe(receipt?.seq);
    expect(own.map(({ kind }) => kind)).toEqual(["INTENT", "OUTCOME"]);
    expect(own[0]).toMatchObject({ unit: "宿迁市政府采购中心", field: "check", ...purpose });
    expect(own[1]?.answerDigest).toMatch(/^[\w-]{43}$/);
    expect(own[1]).toMatchObject({ subjects: [], sealed: [], fields: [], decision: "PASS", refusal: null });
    expect(own[1]?.disclosed).toEqual(own[0]?.fields);
  });

  it("names nobody: subjects are keyed hashes", async () => {
    const { identifiers, caseNumber } = system.named("person-recruitment");
    await system.ask("officer", checkQuery, {
      input: { matter: "RECRUITMENT", caseNumber, subjects: identifiers },
    });
    const all = await entries();
    expect(JSON.stringify(all)).not.toContain(identifiers[0]);
    const name = await references().of(identifiers[0] ?? "");
    const look = all.find(({ subjects }) => name !== null && subjects.includes(name));
    expect(look?.sealed[0]).toMatch(/^[\w-]+$/);
  });

  it("loses a natural person when that person's key is destroyed, and every hash still holds", async () => {
    const { identifiers, caseNumber } = system.named("person-recruitment");
    const [identifier = ""] = identifiers;
    const input = { matter: "RECRUITMENT", caseNumber, subjects: identifiers };
    await system.ask("officer", checkQuery, { input });
    const query = `{ accessLog(identifier: "${identifier}") { entries { purpose } } }`;
    const before = await system.ask("auditor", query);
    expect(before.data.accessLog.entries.length).toBeGreaterThan(0);
    await system.register().collection(registerKeyCollection).deleteMany({});
    const after = await system.ask("auditor", query);
    expect(after.data.accessLog.entries).toEqual([]);
    for (const entry of await entries()) expect(hashOfEntry(entry)).toBe(entry.hash);
  });

  it("holds refusals too", async () => {
    await system.ask("clerk", '{ accessLog(identifier: "91350100M000100Y43") { entries { unit } } }');
    const refusals = await entries({ kind: "REFUSAL", field: "accessLog" });
    expect(refusals.at(-1)).toMatchObject({ refusal: "FORBIDDEN", unit: "宿迁市政务服务中心" });
  });

  it("is a chain: every entry carries the hash of the one before it, and changing one is found", async () => {
    const all = await entries();
    const chains = new Map<string, RegisterEntry[]>();
    for (const entry of all) chains.set(entry.chain, [...(chains.get(entry.chain) ?? []), entry]);
    for (const chain of chains.values()) {
      chain.forEach((entry, index) => {
        expect(entry.seq).toBe(index + 1);
        expect(entry.previousHash).toBe(index === 0 ? "" : chain[index - 1]?.hash);
        expect(hashOfEntry(entry)).toBe(entry.hash);
        expect(hashOfEntry({ ...entry, unit: "别的单位" })).not.toBe(entry.hash);
      });
    }
  });
});

describe("who looked", () => {
  it("shows each look exactly once, with unit and purpose and without the case", async () => {
    const [identifier = ""] = system.named("a-grade").identifiers;
    const { data } = await system.ask("procurement", checkQuery, {
      input: { ...purpose, subjects: [identifier, identifier] },
    });
    expect(data.check.decision).toBe("PASS");
    const token = system.tokenFor("subject", identifier);
    const query = `{ accessLog(identifier: "${identifier}") { entries { at unit purpose fields refused } hasNextPage } }`;
    const { data: log, text } = await ask(`${system.url}/graphql`, token, query);
    const checks = log.accessLog.entries.filter(({ purpose: why }: { purpose: string }) =>
      why.includes("信用核查"),
    );
    expect(checks).toHaveLength(1);
    expect(checks[0]).toMatchObject({
      unit: "宿迁市政府采购中心",
      purpose: "信用核查（政府采购）",
      refused: false,
    });
    expect(text).not.toContain(purpose.caseNumber);
  });

  it("pages through everything without a gap or a repetition", async () => {
    const [identifier = ""] = system.named("expired").identifiers;
    for (let index = 0; index < 5; index += 1) {
      await system.ask("procurement", checkQuery, { input: { ...purpose, subjects: [identifier] } });
    }
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const query =
        "query($id: String!, $after: String) { accessLog(identifier: $id, first: 2, after: $after) { entries { at purpose } endCursor hasNextPage } }";
      const { data } = await system.ask("auditor", query, { id: identifier, after });
      seen.push(
        ...data.accessLog.entries.map(
          (entry: { at: string; purpose: string }) => `${entry.at} ${entry.purpose}`,
        ),
      );
      if (!data.accessLog.hasNextPage) break;
      after = data.accessLog.endCursor;
    }
    expect(seen.filter((line) => line.includes("信用核查"))).toHaveLength(5);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("refuses a cursor that is none", async () => {
    const { errors } = await system.ask(
      "auditor",
      '{ accessLog(identifier: "91350100M000100Y43", after: "x") { hasNextPage } }',
    );
    expect(errors[0]?.extensions.code).toBe("ARGUMENT_INVALID");
  });
});

describe("an earlier check", () => {
  it("is seen by its own unit and by officers; foreign and unknown receipts look the same", async () => {
    const { identifiers } = system.named("clean");
    const { data } = await system.ask("procurement", checkQuery, {
      input: { ...purpose, subjects: identifiers },
    });
    const query =
      "query($r: ID!) { checkByReceipt(receipt: $r) { receipt decision results { decision sources { answer } } } }";
    const variables = { r: data.check.receipt };
    const own = await system.ask("procurement", query, variables);
    expect(own.data.checkByReceipt).toMatchObject({ receipt: data.check.receipt, decision: "PASS" });
    expect(own.data.checkByReceipt.results[0].sources).toHaveLength(6);
    expect((await system.ask("officer", query, variables)).data.checkByReceipt.decision).toBe("PASS");
    const foreign = await system.ask("clerk", query, variables);
    const unknown = await system.ask("clerk", query, { r: "FC20260101-00000000000000000000" });
    expect(foreign.data).toEqual({ checkByReceipt: null });
    expect(foreign.text).toBe(unknown.text);
  });

  it("asks no department again", async () => {
    const { identifiers } = system.named("clean");
    const { data } = await system.ask("procurement", checkQuery, {
      input: { ...purpose, subjects: identifiers },
    });
    recorder.reset();
    await system.ask("procurement", "query($r: ID!) { checkByReceipt(receipt: $r) { decision } }", {
      r: data.check.receipt,
    });
    expect(new Set(recorder.fetches.map(({ source }) => source))).toEqual(new Set(["credit-office"]));
  });
});
