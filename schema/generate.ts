import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import "reflect-metadata";
import { compose } from "./compose.js";
import { departments, creditOffice } from "./departments.js";

/**
 * `npm run schema`: writes each subgraph's SDL, the supergraph and the public schema to schema/generated/.
 * With `--check` it writes nothing and fails when a file is out of date. The only file of schema/ that looks at
 * subgraphs/; nothing imports it.
 */
const folder = join(import.meta.dirname, "generated");
const isCheck = process.argv.includes("--check");

const files = await generate();
const stale = Object.entries(files).filter(([name, text]) => readOrEmpty(name) !== text);
if (isCheck) {
  for (const [name] of stale) console.error(`schema/generated/${name} is out of date: run npm run schema`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of stale) writeFileSync(join(folder, name), text);
  console.log(`${stale.length} of ${Object.keys(files).length} files written`);
}

async function generate(): Promise<Record<string, string>> {
  const subgraphs = [];
  for (const { name } of departments) {
    const { department } = (await importFrom(name)) as { department: { subgraph: { sdl: string } } };
    subgraphs.push({ name, sdl: department.subgraph.sdl });
  }
  const office = (await importFrom(creditOffice.name)) as { subgraph: { sdl: string } };
  subgraphs.push({ name: creditOffice.name, sdl: office.subgraph.sdl });
  const { supergraphSdl, apiSdl } = compose(subgraphs);
  return {
    ...Object.fromEntries(subgraphs.map(({ name, sdl }) => [`${name}.graphql`, sdl])),
    "supergraph.graphql": supergraphSdl,
    "api.graphql": apiSdl,
  };
}

async function importFrom(name: string): Promise<unknown> {
  return await import(pathToFileURL(join(import.meta.dirname, "..", "subgraphs", name, "index.ts")).href);
}

function readOrEmpty(name: string): string {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return "";
  }
}
