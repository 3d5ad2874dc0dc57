import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { checkQuery } from "../support/check-query.js";
import { startTestSystem, type TestSystem } from "../support/test-system.js";

let system: TestSystem;
let clean: string;
let debtor: string;
beforeAll(async () => {
  system = await startTestSystem({ subjects: 600 });
  clean = system.named("clean").identifiers[0] ?? "";
  debtor = system.named("dishonest-debtor").identifiers[0] ?? "";
}, 120_000);
afterAll(async () => {
  await system.close();
});

const purpose = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-7001" };
const chinese = /[\u4e00-\u9fff]/;

/** A check by an officer, who may look at every matter and at the past. */
async function check(input: object) {
  return await system.ask("officer", checkQuery, { input: { ...purpose, subjects: [clean], ...input } });
}

describe("a check's input", () => {
  const refused = [
    ["an empty matter", { matter: "" }, "MATTER_REQUIRED", "matter"],
    ["an unknown matter", { matter: "NO_SUCH_MATTER" }, "MATTER_UNKNOWN", "input.matter"],
    ["an empty case number", { caseNumber: "  " }, "CASE_NUMBER_REQUIRED", "input.caseNumber"],
    ["a case number of the wrong form", { caseNumber: "!!" }, "CASE_NUMBER_INVALID", "input.caseNumber"],
    ["no subject", { subjects: [] }, "SUBJECTS_REQUIRED", "input.subjects"],
    ["a moment in the future", { asOf: "2999-01-01T00:00:00+08:00" }, "AS_OF_IN_FUTURE", "input.asOf"],
    [
      "a person for a matter without person rows",
      { subjects: ["11010519491231002X"] },
      "MATTER_NOT_FOR_PERSONS",
      "input.subjects",
    ],
    [
      "an organisation for recruitment",
      { matter: "RECRUITMENT" },
      "MATTER_NOT_FOR_ORGANISATIONS",
      "input.subjects",
    ],
    [
      "a group without a name",
      { groups: [{ name: " ", members: ["91350100M000100Y43"] }] },
      "GROUP_INVALID",
      "input.groups[0].name",
    ],
    [
      "a group without members",
      { groups: [{ name: "甲", members: [] }] },
      "GROUP_INVALID",
      "input.groups[0].members",
    ],
  ] as const;

  it.each(refused)("with %s is refused with its code and place", async (_what, input, code, place) => {
    const { status, data, errors } = await check(input);
    expect(status).toBe(200);
    expect(data).toEqual({ check: null });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions.code).toBe(code);
    expect(errors[0]?.message).toMatch(chinese);
    expect(errors[0]?.message).toContain(place);
    expect(errors[0]?.path).toEqual(["check"]);
  });

  it("takes 500 subjects and refuses 501, saying how to go on", async () => {
    const subjects = await organisations(500);
    const full = await system.ask(
      "officer",
      "query($input: CheckInput!) { check(input: $input) { results { decision } } }",
      {
        input: { ...purpose, subjects },
      },
    );
    expect(full.errors).toEqual([]);
    expect(full.data.check.results).toHaveLength(500);
    const { data, errors } = await check({ subjects: [...subjects, clean] });
    expect(data.check).toBeNull();
    expect(errors[0]?.extensions.code).toBe("TOO_MANY_SUBJECTS");
    expect(errors[0]?.message).toContain("501");
    expect(errors[0]?.message).toContain("startBatch");
  });

  it("counts group members towards the 500", async () => {
    const subjects = await organisations(500);
    const { errors } = await check({ subjects, groups: [{ name: "甲", members: ["91350100M000100Y43"] }] });
    expect(errors[0]?.extensions.code).toBe("TOO_MANY_SUBJECTS");
  });

  it("with a malformed identifier sends that one to a person and checks the others", async () => {
    const wrong = `${clean.slice(0, 17)}${clean.endsWith("A") ? "B" : "A"}`;
    const { data, errors } = await check({ subjects: [debtor, wrong, "", clean] });
    expect(errors).toEqual([]);
    const [first, second, third, fourth] = data.check.results;
    expect(first.decision).toBe("HOLD");
    expect(second).toMatchObject({
      decision: "MANUAL",
      subject: null,
      hits: [],
      problem: { code: "IDENTIFIER_CHECKSUM" },
    });
    expect(second.problem.message).toMatch(chinese);
    expect(third).toMatchObject({ decision: "MANUAL", problem: { code: "IDENTIFIER_EMPTY" } });
    expect(fourth.decision).toBe("PASS");
  });

  it("with only malformed identifiers asks nobody and is MANUAL", async () => {
    const { data } = await check({ subjects: ["123"] });
    expect(data.check.decision).toBe("MANUAL");
    expect(new Set(data.check.results[0].sources.map((source: { answer: string }) => source.answer))).toEqual(
      new Set(["NOT_NEEDED"]),
    );
  });

  it("with a person among organisations makes that line a problem of its own", async () => {
    const { data, text } = await check({ subjects: [clean, "321302199003071230"] });
    expect(data.check.results[0].decision).toBe("PASS");
    expect(data.check.results[1]).toMatchObject({
      decision: "MANUAL",
      identifier: "3213**********1230",
      problem: { code: "MATTER_NOT_FOR_PERSONS" },
    });
    expect(text).not.toContain("321302199003071230");
  });

  it("with an identifier that nobody registered here asks everywhere and prompts", async () => {
    const { data } = await check({ subjects: ["91350100M000100Y43"] });
    const [result] = data.check.results;
    expect(result.decision).toBe("PROMPT");
    expect(result.hits.map((hit: { measure: string }) => hit.measure)).toEqual(["PROMPT"]);
    expect(result.sources.every((source: { answer: string }) => source.answer !== "UNAVAILABLE")).toBe(true);
  });

  it("never calls a natural person unknown: that would tell who has records", async () => {
    const { data } = await check({ matter: "RECRUITMENT", subjects: ["32131119770808002X"] });
    expect(data.check.results[0]).toMatchObject({ decision: "PASS", hits: [] });
  });

  it("answers duplicates each in its place, however they are written", async () => {
    const spaced = ` ${debtor.toLowerCase().slice(0, 9)} ${debtor.slice(9)}`;
    const { data } = await check({ subjects: [debtor, clean, spaced, debtor] });
    const results = data.check.results as { decision: string; subject: { id: string } }[];
    expect(results.map(({ decision }) => decision)).toEqual(["HOLD", "PASS", "HOLD", "HOLD"]);
    expect(new Set([0, 2, 3].map((index) => results[index]?.subject.id)).size).toBe(1);
  });

  it("leads from a code replaced by a merger to the present subject", async () => {
    const former = await system.office.connection
      .collection("subjects")
      .findOne<{ _id: string; ids: string[]; identifier: string }>({ "ids.1": { $exists: true } });
    if (!former) throw new Error("the sample has no merged subject");
    const old = former.ids.find((id) => id !== former._id)?.slice(2) ?? "";
    const { data } = await check({ subjects: [old] });
    expect(data.check.results[0].subject.identifier).toBe(former.identifier);
  });

  it("that is no moment, or no variable of its type, is refused before anybody is asked", async () => {
    const moment = await check({ asOf: "yesterday" });
    expect(moment.status).toBe(400);
    expect(moment.errors[0]?.extensions.code).toBe("BAD_USER_INPUT");
    expect(moment.errors[0]?.message).toContain("input.asOf");
    expect(moment.errors[0]?.message).not.toContain("yesterday");
    const missing = await system.ask("officer", checkQuery, { input: { matter: "PROCUREMENT_BID" } });
    expect(missing.errors[0]?.extensions.code).toBe("BAD_USER_INPUT");
    expect(missing.errors[0]?.message).toContain("caseNumber");
  });
});

