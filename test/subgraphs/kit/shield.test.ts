import { describe, expect, it } from "@jest/globals";
import { defaultFieldResolver, graphql, buildSchema } from "graphql";
import { applyMiddleware } from "graphql-middleware";
import { allow } from "graphql-shield";
import type { Passport } from "../../../kernel/passport.js";
import { createShield, detailMayLeave } from "../../../subgraphs/kit/shield.js";

const caller = { unit: "u", person: "p", roles: [], scopes: ["tax:read"] };
const detail: Passport = { authority: "DETAIL", caller, coordinates: "", clear: [] };
const rootValue = {
  open: { a: 1, b: 2, c: 3 },
  some: { a: 1, b: 2, c: 3 },
  unnamed: { a: 1 },
  guarded: { a: 1 },
};

const taxOnly = detailMayLeave({ scopes: [["tax:read"]], mask: null });

/** Types whose rules are: open to all, field by field, none at all, guarded as a whole. */
const schema = applyMiddleware(
  buildSchema(`type Query { open: Open, some: Some, unnamed: Unnamed, guarded: Guarded, _service: _Service, _entities: [Int] }
    type _Service { sdl: String } type Open { a: Int, b: Int } type Some { a: Int, b: Int, c: Int } type Unnamed { a: Int } type Guarded { a: Int }`),
  createShield({
    Query: { "*": allow },
    Open: allow,
    Some: { a: allow, b: taxOnly },
    Guarded: taxOnly,
  }),
);

async function ask(source: string, passport: Passport) {
  const { data, errors = [] } = await graphql({ schema, source, rootValue, contextValue: { passport } });
  return {
    data: JSON.parse(JSON.stringify(data)) as unknown,
    codes: errors.map(({ extensions }) => extensions["code"]),
  };
}

const denied = "UNAUTHORIZED_FIELD_OR_TYPE";

describe("createShield", () => {
  it("lets open fields through without a guard, denies what no rule names, and asks the rules for the rest", async () => {
    const source = "{ open { a b } some { a b c } unnamed { a } guarded { a } }";
    expect(await ask(source, { authority: "CHECK" })).toEqual({
      data: {
        open: { a: 1, b: 2 },
        some: { a: 1, b: null, c: null },
        unnamed: { a: null },
        guarded: { a: null },
      },
      codes: [denied, denied, denied, denied],
    });
    expect(await ask(source, detail)).toEqual({
      data: { open: { a: 1, b: 2 }, some: { a: 1, b: 2, c: null }, unnamed: { a: null }, guarded: { a: 1 } },
      codes: [denied, denied],
    });
  });

  it("leaves open fields their own resolver: a guard would make a promise of every leaf", () => {
    const resolverOf = (type: string, field: string) => {
      const found = schema.getType(type);
      if (!found || !("getFields" in found)) throw new Error("no type");
      const { [field]: definition } = found.getFields();
      return definition && "resolve" in definition ? (definition.resolve ?? defaultFieldResolver) : undefined;
    };
    expect(resolverOf("Open", "a")).toBe(defaultFieldResolver);
    expect(resolverOf("Unnamed", "a")).not.toBe(defaultFieldResolver);
  });
});

describe("detailMayLeave", () => {
  const answerTo = async (rule: Parameters<typeof detailMayLeave>[0], scopes: string[]): Promise<boolean> => {
    const guarded = applyMiddleware(
      buildSchema(
        "type Query { a: Int, _service: _Service, _entities: [Int] } type _Service { sdl: String }",
      ),
      createShield({ Query: { a: detailMayLeave(rule) } }),
    );
    const contextValue = { passport: { ...detail, caller: { ...caller, scopes } } };
    const { data } = await graphql({ schema: guarded, source: "{ a }", rootValue: { a: 1 }, contextValue });
    return data?.["a"] === 1;
  };

  it("asks for every scope of one alternative", async () => {
    const rule = { scopes: [["a", "b"], ["c"]], mask: null };
    expect(await answerTo(rule, ["a"])).toBe(false);
    expect(await answerTo(rule, ["b"])).toBe(false);
    expect(await answerTo(rule, ["a", "b"])).toBe(true);
    expect(await answerTo(rule, ["c"])).toBe(true);
    expect(await answerTo(rule, [])).toBe(false);
  });

  it("is content with the scopes with which a field is shown masked", async () => {
    const mask = { as: "NAME", clear: [["p"]], masked: [["r"]], of: "EVERY_SUBJECT" } as const;
    const rule = { scopes: [["p"]], mask: { ...mask, clear: [["p"]], masked: [["r"]] } };
    expect(await answerTo(rule, ["r"])).toBe(true);
    expect(await answerTo(rule, ["p"])).toBe(true);
    expect(await answerTo(rule, ["q"])).toBe(false);
  });

  it("lets a field that declares no scopes leave to nobody", async () => {
    expect(await answerTo({ scopes: [], mask: null }, ["a", "b"])).toBe(false);
  });
});
