import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { messageOf } from "../../../kernel/error-table.js";
import { readApiSchema } from "../../support/api-schema.js";
import { operationOf, stringInputs, withValueAt, type StringInput } from "../../support/string-inputs.js";
import { ask, startTestSystem, type GraphQLAnswer, type TestSystem } from "../../support/test-system.js";

const schema = readApiSchema();
const inputs = stringInputs(schema);
const lines: string[] = [];
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ logLevel: "debug", writeLog: (line) => lines.push(line) });
}, 120_000);
afterAll(async () => {
  await system.close();
});

/** Variables that each root field would answer, and who may ask it. */
function decent(root: string): { readonly role: "officer" | "auditor"; readonly variables: object } {
  const [clean = ""] = system.named("clean").identifiers;
  const purpose = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-7060" };
  switch (root) {
    case "check":
      return {
        role: "officer",
        variables: { input: { ...purpose, subjects: [clean], groups: [{ name: "甲", members: [clean] }] } },
      };
    case "startBatch":
      return { role: "officer", variables: { input: { ...purpose, subjects: [clean] } } };
    case "subject":
      return { role: "officer", variables: { identifier: clean, purpose } };
    case "suggestSubjects":
      return { role: "officer", variables: { name: "宿迁", purpose } };
    case "accessLog":
      return { role: "auditor", variables: { identifier: clean } };
    case "checkByReceipt":
      return { role: "officer", variables: { receipt: "FC20261121-00000000000000000000" } };
    default:
      return { role: "officer", variables: { id: "000000000000000000000000" } };
  }
}

async function attack(input: StringInput, value: unknown): Promise<GraphQLAnswer> {
  const { role, variables } = decent(input.root);
  return await system.ask(
    role,
    operationOf(input, schema),
    withValueAt(variables, input.path, value) as object,
  );
}

function expectNoLeak({ text, errors }: GraphQLAnswer, sent: string): void {
  expect(errors.map(({ extensions }) => extensions.code)).not.toContain("INTERNAL");
  expect(JSON.stringify(errors)).not.toContain(sent);
  expect(text).not.toMatch(/node_modules|\n {4}at |Mongo|127\.0\.0\.1|localhost/);
}

const places = inputs.map((input) => [`${input.root}(${input.path.join(".")})`, input] as const);

it("there are inputs to attack in every root field that takes a text", () => {
  expect(inputs.map(({ root }) => root)).toEqual(
    expect.arrayContaining([
      "check",
      "startBatch",
      "subject",
      "suggestSubjects",
      "accessLog",
      "checkByReceipt",
      "batch",
    ]),
  );
});

describe.each(places)("%s", (_place, input) => {
  it.each<unknown[]>([
    [{ $gt: "" }],
    [{ $ne: null }],
    [{ $regex: ".*" }],
    [{ $where: "return true" }],
    [[{ $gt: "" }]],
    [{ constructor: { name: "x" } }],
    [{ toString: "x" }],
    [7.5],
    [true],
  ])("takes no %j for a text", async (value) => {
    const answer = await attack(input, value);
    expect(answer.status).toBe(400);
    expect(answer.data).toBeUndefined();
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
    expectNoLeak(answer, "$");
  });

  it.each([
    '{"$gt":""}',
    '{"$ne":null}',
    "$where: function() { return true }",
    "' || '1'=='1",
    "'; sleep(5000); var x='",
    ".*",
    "^.",
    "__proto__",
    "constructor",
    'a\r\nX-Injected: 1\n{"level":60}',
    "%00%0d%0a",
    "\ud800",
  ])("takes %j as a text that matches nothing", async (value) => {
    const answer = await attack(input, value);
    expect([200, 400]).toContain(answer.status);
    if (value.length > 2) expectNoLeak(answer, JSON.stringify(value).slice(1, -1));
    const found = (answer.data as Record<string, unknown> | undefined)?.[input.root];
    // A name of a group, a key of one's own, a place in a list and a case number of letters may be such a text; a check
    // answers line by line.
    const isFree =
      ["name", "idempotencyKey", "after"].includes(String(input.path.at(-1))) ||
      ["subjects", "members"].includes(String(input.path.at(-2))) ||
      (input.path.at(-1) === "caseNumber" && /^[a-z]+$/.test(value));
    if (!isFree && found !== undefined) expect([null, []]).toContainEqual(found);
  });
});

