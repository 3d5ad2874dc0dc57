import { readFileSync } from "node:fs";
import { Supergraph } from "@apollo/federation-internals";
import { describe, expect, it } from "@jest/globals";
import { printSchema } from "graphql";
import { readSupergraph } from "../../../gateway/authorization/read-supergraph.js";
import { supergraphFile } from "../../../gateway/index.js";

const sdl = readFileSync(supergraphFile, "utf8");

describe("readSupergraph", () => {
  it("strips the rules and nothing else: clients see the same schema", () => {
    const { supergraphSdl } = readSupergraph(sdl);
    for (const trace of ["@authenticated", "@requiresScopes", "@policy", "@masked", "policy__", "/masked/"])
      expect(supergraphSdl).not.toContain(trace);
    const apiOf = (text: string): string =>
      printSchema(Supergraph.build(text, { validateSupergraph: false }).apiSchema().toGraphQLJSSchema());
    expect(apiOf(supergraphSdl)).toBe(apiOf(sdl.replaceAll(/,? for: SECURITY/g, "")));
  });

  it("indexes every rule by coordinate, and entity keys as open", () => {
    const { rules } = readSupergraph(sdl);
    expect(rules.get("TaxRating.grade")).toMatchObject({ scopes: [["tax:read"]], policies: [["purpose"]] });
    expect(rules.get("Registration.legalRepresentative")?.mask?.masked).toEqual([["market:read"]]);
    expect(rules.get("Query.check")).toMatchObject({ scopes: [], policies: [] });
    expect(rules.get("Subject.id")).toMatchObject({ scopes: [], policies: [], mask: null });
    expect(rules.has("Subject.taxFacts")).toBe(false);
  });

  it("serves no policy that it cannot enforce", () => {
    const foreign = sdl.replace('@policy(policies: [["purpose"]])', '@policy(policies: [["on-weekdays"]])');
    expect(() => readSupergraph(foreign)).toThrow("@policy");
  });
});
