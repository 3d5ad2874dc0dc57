import { describe, expect, it } from "@jest/globals";
import { buildSchema, Kind, parse, type FieldNode } from "graphql";
import { GatewayError } from "../../../gateway/errors.js";
import { readBatchPages } from "../../../gateway/looks/read-batch-pages.js";
import { createSubjectsOfBatch } from "../../../gateway/looks/subjects-of-batch.js";

const schema = buildSchema(`
  type Query { batch(id: ID!): Batch }
  type Batch { id: ID! results(first: Int = 100, after: String): Results }
  type Results { total: Int }
`);
const query = schema.getQueryType();

function pagesOf(text: string, variables: Readonly<Record<string, unknown>> = {}) {
  const [operation] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !query) throw new Error("no operation");
  const nodes = operation.selectionSet.selections.filter(
    (each): each is FieldNode => each.kind === Kind.FIELD,
  );
  return readBatchPages(query, nodes, variables);
}

describe("readBatchPages", () => {
  it("finds every page, under any alias and in inline fragments, with defaults and variables", () => {
    const text = `query($first: Int, $after: String) { batch(id: "x") {
      id
      results { total }
      again: results(first: $first, after: $after) { total }
      ... on Batch { more: results(first: 2, after: "7") { total } }
    } }`;
    expect(pagesOf(text, { first: 3, after: "40" })).toEqual([
      { from: 0, count: 100 },
      { from: 40, count: 3 },
      { from: 7, count: 2 },
    ]);
  });

  it("finds none where no results are asked for, or the office will refuse them", () => {
    expect(pagesOf('{ batch(id: "x") { id } }')).toEqual([]);
    expect(pagesOf('{ batch(id: "x") { results(after: "x") { total } } }')).toEqual([]);
    expect(pagesOf('{ batch(id: "x") { results(first: 0) { total } } }')).toEqual([]);
    expect(pagesOf('{ batch(id: "x") { results(first: 501) { total } } }')).toEqual([]);
    expect(pagesOf('{ batch(id: "x") { results(after: "") { total } } }')).toEqual([]);
  });
});

describe("the subjects of a batch", () => {
  const looks = new Map([
    ["A", { subjects: ["a0", "a1", "a2"], sealed: [null, "sealed", null] }],
    ["B", { subjects: ["b0", "a1"], sealed: [null, "sealed"] }],
  ]);
  const findLook = (receipt: string) => Promise.resolve(looks.get(receipt));

  it("are those at the places shown, each once over all pages", async () => {
    const subjectsOf = createSubjectsOfBatch({
      askShown: (_id, { from }) =>
        Promise.resolve(
          from === 0
            ? [{ receipt: "A", positions: [0, 1] }]
            : [
                { receipt: "A", positions: [1] },
                { receipt: "B", positions: [0, 1] },
              ],
        ),
      findLook,
    });
    const pages = [0, 100].map((from) => ({ from, count: 100 }));
    expect(await subjectsOf("x", pages)).toEqual({
      subjects: ["a0", "a1", "b0"],
      sealed: [null, "sealed", null],
      shownChecks: ["A", "B"],
    });
    expect(await subjectsOf("x", [])).toEqual({ subjects: [], sealed: [], shownChecks: [] });
  });

  it("are not guessed: without the office's answer, or a name in the register, nothing is shown", async () => {
    const page = [{ from: 0, count: 1 }];
    const silent = createSubjectsOfBatch({ askShown: () => Promise.reject(new Error("down")), findLook });
    await expect(silent("x", page)).rejects.toMatchObject({ code: "CREDIT_OFFICE_UNAVAILABLE" });
    await expect(silent("x", page)).rejects.toBeInstanceOf(GatewayError);
    const strange = createSubjectsOfBatch({
      askShown: () => Promise.resolve([{ receipt: "A", positions: [3] }]),
      findLook,
    });
    await expect(strange("x", page)).rejects.toThrow("did not register");
  });
});
