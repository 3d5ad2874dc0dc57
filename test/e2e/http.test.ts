import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { request } from "undici";
import { errorTable, isErrorCode } from "../../kernel/error-table.js";
import { createRecorder } from "../support/recording-source.js";
import { startTestSystem, type TestSystem } from "../support/test-system.js";

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

async function post(body: string, headers: Record<string, string> = {}) {
  const response = await request(`${system.url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${system.tokenFor("officer")}`,
      ...headers,
    },
    body,
  });
  const text = await response.body.text();
  return { status: response.statusCode, text, headers: response.headers };
}

const codesOf = (text: string): string[] =>
  (JSON.parse(text) as { errors?: { extensions: { code: string } }[] }).errors?.map(
    ({ extensions }) => extensions.code,
  ) ?? [];

describe("the door", () => {
  const refused: readonly [string, string, number, string][] = [
    ["text that is no JSON", "{", 400, "BAD_REQUEST"],
    ["no query", "{}", 400, "BAD_REQUEST"],
    ["an array of operations", '[{"query":"{ __typename }"}]', 400, "BAD_REQUEST"],
    ["a query with a syntax error", '{"query":"{ matters("}', 400, "GRAPHQL_PARSE_FAILED"],
    ["a field that does not exist", '{"query":"{ mattrs { code } }"}', 400, "GRAPHQL_VALIDATION_FAILED"],
    [
      "two operations and no name",
      '{"query":"query A { __typename } query B { __typename }"}',
      400,
      "OPERATION_NAME_REQUIRED",
    ],
    ["a subscription", '{"query":"subscription { x }"}', 400, "BAD_REQUEST"],
  ];

  it.each(refused)(
    "refuses %s with a code of the table and in Chinese",
    async (_what, body, status, code) => {
      const answer = await post(body);
      expect(answer.status).toBe(status);
      expect(codesOf(answer.text)).toEqual([code]);
      expect(answer.text).toMatch(/[\u4e00-\u9fff]/);
      expect(answer.text).not.toMatch(/Did you mean|stacktrace|node_modules/);
    },
  );

  it("answers no GET and no other content type", async () => {
    const authorization = `Bearer ${system.tokenFor("officer")}`;
    const get = await request(`${system.url}/graphql?query={__typename}`, { headers: { authorization } });
    expect(get.statusCode).toBe(405);
    expect(get.headers["allow"]).toBe("POST");
    expect(codesOf(await get.body.text())).toEqual(["METHOD_NOT_ALLOWED"]);
    const form = await post("query={__typename}", { "content-type": "application/x-www-form-urlencoded" });
    expect(form.status).toBe(415);
    expect(codesOf(form.text)).toEqual(["BAD_REQUEST"]);
  });

  it("refuses a body of 10 MB before reading it whole", async () => {
    const answer = await post(
      JSON.stringify({ query: "{ __typename }", variables: { x: "x".repeat(10 * 1024 * 1024) } }),
    );
    expect(answer.status).toBe(413);
    expect(codesOf(answer.text)).toEqual(["REQUEST_TOO_LARGE"]);
  });

  it("answers a path that is not there with a code too, and sets the security headers", async () => {
    const response = await request(`${system.url}/nothing/here`);
    expect(response.statusCode).toBe(404);
    expect(codesOf(await response.body.text())).toEqual(["BAD_REQUEST"]);
    const { headers } = await post('{"query":"{ __typename }"}');
    expect(headers).toMatchObject({
      "content-security-policy":
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
    expect(headers["x-powered-by"]).toBeUndefined();
    // Only for callers who come by TLS, as the configuration says.
    expect(headers["strict-transport-security"]).toBeUndefined();
  });

  it("turns whatever a subgraph says without a public code into INTERNAL", async () => {
    recorder.interferences.set("credit-office", () =>
      Promise.resolve({
        data: { matters: null },
        errors: [{ message: "MongoServerError at 10.1.2.3", path: ["matters"], extensions: { code: "X" } }],
      }),
    );
    const { data, errors, text } = await system.ask("officer", "{ matters { code } }");
    expect(data).toEqual({ matters: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["INTERNAL"]);
    expect(text).not.toContain("10.1.2.3");
  });

  it("explains a forbidden null that nobody explained", async () => {
    recorder.interferences.set("credit-office", () =>
      Promise.resolve({ data: { matters: [{ code: null }] } }),
    );
    const { data, errors } = await system.ask("officer", "{ matters { code } }");
    expect(data).toEqual({ matters: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["INTERNAL"]);
  });

  it("has a status and a Chinese message for every code", () => {
    for (const [code, { status, zh }] of Object.entries(errorTable)) {
      expect(isErrorCode(code)).toBe(true);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe("an operation", () => {
  it("may use aliases, fragments, directives, and ask for the schema beside data", async () => {
    const query = /* GraphQL */ `
      query All($skip: Boolean!, $yes: Boolean!, $input: CheckInput!) {
        __typename
        root: __typename
        ...Roots
        ... on Query @include(if: $yes) {
          second: matters {
            ...M
          }
        }
        never: matters @skip(if: true) {
          code
        }
        schema: __schema {
          queryType {
            name
          }
        }
      }
      fragment Roots on Query {
        check(input: $input) {
          __typename
          r: receipt
          results {
            d: decision
            decision @skip(if: $skip)
            ... on CheckResult {
              ...R
            }
            subject @include(if: $skip) {
              name
              tax @skip(if: true) {
                rating {
                  grade
                }
              }
            }
          }
        }
      }
      fragment R on CheckResult {
        decision2: decision
        sources {
          department
          ...S
        }
      }
      fragment S on Source {
        answer
      }
      fragment M on Matter {
        c: code
        code
        name @skip(if: true)
      }
    `;
    const input = {
      matter: "PROCUREMENT_BID",
      caseNumber: "CG-2026-7021",
      subjects: system.named("clean").identifiers,
    };
    const { data, errors } = await system.ask("officer", query, { skip: true, yes: true, input });
    expect(errors).toEqual([]);
    expect(Object.keys(data)).toEqual(["__typename", "root", "check", "second", "schema"]);
    expect(data).toMatchObject({
      __typename: "Query",
      root: "Query",
      schema: { queryType: { name: "Query" } },
    });
    expect(Object.keys(data.check)).toEqual(["__typename", "r", "results"]);
    const [result] = data.check.results;
    expect(Object.keys(result)).toEqual(["d", "decision2", "sources", "subject"]);
    expect(Object.keys(result.subject)).toEqual(["name"]);
    expect(result.sources[0]).toEqual({ department: "TAX", answer: "CLEAR" });
    expect(data.second[0]).toEqual({ c: "PROCUREMENT_BID", code: "PROCUREMENT_BID" });
    const other = await system.ask("officer", query, { skip: false, yes: false, input });
    expect(Object.keys(other.data)).toEqual(["__typename", "root", "check", "schema"]);
    expect(Object.keys(other.data.check.results[0])).toEqual(["d", "decision", "decision2", "sources"]);
  });

  it("may select nothing but what is skipped", async () => {
    const input = {
      matter: "PROCUREMENT_BID",
      caseNumber: "CG-2026-7021",
      subjects: system.named("clean").identifiers,
    };
    const query = "query($input: CheckInput!) { check(input: $input) { receipt @skip(if: true) } }";
    const { data, errors } = await system.ask("officer", query, { input });
    expect({ data, errors }).toEqual({ data: { check: {} }, errors: [] });
  });

  it("that only asks for the schema asks no source", async () => {
    const { data } = await system.ask(
      "clerk",
      '{ __schema { types { name } } __type(name: "Check") { name } }',
    );
    expect(data.__type.name).toBe("Check");
    expect(recorder.fetches).toEqual([]);
  });

  it("may use the decision's own name for something else", async () => {
    const input = {
      matter: "PROCUREMENT_BID",
      caseNumber: "CG-2026-7021",
      subjects: system.named("clean").identifiers,
    };
    const { data } = await system.ask(
      "officer",
      "query($input: CheckInput!) { check(input: $input) { decision: caseNumber } }",
      { input },
    );
    expect(data).toEqual({ check: { decision: "CG-2026-7021" } });
  });
});
