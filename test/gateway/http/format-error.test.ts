import { describe, expect, it } from "@jest/globals";
import { buildSchema, GraphQLError, parse, validate } from "graphql";
import { GatewayError, toGraphQLError } from "../../../gateway/errors.js";
import { explainFault } from "../../../gateway/http/explain-fault.js";
import { createErrorFormatter } from "../../../gateway/http/format-error.js";
import { createLog } from "../../../kernel/log.js";
import { readApiSchema } from "../../support/api-schema.js";

const lines: string[] = [];
const formatError = createErrorFormatter(createLog({ level: "debug", write: (line) => lines.push(line) }));
const format = (error: GraphQLError) => formatError(error.toJSON(), error);

describe("an error that leaves", () => {
  it.each([
    ["UNAUTHORIZED_FIELD_OR_TYPE", { reason: "NO_SCOPE", coordinate: "TaxCredit.rating", count: 3 }],
    ["FORBIDDEN", { reason: "EXPIRED_GRANT" }],
    ["RATE_LIMITED", { retryAfterSeconds: 9 }],
  ] as const)("%s keeps its facts and no others", (code, extensions) => {
    const more = { ...extensions, secret: "x", stacktrace: ["at x"], url: "http://10.0.0.1" };
    expect(format(toGraphQLError(new GatewayError(code, { extensions: more }))).extensions).toEqual({
      code,
      ...extensions,
    });
    expect(format(new GraphQLError("因故拒绝", { extensions: { code, ...more } })).extensions).toEqual({
      code,
      ...extensions,
    });
  });

  it.each([
    { reason: "11010519491231002X" },
    { reason: { $ne: null } },
    { coordinate: "11010519491231002X" },
    { count: -1 },
    { count: "3" },
  ])("drops %j: not of the form", (extensions) => {
    const error = toGraphQLError(new GatewayError("UNAUTHORIZED_FIELD_OR_TYPE", { extensions }));
    expect(format(error).extensions).toEqual({ code: "UNAUTHORIZED_FIELD_OR_TYPE" });
  });

  it("of no code is INTERNAL: the log has its kind, the caller a sentence", () => {
    lines.length = 0;
    const cause = new TypeError("cannot read 11010519491231002X at http://10.0.0.1");
    const shown = format(new GraphQLError(cause.message, { originalError: cause, path: ["check"] }));
    expect(shown).toEqual({
      message: expect.stringContaining("系统内部错误"),
      path: ["check"],
      extensions: { code: "INTERNAL" },
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ event: "request.failed", errorName: "TypeError" });
    expect(lines[0]).not.toMatch(/11010519491231002X|10\.0\.0\.1/);
  });
});

describe("what is wrong with an operation's text", () => {
  const schema = readApiSchema();
  const sentencesOf = (query: string): string[] => {
    try {
      return validate(schema, parse(query)).map((error) => explainFault(error.toJSON()));
    } catch (error) {
      return [explainFault((error as GraphQLError).toJSON())];
    }
  };

  it.each([
    ["{ mattrs { code } }", "第 1 行第 3 列，类型 Query 没有字段 mattrs"],
    ["{ matters(a: 1) { code } }", "没有参数 a"],
    ["{ matters { code { x } } }", "字段 code 没有下级字段"],
    ["{ matters }", "字段 matters 须写明要取的下级字段"],
    ["{ batch { id } }", "字段 batch 缺少必填参数 id"],
    ['{ subject(identifier: "x", purpose: {matter: "X"}) { id } }', "缺少必填的 caseNumber"],
    [
      '{ subject(identifier: "x", purpose: {matter: "X", caseNumber: "Y", z: 1}) { id } }',
      "输入类型 PurposeInput 没有 z",
    ],
    ["{ batch(id: [7]) { id } }", "值的类型不符，应为 ID"],
    ["{ a: matters { code } a: __typename }", "字段 a 以同一名称取了不同的内容"],
    ["{ ...F }", "没有定义片段 F"],
    ["{ __typename } fragment F on Query { __typename }", "片段 F 没有用到"],
    ["{ ...F } fragment F on Nothing { x }", "没有类型 Nothing"],
    ["{ matters { ...F } } fragment F on Check { receipt }", "片段的类型与此处不符"],
    ["{ __typename @nothing }", "没有指令 nothing"],
    ["{ __typename @skip(if: true) @skip(if: true) }", "指令 skip 在同一处只能用一次"],
    ["{ __typename @skip }", "指令 skip 缺少必填参数 if"],
    ["{ batch(id: $id) { id } }", "没有声明变量 id"],
    ["query($id: ID!) { __typename }", "变量 id 没有用到"],
    ["query($id: Int) { batch(id: $id) { id } }", "变量 id 的类型应为 ID!"],
    ["query A { __typename } query A { __typename }", "名称 A 重复"],
    ["{ __typename } query A { __typename }", "多个操作并存时，每个都要有名称"],
    ["type X { a: Int } query A { __typename }", "请求中只能有操作和片段"],
    ["{ matters { code }", "语句不完整"],
    ['{ matters "x" }', "第 1 行第 11 列"],
  ])("%s", (query, sentence) => {
    expect(sentencesOf(query).join("\n")).toContain(sentence);
  });

  it("never quotes a value or a number of somebody", () => {
    const secret = "11010519491231002X";
    for (const query of [
      `{ batch(id: {a: "${secret}"}) { id } }`,
      `{ subject(identifier: ["${secret}"], purpose: {matter: "X", caseNumber: "Y"}) { id } }`,
      `{ accessLog(identifier: "x", first: "${secret}") { entries { unit } } }`,
      `{ _${secret} }`,
      `{ matters { a_1101051949_1231002 } }`,
      `"${secret}"`,
      `{ matters "${secret}" }`,
      `{ ${secret} }`,
      `{ matters(a: "${secret} }`,
    ]) {
      const text = sentencesOf(query).join("\n");
      expect(text).toMatch(/第 1 行/);
      expect(text).not.toMatch(/1101051949/);
    }
  });

  it("leaves out sentences that it does not know", () => {
    expect(explainFault({ message: "at http://10.0.0.1: boom", locations: [{ line: 2, column: 3 }] })).toBe(
      "第 2 行第 3 列",
    );
    expect(explainFault({ message: 'Value "11010519491231002X" does not exist in "Decision" enum.' })).toBe(
      "值不在枚举 Decision 中",
    );
    expect(explainFault({ message: "" })).toBe("");
    const enums = buildSchema("type Query { a(e: E): Int } enum E { X }");
    const [error] = validate(enums, parse('{ a(e: "11010519491231002X") }'));
    expect(error && explainFault(error.toJSON())).toBe("第 1 行第 8 列，值不在枚举 E 中");
  });
});
