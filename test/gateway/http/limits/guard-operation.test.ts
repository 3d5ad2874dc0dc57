import { describe, expect, it } from "@jest/globals";
import { getIntrospectionQuery, parse, specifiedRules, validate } from "graphql";
import type { GatewayError } from "../../../../gateway/errors.js";
import { createArmorRules } from "../../../../gateway/http/limits/armor-rules.js";
import { createOperationGuard } from "../../../../gateway/http/limits/guard-operation.js";
import { defaultOperationLimits } from "../../../../gateway/http/limits/operation-limits.js";
import { readApiSchema } from "../../../support/api-schema.js";
import { bombs } from "../../../support/bombs.js";
import { wholeSelection } from "../../../support/whole-selection.js";

const schema = readApiSchema();
const rules = [...specifiedRules, ...createArmorRules(defaultOperationLimits)];

/** What guard and validation together say, as the gateway asks them. */
function faultsOf(
  query: string,
  variables: Record<string, unknown> = {},
  operationName: string | null = null,
) {
  try {
    createOperationGuard(defaultOperationLimits)({ query, operationName, variables });
    return validate(schema, parse(query), rules, { maxErrors: 20 }).map(
      ({ message, originalError }) => (originalError as GatewayError | undefined)?.message ?? message,
    );
  } catch (error) {
    return [(error as GatewayError).message];
  }
}

const check = wholeSelection(schema, "Check");
const subject = wholeSelection(schema, "Subject");
const checks = (count: number): string =>
  `query($input: CheckInput!) { ${Array.from({ length: count }, (_, n) => `c${n}: check(input: $input) ${check}`).join(" ")} }`;
const subjects = (count: number) => ({
  input: { subjects: Array.from({ length: count }, (_, n) => String(n)) },
});

describe("what people ask", () => {
  it.each([
    ["everything of a check of 500 subjects", checks(1), subjects(500)],
    ["everything of twenty checks", checks(20), subjects(20)],
    ["more than 10,000 fields", checks(50), subjects(1)],
    [
      "everything of a subject",
      `query($p: PurposeInput!) { subject(identifier: "x", purpose: $p) ${subject} }`,
      {},
    ],
    ["the schema", getIntrospectionQuery(), {}],
    [
      "the schema with all that tools ask for",
      getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
      {},
    ],
    [
      "a batch of 100,000 subjects",
      "mutation($input: BatchInput!) { startBatch(input: $input) { id state total done } }",
      subjects(100_000),
    ],
  ])("%s passes", (_what, query, variables) => {
    expect(faultsOf(query, variables)).toEqual([]);
  });
});

describe("an operation made to cost much", () => {
  it.each(Object.entries(bombs))("%s is refused at once, naming the limit", (_what, { query, limit }) => {
    const startedAt = process.cpuUsage();
    const faults = faultsOf(query);
    const { user, system } = process.cpuUsage(startedAt);
    expect(faults.join("\n")).toContain(limit);
    // Far more than it takes, far less than an attack would want.
    expect((user + system) / 1000).toBeLessThan(1500);
  });

  it("is refused for the values of its answer: fields times subjects", () => {
    const tooMuch = ["查询语句超出复杂度上限：答复的内容量（字段数乘以主体数）超过 1000000；"];
    expect(faultsOf(checks(20), subjects(500))[0]).toContain(tooMuch[0]);
    const written = subjects(500)
      .input.subjects.map((each) => `"${each}"`)
      .join(" ");
    const literal = checks(20).replaceAll("$input: CheckInput!", "").replace("query()", "");
    const inlined = literal.replaceAll("$input", `{matter: "X", caseNumber: "Y", subjects: [${written}]}`);
    expect(faultsOf(inlined)[0]).toContain(tooMuch[0]);
    const byDefault = checks(20).replace(
      "CheckInput!",
      `CheckInput! = {matter: "X", caseNumber: "Y", subjects: [${written}]}`,
    );
    expect(faultsOf(byDefault)[0]).toContain(tooMuch[0]);
    const named = `${checks(20).replace("query", "query Big")} query Small { matters { code } }`;
    expect(faultsOf(named, subjects(500), "Big")[0]).toContain(tooMuch[0]);
    expect(faultsOf(named, subjects(500), "Small")).toEqual([]);
  });

  it("is refused for variables that stand too deep in each other, or are too long", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 5000; level += 1) deep = level % 2 === 0 ? [deep] : { a: deep };
    expect(faultsOf("{ __typename }", { deep })[0]).toContain("变量的嵌套层数超过 12");
    expect(faultsOf("{ __typename }", { text: "x".repeat(10_001) })[0]).toContain(
      "单个字符串的字数超过 10000",
    );
  });

  it("is measured once: the second time costs no more than its variables", () => {
    const guard = createOperationGuard(defaultOperationLimits);
    const request = { query: checks(50), operationName: null, variables: subjects(1) };
    guard(request);
    const startedAt = performance.now();
    for (let time = 0; time < 20; time += 1) guard(request);
    const each = (performance.now() - startedAt) / 20;
    const cold = createOperationGuard(defaultOperationLimits);
    const coldStartedAt = performance.now();
    cold(request);
    expect(each).toBeLessThan(performance.now() - coldStartedAt);
  });
});

describe("an operation up to the limits", () => {
  const { maxSelections, maxComparisons } = defaultOperationLimits;

  it.each([
    // k fields of one name cost k²/2 comparisons.
    [
      "one field as often as may be",
      `{ matters { ${"code ".repeat(Math.floor(Math.sqrt(2 * maxComparisons)))} } }`,
    ],
    [
      "as many fields as may be, in fragments that use each other",
      `{ ...F0 } ${Array.from({ length: 12 }, (_, n) => `fragment F${n} on Query { ${n === 11 ? "__typename" : `...F${n + 1} ...F${n + 1}`} }`).join(" ")}`,
    ],
    [
      "as many wrong names as may be",
      `{ matters { ${Array.from({ length: maxSelections / 2 }, (_, n) => `codee${n}`).join(" ")} } }`,
    ],
    [
      "as many wrong types as may be",
      `{ ${Array.from({ length: maxSelections / 4 }, (_, n) => `... on Querry${n} { __typename }`).join(" ")} }`,
    ],
  ])("%s takes no second to judge", (_what, query) => {
    const startedAt = process.cpuUsage();
    faultsOf(query);
    const { user, system } = process.cpuUsage(startedAt);
    expect((user + system) / 1000).toBeLessThan(1500);
  });
});
