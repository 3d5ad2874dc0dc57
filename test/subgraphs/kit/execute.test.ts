import { describe, expect, it } from "@jest/globals";
import { buildSchema, GraphQLError } from "graphql";
import { mintView, type View } from "../../../kernel/view.js";
import type { SubgraphContext } from "../../../subgraphs/kit/context.js";
import type { Passport } from "../../../kernel/passport.js";
import { createDocumentCache } from "../../../subgraphs/kit/document-cache.js";
import { createSubgraphExecutor } from "../../../subgraphs/kit/execute.js";
import { detailPassport } from "../passports.js";

const viewKey = Buffer.alloc(32, 1);
const now = new Date("2026-11-21T01:00:00Z");
const view: View = {
  receipt: "r-1",
  purpose: "CHECK",
  matter: "SUBSIDY",
  asOf: "2026-11-21T01:00:00.000Z",
  needs: ["tax"],
};

function createExecutor(readField: (context: SubgraphContext<unknown>) => unknown) {
  const schema = buildSchema("type Query { field(day: Int): String }");
  const query = schema.getQueryType()?.getFields()["field"];
  if (query)
    query.resolve = (_root: unknown, _args: unknown, context: SubgraphContext<unknown>) => readField(context);
  return createSubgraphExecutor({ schema, store: "the store", viewKey, clock: () => now });
}

describe("createSubgraphExecutor", () => {
  it("hands passport, store and the moment of the request to the resolvers", async () => {
    let seen: SubgraphContext<unknown> | undefined;
    const execute = createExecutor((context) => {
      seen = context;
      return "value";
    });
    const result = await execute({ query: "{ field }" }, { authority: "CHECK" });
    expect(result).toEqual({ data: { field: "value" } });
    expect(seen).toMatchObject({ passport: { authority: "CHECK" }, store: "the store", now });
  });

  it("reads a view minted with its key, as often as asked", async () => {
    const text = mintView(view, viewKey);
    const execute = createExecutor(({ readView }) => `${readView(text).matter} ${readView(text).receipt}`);
    expect((await execute({ query: "{ field }" }, { authority: "CHECK" })).data).toEqual({
      field: "SUBSIDY r-1",
    });
  });

  it.each([
    ["minted with another key", mintView(view, Buffer.alloc(32, 2))],
    ["altered", mintView(view, viewKey).replace(/^v1\../, "v1.X")],
    ["without MAC", mintView(view, viewKey).split(".").slice(0, 2).join(".")],
    ["empty", ""],
  ])("refuses a view that is %s", async (_, text) => {
    const execute = createExecutor(({ readView }) => readView(text).matter);
    const { errors } = await execute({ query: "{ field }" }, { authority: "CHECK" });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["VIEW_INVALID"]);
  });

  it("answers errors without data for a query that is no query, or not of this schema", async () => {
    const execute = createExecutor(() => "value");
    for (const query of ["{", "{ unknown }", '{ field(day: "x") }']) {
      const result = await execute({ query }, { authority: "CHECK" });
      expect(result.data).toBeUndefined();
      expect(result.errors?.[0]).toBeInstanceOf(GraphQLError);
    }
  });

  it("executes the operation that is named", async () => {
    const execute = createExecutor(() => "value");
    const query = "query A { a: field } query B { b: field }";
    expect(await execute({ query, operationName: "B" }, { authority: "CHECK" })).toEqual({
      data: { b: "value" },
    });
  });
});

describe("a request for files", () => {
  const schema = buildSchema("type Query { file: File } type File { a: Int b: Int }");
  const execute = createSubgraphExecutor({ schema, store: null, viewKey, clock: () => now });
  const passport = detailPassport({ schema, query: "{ file { a } }" }, { scopes: [] });
  const codesOf = async (query: string, given: Passport = passport): Promise<unknown[]> => {
    const { data, errors = [] } = await execute({ query }, given);
    return data === undefined ? errors.map(({ extensions }) => extensions["code"]) : ["answered"];
  };

  it("is executed when it asks for the coordinates that the passport vouches for, however it is written", async () => {
    expect(await codesOf("{ file { a } }")).toEqual(["answered"]);
    expect(await codesOf("{ x: file { ...F } } fragment F on File { __typename y: a a }")).toEqual([
      "answered",
    ]);
  });

  it("is refused as a whole when it asks for more, for less, or for anything else", async () => {
    for (const query of ["{ file { a b } }", "{ file { b } }", "{ __typename }"]) {
      expect(await codesOf(query)).toEqual(["PASSPORT_INVALID"]);
      expect(await codesOf(query)).toEqual(["PASSPORT_INVALID"]);
    }
    expect(await codesOf("{ file { a } }", { ...passport, coordinates: "" } as Passport)).toEqual([
      "PASSPORT_INVALID",
    ]);
  });
});

describe("createDocumentCache", () => {
  it("checks each text once, also a wrong one", () => {
    const documents = createDocumentCache(buildSchema("type Query { field: String }"));
    expect(documents("{ field }")).toBe(documents("{ field }"));
    expect(documents("{ wrong }")).toBe(documents("{ wrong }"));
    expect(documents("{ wrong }").ok).toBe(false);
  });

  it("forgets the least recently used text once it is full", () => {
    const documents = createDocumentCache(buildSchema("type Query { field: String }"), 1);
    const first = documents("{ field }");
    documents("{ a: field }");
    expect(documents("{ field }")).not.toBe(first);
  });
});
