import { describe, expect, it } from "@jest/globals";
import { defaultFieldResolver, graphql, buildSchema } from "graphql";
import { applyMiddleware } from "graphql-middleware";
import { allow } from "graphql-shield";
import type { Passport } from "../../../kernel/passport.js";
import { createShield, detailMayLeave } from "../../../subgraphs/kit/shield.js";

const caller = { unit: "u", person: "p", roles: [], scopes: ["tax:read"] };
const rootValue = {
  open: { a: 1, b: 2, c: 3 },
  some: { a: 1, b: 2, c: 3 },
  unnamed: { a: 1 },
  guarded: { a: 1 },
};

const taxOnly = detailMayLeave("tax:read");

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
    expect(await ask(source, { authority: "DETAIL", caller })).toEqual({
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
