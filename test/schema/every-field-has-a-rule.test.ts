import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { buildSchema, isObjectType, parse } from "graphql";
import { departments } from "../../schema/departments.js";
import { readFieldRules, type FieldRule } from "../../schema/field-rules.js";

const folder = join(import.meta.dirname, "..", "..", "schema", "generated");
const read = (name: string): string => readFileSync(join(folder, `${name}.graphql`), "utf8");
const rules = readFieldRules(parse(read("supergraph")));
/** Entity keys: `@requires` leads through them, and composition then allows no rule on them. */
const keys = ["Subject.id"];

function coordinatesOf(name: string): string[] {
  return Object.values(buildSchema(read(name), { assumeValidSDL: true }).getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith("_"))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
}

describe("the rules on the schema", () => {
  it("stand on every field that clients can select, but for the entity's key", () => {
    const without = coordinatesOf("api").filter((coordinate) => !rules.get(coordinate)?.authenticated);
    expect(without).toEqual(keys);
  });

  it.each(departments)(
    "ask for a scope of $name and for a purpose on every field of its file",
    ({ name }) => {
      const open = ["Subject.id", "Subject.view", `Subject.${name}Facts`];
      const own = coordinatesOf(name).filter((coordinate) => !open.includes(coordinate));
      expect(own).toContain(`Subject.${name}`);
      const isRuled = (rule: FieldRule | undefined): boolean =>
        rule?.authenticated === true &&
        rule.scopes.length > 0 &&
        rule.scopes.every((all) => all.length > 0 && all.every((scope) => scope.startsWith(`${name}:`))) &&
        JSON.stringify(rule.policies) === '[["purpose"]]';
      expect(own.filter((coordinate) => !isRuled(rules.get(coordinate)))).toEqual([]);
    },
  );

  it("name the fields that ask for more than their department's files", () => {
    const special = [...rules].filter(
      ([, { scopes, mask }]) => mask !== null || scopes.some((all) => all.some((s) => !s.endsWith(":read"))),
    );
    expect(
      Object.fromEntries(special.map(([coordinate, { scopes, mask }]) => [coordinate, { scopes, mask }])),
    ).toEqual({
      "Registration.legalRepresentative": {
        scopes: [["market:personal"]],
        mask: {
          as: "NAME",
          clear: [["market:personal"]],
          masked: [["market:read"]],
          of: "EVERY_SUBJECT",
        },
      },
      "SocialInsurance.arrears": { scopes: [["hrss:read", "hrss:amounts"]], mask: null },
      "Subject.identifier": {
        scopes: [],
        mask: { as: "IDENTIFIER", clear: [["credit-office:personal"]], masked: [[]], of: "NATURAL_PERSONS" },
      },
      "Subject.name": {
        scopes: [],
        mask: { as: "NAME", clear: [["credit-office:personal"]], masked: [[]], of: "NATURAL_PERSONS" },
      },
      "TaxArrears.balance": { scopes: [["tax:read", "tax:amounts"]], mask: null },
    });
  });
});
