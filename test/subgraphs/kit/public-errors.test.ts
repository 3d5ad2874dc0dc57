import { describe, expect, it } from "@jest/globals";
import { GraphQLError } from "graphql";
import { toPublicAnswer } from "../../../subgraphs/kit/public-errors.js";
import { subgraphError } from "../../../subgraphs/kit/subgraph-error.js";

const ignore = (): void => undefined;
const idNumber = "321302199003071230";

describe("toPublicAnswer", () => {
  it("leaves an answer without errors as it is", () => {
    expect(toPublicAnswer({ data: { a: 1 } }, ignore)).toEqual({ data: { a: 1 } });
  });

  it("lets our own refusals through with code, detail and path, and nothing else", () => {
    const refusal = new GraphQLError(subgraphError("VIEW_INVALID", "表示有误").message, {
      path: ["_entities", 0, "tax"],
      extensions: { code: "VIEW_INVALID", stacktrace: ["at secret"] },
    });
    expect(toPublicAnswer({ data: { _entities: [null] }, errors: [refusal] }, ignore)).toEqual({
      data: { _entities: [null] },
      errors: [
        { message: refusal.message, path: ["_entities", 0, "tax"], extensions: { code: "VIEW_INVALID" } },
      ],
    });
  });

  it("answers INTERNAL for whatever carries no code of ours, and reports it", () => {
    const failure = new GraphQLError(`no record of ${idNumber}`, {
      path: ["_entities"],
      originalError: new TypeError("boom"),
      extensions: { code: "ECONNREFUSED" },
    });
    const reported: unknown[] = [];
    const answer = toPublicAnswer({ data: null, errors: [failure] }, (errors) => reported.push(...errors));
    expect(answer.errors?.[0]?.extensions.code).toBe("INTERNAL");
    expect(JSON.stringify(answer)).not.toContain(idNumber);
    expect(reported).toEqual([failure]);
  });

  it("keeps a library's words to itself though it uses a code of ours", () => {
    const quoting = new GraphQLError(`Expected a day, found "${idNumber}"`, {
      extensions: { code: "BAD_USER_INPUT" },
    });
    const answer = toPublicAnswer({ data: {}, errors: [quoting] }, ignore);
    expect(answer.errors?.[0]).toEqual({ message: "变量取值有误", extensions: { code: "BAD_USER_INPUT" } });
  });

  it("says why we refused a whole request ourselves", () => {
    const { errors } = toPublicAnswer({ errors: [subgraphError("PASSPORT_INVALID", "字段不符")] }, ignore);
    expect(errors).toEqual([{ message: "通行凭证无效：字段不符", extensions: { code: "PASSPORT_INVALID" } }]);
  });

  it("does not repeat why a request could not be executed: it may quote variables", () => {
    const errors = [new GraphQLError(`Variable "$id" got invalid value "${idNumber}"`)];
    expect(toPublicAnswer({ errors }, ignore)).toEqual({
      errors: [{ message: "请求格式有误", extensions: { code: "BAD_REQUEST" } }],
    });
  });
});
