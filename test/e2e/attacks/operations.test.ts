import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { getIntrospectionQuery } from "graphql";
import { readApiSchema } from "../../support/api-schema.js";
import { bombs } from "../../support/bombs.js";
import { createRecorder } from "../../support/recording-source.js";
import { startTestSystem, type TestSystem } from "../../support/test-system.js";
import { wholeSelection } from "../../support/whole-selection.js";

const recorder = createRecorder();
const schema = readApiSchema();
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ wrapSource: recorder.wrapSource });
}, 120_000);
afterAll(async () => {
  await system.close();
});

describe("an operation made to cost much", () => {
  it.each(Object.entries(bombs))(
    "%s is refused in Chinese with the limit, and nobody is asked",
    async (_what, { query, limit }) => {
      recorder.reset();
      const { status, errors, data, text } = await system.ask("officer", query);
      expect(status).toBe(400);
      expect(data).toBeUndefined();
      expect(errors.map(({ message }) => message).join()).toContain(limit);
      const codes = new Set(errors.map(({ extensions }) => extensions.code));
      expect(codes.has("OPERATION_TOO_COMPLEX") || limit === "引用了自身").toBe(true);
      expect(codes.has("INTERNAL")).toBe(false);
      expect(text).not.toMatch(/Syntax Error|node_modules|Did you mean/);
      expect(recorder.fetches).toEqual([]);
    },
  );

  it("without a token is not even measured", async () => {
    const [bomb] = Object.values(bombs);
    const { status, errors } = await system.ask(null, bomb?.query ?? "");
    expect(status).toBe(401);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["IDENTITY_REQUIRED"]);
  });

  it("does not keep others waiting: a small query is answered beside ten bombs", async () => {
    const thrown = Promise.all(Object.values(bombs).map(({ query }) => system.ask("officer", query)));
    const startedAt = performance.now();
    expect((await system.ask("clerk", "{ matters { code } }")).errors).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await thrown;
  });
});

describe("a large operation that people ask", () => {
  const selection = wholeSelection(schema, "Check");
  const input = () => ({
    matter: "PROCUREMENT_BID",
    caseNumber: "CG-2026-7050",
    subjects: system.named("clean").identifiers,
  });

  it.each([1, 20])("%s checks with every field of the schema are answered", async (count) => {
    const roots = Array.from({ length: count }, (_, n) => `c${n}: check(input: $input) ${selection}`);
    const { data, errors } = await system.ask(
      "officer",
      `query($input: CheckInput!) { ${roots.join(" ")} }`,
      {
        input: input(),
      },
    );
    expect(errors.filter(({ extensions }) => extensions.code === "OPERATION_TOO_COMPLEX")).toEqual([]);
    expect(Object.values(data as object)).toHaveLength(count);
    for (const check of Object.values(data as Record<string, { decision: string }>))
      expect(check.decision).toBe("PASS");
  });

  it("introspection as tools ask for it is answered, but not without a token", async () => {
    const query = getIntrospectionQuery({
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
    });
    const { data, errors } = await system.ask("clerk", query);
    expect(errors).toEqual([]);
    expect(data.__schema.queryType.name).toBe("Query");
    for (const asked of [
      query,
      "{ __typename }",
      '{ __type(name: "Check") { name } }',
      "{ __schema { types { name } } }",
    ]) {
      const refused = await system.ask(null, asked);
      expect(refused.status).toBe(401);
      expect(refused.text).not.toMatch(/Check|Query/);
    }
  });
});
