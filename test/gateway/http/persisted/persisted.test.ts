import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  createManifest,
  idOf,
  readManifest,
  type Manifest,
} from "../../../../gateway/http/persisted/manifest.js";
import { jobIssuer } from "../../../../kernel/job-token.js";
import { openDoor, type Door } from "../../../support/door.js";

const folder = mkdtempSync(join(tmpdir(), "fengcha-manifest-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const matters = "query Matters { matters { code } }\n";
const start = "mutation Start($input: BatchInput!) { startBatch(input: $input) { id } }\n";
const other = "query Other { matters { name } }";
const manifest: Manifest = createManifest([write("matters.graphql", matters), write("start.graphql", start)]);
const persistedQuery = (id: string) => ({ persistedQuery: { version: 1, sha256Hash: id } });
const address = (members: Record<string, string>): string =>
  `/graphql?${new URLSearchParams(members).toString()}`;
const preflighted = { "apollo-require-preflight": "1" };

describe("a manifest", () => {
  const [first] = manifest.operations;

  it("made of files is read as it was made", () => {
    expect(readManifest(write("made.json", JSON.stringify(manifest)))).toEqual(manifest);
    expect(manifest.operations.map(({ id, name, type }) => ({ id, name, type }))).toEqual([
      { id: idOf(matters), name: "Matters", type: "query" },
      { id: idOf(start), name: "Start", type: "mutation" },
    ]);
  });

  it.each([
    ["is no operation", "fragment F on Query { __typename }", "exactly one"],
    ["holds two", "query A { __typename } query B { __typename }", "exactly one"],
    ["has no name", "{ __typename }", "name"],
    ["is a subscription", "subscription S { x }", "subscriptions"],
    ["is no GraphQL", "query {", "Syntax Error"],
  ])("is not made of a file that %s", (_what, text, fault) => {
    const file = write("fault.graphql", text);
    expect(() => createManifest([file])).toThrow(fault);
    expect(() => createManifest([file])).toThrow(file);
  });

  it("is not made of two operations of one name", () => {
    const file = write("again.graphql", "query Matters { __typename }");
    expect(() => createManifest([file, write("matters.graphql", matters)])).toThrow(
      "two operations are named Matters",
    );
  });

  it.each([
    ["another format", { ...manifest, format: "x" }, "format"],
    ["another version", { ...manifest, version: 2 }, "version"],
    ["no operation", { ...manifest, operations: [] }, "operations"],
    ["an id of another text", { ...manifest, operations: [{ ...first, id: "0".repeat(64) }] }, "SHA-256"],
    [
      "another name",
      { ...manifest, operations: [{ ...first, name: "X" }] },
      "operation X: its body is the query Matters",
    ],
    ["another type", { ...manifest, operations: [{ ...first, type: "mutation" }] }, "is the query Matters"],
    ["an operation twice", { ...manifest, operations: [first, first] }, "twice"],
  ])("with %s is not read", (_what, content, fault) => {
    const file = write("wrong.json", JSON.stringify(content));
    expect(() => readManifest(file)).toThrow(fault);
  });

  it.each([
    ["asks for what the schema has not", "query Old { mattrs { code } }", "persisted operation Old"],
    [
      "is over a limit",
      `query Deep { matters { ${"code @include(if: true) ".repeat(201)} } }`,
      "persisted operation Deep",
    ],
    [
      "is one that the guard refuses",
      `query Wide { matters { ${"code ".repeat(1000)} } }`,
      "persisted operation Wide does not fit: 查询语句超出复杂度上限",
    ],
  ])(
    "whose operation %s lets no gateway start",
    async (_what, text, fault) => {
      const wrong = createManifest([write("schema.graphql", text)]);
      await expect(openDoor({ persisted: { manifest: wrong, isExclusive: false } })).rejects.toThrow(fault);
    },
    60_000,
  );
});

describe.each([true, false])("a gateway with a manifest, refusing all else: %s", (isExclusive) => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor({ persisted: { manifest, isExclusive } });
  }, 60_000);
  afterAll(async () => {
    await door.close();
  });

  it.each([
    ["by id", { id: idOf(matters) }],
    ["by hash", { extensions: persistedQuery(idOf(matters)) }],
    ["by hash and text", { query: matters, extensions: persistedQuery(idOf(matters)) }],
    ["by its very text", { query: matters }],
  ])("answers its operations %s", async (_what, body) => {
    expect(await door.send({ body })).toMatchObject({ status: 200, codes: [] });
    expect(door.answered.at(-1)).toBe(matters);
  });

  it.each([
    ["by id", { id: idOf(matters) }],
    ["by hash", { extensions: JSON.stringify(persistedQuery(idOf(matters))), variables: "{}" }],
  ])("answers its queries to GET %s", async (_what, members) => {
    const asked = { method: "GET" as const, path: address(members), headers: preflighted };
    const { status, headers } = await door.send(asked);
    expect([status, headers["cache-control"]]).toEqual([200, "no-store"]);
    expect(door.answered.at(-1)).toBe(matters);
  });

  it.each([
    ["a mutation", { id: idOf(start) }, 405, "METHOD_NOT_ALLOWED"],
    ["an unknown id", { id: "0".repeat(64) }, 403, "OPERATION_NOT_PERSISTED"],
    ["a text that is no JSON", { id: idOf(matters), variables: "{" }, 400, "BAD_REQUEST"],
    ["keys of prototypes", { id: idOf(matters), variables: '{"__proto__":{"a":1}}' }, 400, "BAD_REQUEST"],
    ["keys of constructors", { id: idOf(matters), variables: '{"constructor":{"a":1}}' }, 400, "BAD_REQUEST"],
    [
      "a number of a person",
      { id: idOf(matters), variables: '{"a":"11010519491231002X"}' },
      400,
      "BAD_REQUEST",
    ],
    ["nothing", {}, 400, "BAD_REQUEST"],
  ])("refuses a GET of %s", async (_what, members, expected, code) => {
    const before = door.answered.length;
    const asked = { method: "GET" as const, path: address(members), headers: preflighted };
    const { status, codes, text, headers } = await door.send(asked);
    expect([status, codes]).toEqual([expected, [code]]);
    expect(text).not.toContain("11010519491231002X");
    if (status === 405) expect(headers["allow"]).toBe("GET, POST");
    expect(door.answered).toHaveLength(before);
  });

  it("refuses a GET that a foreign page could make, and one that says a thing twice", async () => {
    const path = address({ id: idOf(matters) });
    expect(await door.send({ method: "GET", path })).toMatchObject({ status: 400, codes: ["BAD_REQUEST"] });
    const twice = { method: "GET" as const, path: `${path}&id=${idOf(start)}`, headers: preflighted };
    expect(await door.send(twice)).toMatchObject({ status: 400, codes: ["BAD_REQUEST"] });
  });

  it("asks GET for a token too", async () => {
    const asked = { method: "GET" as const, path: address({ id: idOf(matters) }) };
    const answer = await door.send({ ...asked, headers: { ...preflighted, authorization: "" } });
    expect(answer).toMatchObject({ status: 401, codes: ["IDENTITY_REQUIRED"] });
  });

  it("takes no other text by GET", async () => {
    const answer = await door.send({ method: "GET", path: address({ query: other }), headers: preflighted });
    const refusal = isExclusive ? [403, "OPERATION_NOT_PERSISTED"] : [405, "METHOD_NOT_ALLOWED"];
    expect([answer.status, ...answer.codes]).toEqual(refusal);
  });

  it("answers other texts by POST only when it need not refuse them; work of its own always", async () => {
    const refused = isExclusive ? [403, ["OPERATION_NOT_PERSISTED"]] : [200, []];
    for (const query of [other, "{ __schema { queryType { name } } }", `${matters} `]) {
      const { status, codes } = await door.send({ body: { query } });
      expect([status, codes]).toEqual(refused);
    }
    const job = { authorization: `Bearer ${jobIssuer}` };
    expect((await door.send({ body: { query: other }, headers: job })).status).toBe(200);
  });

  it("runs the operation of the id, whatever text stands beside it", async () => {
    const before = door.answered.length;
    const answer = await door.send({ body: { query: other, id: idOf(matters) } });
    expect(answer).toMatchObject({ status: 400, codes: ["BAD_REQUEST"] });
    expect(door.answered).toHaveLength(before);
  });
});
