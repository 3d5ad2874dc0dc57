import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  buildSchema,
  findBreakingChanges,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";

const schemaFolder = join(import.meta.dirname, "..", "..", "schema");
const contract = buildSchema(readFileSync(join(schemaFolder, "contract.graphql"), "utf8"));
const api = buildSchema(readFileSync(join(schemaFolder, "generated", "api.graphql"), "utf8"));
const chinese = /^[\s\S]*?[\u4e00-\u9fff]/;

describe("the public schema", () => {
  it("contains everything of the contract, with its names, types and arguments", () => {
    expect(findBreakingChanges(contract, api).map(({ description }) => description)).toEqual([]);
  });

  it("describes every type, field, argument and value, in Chinese first", () => {
    expect(undescribed(api)).toEqual([]);
  });

  it("shows no view, no facts and no subjects of a check to clients", () => {
    const subject = api.getType("Subject");
    const check = api.getType("Check");
    if (!isObjectType(subject) || !isObjectType(check)) throw new Error("types are missing");
    expect(
      Object.keys(subject.getFields()).filter((name) => name === "view" || name.endsWith("Facts")),
    ).toEqual([]);
    expect(check.getFields()["subjects"]).toBeUndefined();
    expect(api.getType("DepartmentFacts")).toBeUndefined();
  });
});

function fieldsOf(
  type: GraphQLObjectType | GraphQLInputObjectType,
): (GraphQLField<unknown, unknown> | GraphQLInputField)[] {
  return isObjectType(type) ? Object.values(type.getFields()) : Object.values(type.getFields());
}

function undescribed(schema: GraphQLSchema): string[] {
  const isGood = (text: string | null | undefined): boolean => chinese.test(text?.slice(0, 12) ?? "");
  const missing: string[] = [];
  const note = (place: string, text: string | null | undefined): void => {
    if (!isGood(text)) missing.push(place);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__") || (!isObjectType(type) && isSpecifiedScalarType(type))) continue;
    if (type !== schema.getQueryType() && type !== schema.getMutationType())
      note(type.name, type.description);
    if (isObjectType(type) || isInputObjectType(type)) {
      for (const field of fieldsOf(type)) {
        note(`${type.name}.${field.name}`, field.description);
        for (const arg of "args" in field ? field.args : [])
          note(`${type.name}.${field.name}(${arg.name})`, arg.description);
      }
    }
    if (isEnumType(type))
      for (const value of type.getValues()) note(`${type.name}.${value.name}`, value.description);
  }
  return missing;
}
