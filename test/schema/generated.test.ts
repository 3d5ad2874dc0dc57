import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { compose } from "../../schema/compose.js";
import { subgraph as office } from "../../subgraphs/credit-office/index.js";
import { allDepartments } from "../../subgraphs/registry.js";

const folder = join(import.meta.dirname, "..", "..", "schema", "generated");
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const subgraphs = [
  ...allDepartments.map(({ name, subgraph }) => ({ name, sdl: subgraph.sdl })),
  { name: "credit-office", sdl: office.sdl },
];

describe("the committed schema files", () => {
  it.each(subgraphs)("$name.graphql is what its code declares", ({ name, sdl }) => {
    expect(sdl).toBe(read(`${name}.graphql`));
  });

  it("supergraph.graphql and api.graphql are composed of them", () => {
    const { supergraphSdl, apiSdl } = compose(subgraphs);
    expect(supergraphSdl).toBe(read("supergraph.graphql"));
    expect(apiSdl).toBe(read("api.graphql"));
  });
});