describe("a text with what cannot be seen", () => {
  it.each(["宿迁\u0000", "\u202e宿迁", "宿\u200b迁"])("%j is read without it", async (name) => {
    const query =
      '{ suggestSubjects(name: $name, purpose: {matter: "LICENCE", caseNumber: "XK-2026-1"}) { name } }';
    const { data, errors } = await system.ask("officer", `query($name: String!) ${query}`, { name });
    expect(errors).toEqual([]);
    expect(data.suggestSubjects.length).toBeGreaterThan(0);
  });

  it("a full-width identifier with a zero-width space is the identifier, and one more digit is another", async () => {
    const [clean = ""] = system.named("clean").identifiers;
    const fullWidth = clean.replace(/[0-9A-Z]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    const query =
      "query($input: CheckInput!) { check(input: $input) { results { decision problem { code } } } }";
    const input = {
      matter: "PROCUREMENT_BID",
      caseNumber: "CG-2026-7062",
      subjects: [`${fullWidth}\u200b`, `${clean}٣`],
    };
    const { data } = await system.ask("officer", query, { input });
    expect(data.check.results).toEqual([
      { decision: "PASS", problem: null },
      { decision: "MANUAL", problem: { code: expect.stringMatching(/^IDENTIFIER_/) } },
    ]);
  });
});

describe("an identifier that is a trick", () => {
  it.each(['{"$gt":""}', ".*", "^9", "*", "%", "__proto__"])(
    "%j is a problem of its own line, never a match",
    async (trick) => {
      const query =
        "query($input: CheckInput!) { check(input: $input) { results { decision problem { code } subject { name } } } }";
      const input = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-7061", subjects: [trick] };
      const { data } = await system.ask("officer", query, { input });
      expect(data.check.results).toEqual([
        { decision: "MANUAL", problem: { code: expect.stringMatching(/^IDENTIFIER_/) }, subject: null },
      ]);
    },
  );
});

describe("keys that would change every object", () => {
  it.each([
    '{"query":"{ __typename }","variables":{"__proto__":{"isAdmin":true}}}',
    '{"query":"{ __typename }","__proto__":{"isAdmin":true}}',
    '{"query":"{ __typename }","variables":{"constructor":{"prototype":{"isAdmin":true}}}}',
    '{"query":"{ __typename }","variables":{"\\u005f_proto__":{"isAdmin":true}}}',
  ])("%s is refused", async (body) => {
    const response = await fetch(`${system.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${system.tokenFor("officer")}` },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [
        { message: messageOf("BAD_REQUEST", "请求体不是有效的 JSON"), extensions: { code: "BAD_REQUEST" } },
      ],
    });
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});

describe("log lines", () => {
  it("stay one line each and quote nothing that was sent", async () => {
    lines.length = 0;
    const mark = "INJECTED-8731";
    const evil = `${mark}\r\n{"level":60,"event":"${mark}"}\u2028${mark}`;
    const token = system.tokenFor("officer");
    const url = `${system.url}/graphql`;
    await ask(url, token, `query ${mark.replace("-", "_")} { matters { code } }`);
    await ask(
      url,
      token,
      `{ subject(identifier: ${JSON.stringify(evil)}, purpose: {matter: "LICENCE", caseNumber: ${JSON.stringify(evil)}}) { name } }`,
    );
    await ask(url, evil.replace(/[^\w-]/g, "."), "{ matters { code } }");
    for (const body of [
      { query: "{ matters { code } }", operationName: evil },
      { query: evil },
      { query: "{a}", [evil]: 1 },
    ]) {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${token}`,
          "user-agent": mark,
          "x-request-id": mark,
          "x-forwarded-for": mark,
        },
        body: JSON.stringify(body),
      });
      expect(await response.text()).not.toContain(mark);
    }
    for (const line of lines) {
      expect(line.trimEnd()).not.toMatch(/[\n\r\u2028]/);
      expect(JSON.parse(line)).toHaveProperty("event");
    }
    expect(lines.join("")).not.toContain(mark);
  });
});