describe("the past", () => {
  it("is for officers and auditors only", async () => {
    const input = { ...purpose, subjects: [clean], asOf: "2026-01-01T00:00:00+08:00" };
    const clerk = await system.ask("clerk", checkQuery, { input });
    expect(clerk.data.check).toBeNull();
    expect(clerk.errors[0]?.extensions.code).toBe("AS_OF_NOT_ALLOWED");
    const auditor = await system.ask("auditor", checkQuery, { input });
    expect(auditor.data.check.historical).toBe(true);
  });
});

describe("other root fields' input", () => {
  const cases = [
    [
      "subject with a malformed identifier",
      '{ subject(identifier: "12", purpose: {matter: "LICENCE", caseNumber: "XK-2026-1"}) { name } }',
      "IDENTIFIER_INVALID",
      "identifier",
    ],
    [
      "subject for an unknown matter",
      '{ subject(identifier: "91350100M000100Y43", purpose: {matter: "X", caseNumber: "XK-2026-1"}) { name } }',
      "MATTER_UNKNOWN",
      "purpose.matter",
    ],
    [
      "suggestions for one character",
      '{ suggestSubjects(name: "宿", purpose: {matter: "LICENCE", caseNumber: "XK-2026-1"}) { name } }',
      "NAME_TOO_SHORT",
      "name",
    ],
    [
      "too many suggestions",
      '{ suggestSubjects(name: "宿迁", first: 21, purpose: {matter: "LICENCE", caseNumber: "XK-2026-1"}) { name } }',
      "ARGUMENT_INVALID",
      "first",
    ],
    [
      "a batch of nobody",
      'mutation { startBatch(input: {matter: "LICENCE", caseNumber: "XK-2026-1", subjects: []}) { id } }',
      "SUBJECTS_REQUIRED",
      "input.subjects",
    ],
  ] as const;

  it.each(cases)("%s is refused with its code and place", async (_what, query, code, place) => {
    const { errors } = await system.ask("officer", query);
    expect(errors[0]?.extensions.code).toBe(code);
    expect(errors[0]?.message).toContain(place);
  });

  it("suggests organisations by name and never natural persons", async () => {
    const query =
      '{ suggestSubjects(name: "宿迁", first: 20, purpose: {matter: "LICENCE", caseNumber: "XK-2026-1"}) { identifier name status } }';
    const { data } = await system.ask("clerk", query);
    expect(data.suggestSubjects.length).toBeGreaterThan(2);
    expect(data.suggestSubjects.every(({ name }: { name: string }) => name.includes("宿迁"))).toBe(true);
    expect(
      data.suggestSubjects.every(({ identifier }: { identifier: string }) => /^[159]/.test(identifier)),
    ).toBe(true);
  });

  it("takes signs of a search pattern as plain text", async () => {
    const query =
      '{ suggestSubjects(name: ".*", purpose: {matter: "LICENCE", caseNumber: "XK-2026-1"}) { name } }';
    expect((await system.ask("clerk", query)).data.suggestSubjects).toEqual([]);
  });
});

async function organisations(count: number): Promise<string[]> {
  const found = await system.office.connection
    .collection<{ identifier: string }>("subjects")
    .find({ kind: { $ne: "PERSON" } })
    .limit(count)
    .toArray();
  expect(found).toHaveLength(count);
  return found.map(({ identifier }) => identifier);
}
