import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type GraphQLSchema,
  type IntrospectionQuery,
} from "graphql";
import { schemaOfRole } from "../../../cli/commands/schema.js";
import { demoRoles } from "../../../gateway/identity/development-token.js";
import { expectedOf, isDenial, matters, roles } from "../../support/disclosure-oracle.js";
import { ask, startTestSystem, type TestSystem } from "../../support/test-system.js";

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
}, 120_000);
afterAll(async () => {
  await system.close();
});

const departmentOf = (role: string): string | null => (role === "steward" ? "market" : null);
const textOf = (schema: GraphQLSchema): string => printSchema(lexicographicSortSchema(schema));

describe("introspection", () => {
  it.each(demoRoles)(
    "tells %s the part of the schema that it may use, and fengcha schema the same",
    async (role) => {
      const { data, errors } = await system.ask(role, getIntrospectionQuery());
      expect(errors).toEqual([]);
      const told = buildClientSchema(data as IntrospectionQuery);
      expect(textOf(told)).toBe(textOf(buildSchema(schemaOfRole(role, departmentOf(role)))));
      expect(Object.keys(told.getQueryType()?.getFields() ?? {}).sort()).toEqual(
        roles[role]?.fields.filter((field) => field !== "startBatch").sort(),
      );
      expect(Object.keys(told.getMutationType()?.getFields() ?? {})).toEqual(
        roles[role]?.fields.filter((field) => field === "startBatch"),
      );
    },
  );

  it.each(demoRoles)("tells %s no field of a file that none of its matters discloses to it", async (role) => {
    const { data } = await system.ask(role, "{ __schema { types { name fields { name } } } }");
    const types = data.__schema.types as { name: string; fields: { name: string }[] | null }[];
    const coordinates = types
      .filter(({ name }) => !name.startsWith("__") && name !== "Query" && name !== "Mutation")
      .flatMap(({ name, fields }) => (fields ?? []).map((field) => `${name}.${field.name}`));
    const hidden = coordinates.filter((coordinate) =>
      matters.every((matter) => isDenial(expectedOf(role, matter, coordinate))),
    );
    expect(hidden).toEqual([]);
  });

  it("tells nothing without a token", async () => {
    const { status, data, text } = await ask(`${system.url}/graphql`, null, getIntrospectionQuery());
    expect([status, data]).toEqual([401, undefined]);
    expect(text).not.toContain("__schema");
  });

  it("guesses at no name that was not written", async () => {
    const { text, errors } = await system.ask("auditor", "{ accessLogs { entries } matterz { code } }");
    expect(errors[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    expect(text).not.toMatch(/Did you mean|accessLog\b|matters\b/);
  });
});
