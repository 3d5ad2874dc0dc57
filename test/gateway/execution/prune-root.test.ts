import { describe, expect, it } from "@jest/globals";
import { assertObjectType, buildSchema, Kind, parse, print, validate } from "graphql";
import { isDenied, type Disclosure, type FieldPolicy } from "../../../gateway/field-policy.js";
import { coordinatesOf, compileShape } from "../../../gateway/execution/answer-shape.js";
import { inlineOperation, rootFieldsOf } from "../../../gateway/execution/inline-operation.js";
import { pruneRoot } from "../../../gateway/execution/prune-root.js";
import { shapeAnswer } from "../../../gateway/execution/shape-answer.js";

const schema = buildSchema(/* GraphQL */ `
  type Query {
    file(id: ID): File
    strict: Strict!
    pick: Pick
    record: Record
  }
  type File {
    id: ID!
    name: String
    score(year: Int): Int
    rating: Rating
    ratings: [Rating]
    lists: [[Rating!]!]
    parent: File
    sure: Rating!
  }
  type Rating implements Record {
    recordId: ID!
    grade: String
    year: Int
  }
  type Penalty implements Record {
    recordId: ID!
    grade: String
    amount: String
  }
  interface Record {
    recordId: ID!
    grade: String
  }
  type Strict {
    rating: Rating!
  }
  union Pick = Rating | Penalty
`);
const query = assertObjectType(schema.getQueryType());

function policyOf(limits: Readonly<Record<string, Disclosure>>): FieldPolicy {
  return {
    key: JSON.stringify(limits),
    scopes: [],
    decide: (coordinate) => limits[coordinate] ?? "GRANTED",
    isPersonal: () => false,
    masksOnlyPersons: () => false,
  };
}

function prune(text: string, limits: Readonly<Record<string, Disclosure>>, variables: object = {}) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error("no operation");
  const roots = rootFieldsOf(inlineOperation(document, operation, { ...variables }));
  const policy = policyOf(limits);
  const pruned = pruneRoot(schema, query, roots, policy);
  const isOut = (coordinate: string): boolean => isDenied(policy.decide(coordinate));
  return {
    text: pruned.nodes.map((node) => print(node).replaceAll(/\s+/g, " ")).join(" "),
    denials: pruned.denials.map(({ coordinate, reason, path, count }) => [
      coordinate,
      reason,
      path.join("."),
      count,
    ]),
    masked: pruned.masked.map(({ coordinate, path, count }) => [coordinate, path.join("."), count]),
    disclosed: coordinatesOf(compileShape(schema, query, pruned.nodes), schema),
    shaped: (data: Record<string, unknown>) => {
      const missing: string[] = [];
      const value = shapeAnswer(compileShape(schema, query, roots, isOut), "Query", data, (path) =>
        missing.push(path.join(".")),
      );
      return { value, missing };
    },
  };
}

describe("pruneRoot", () => {
  it("leaves an operation alone that nothing is denied of", () => {
    const { text, denials, masked } = prune("{ file { id ratings { grade } } }", {});
    expect([text, denials, masked]).toEqual(["file { id ratings { grade } }", [], []]);
  });

  it("takes a denied field out, and tells its place with 0 for every item of a list", () => {
    const { text, denials } = prune("{ file { id ratings { grade year } lists { year recordId } } }", {
      "Rating.year": "NOT_NEEDED_FOR_MATTER",
    });
    expect(text).toBe("file { id ratings { grade } lists { recordId } }");
    expect(denials).toEqual([["Rating.year", "NOT_NEEDED_FOR_MATTER", "file.ratings.0.year", 2]]);
  });

  it("does not ask for an object all of whose selected fields are denied: that it is there would tell something", () => {
    const limits = { "Rating.grade": "NO_SCOPE" } as const;
    expect(prune("{ file { id rating { grade __typename } } }", limits).text).toBe("file { id }");
    expect(prune("{ file { ratings { grade } } }", limits).text).toBe("");
    expect(prune("{ file { parent { parent { rating { grade } } } } }", limits).text).toBe("");
    expect(prune("{ file { rating { __typename } } }", limits).text).toBe("file { rating { __typename } }");
  });

  it("stops at a place where null is forbidden", () => {
    const { text, shaped } = prune("{ strict { rating { grade } } }", { "Rating.grade": "NO_SCOPE" });
    expect(text).toBe("strict { rating { fengcha_placeholder: __typename } }");
    expect(shaped({ strict: { rating: { fengcha_placeholder: "Rating" } } })).toEqual({
      value: { strict: { rating: { grade: null } } },
      missing: [],
    });
  });

  it("empties the nearest place that may be null when a denied field may not be, without another error", () => {
    const { shaped } = prune("{ file { name sure { recordId grade } rating { recordId } } }", {
      "Rating.recordId": "NO_SCOPE",
    });
    expect(shaped({ file: { name: "a", sure: { recordId: "x", grade: "A" }, rating: null } })).toEqual({
      value: { file: null },
      missing: [],
    });
  });

  it("knows denied fields by coordinate: alias, argument and fragment make no difference", () => {
    const { text, denials } = prune(
      `query ($no: Boolean!, $yes: Boolean!) {
        a: file { s: score(year: 1) ...F }
        file(id: 1) { ... on File { x: score ... { y: score @skip(if: $yes) n: name } } parent @include(if: $no) { score } }
      }
      fragment F on File { t: score(year: 2) ...G }
      fragment G on File { id score }`,
      { "File.score": "EXPIRED_GRANT" },
      { no: false, yes: true },
    );
    expect(text).toBe(
      "a: file { ... on File { ... on File { id } } } file(id: 1) { ... on File { ... { n: name } } }",
    );
    expect(denials).toEqual([["File.score", "EXPIRED_GRANT", "a.s", 4]]);
  });

  it("asks type by type for a field of an interface that one type denies", () => {
    const { text, denials, disclosed } = prune("{ record { recordId grade } }", {
      "Penalty.grade": "NO_SCOPE",
    });
    expect(text).toBe("record { recordId ... on Rating { grade } }");
    expect(denials).toEqual([["Penalty.grade", "NO_SCOPE", "record.grade", 1]]);
    expect(disclosed).not.toContain("Penalty.grade");
  });

  it("prunes each branch of a union by itself", () => {
    const { text } = prune(
      "{ pick { __typename ... on Rating { grade } ... on Penalty { amount grade } } }",
      {
        "Penalty.grade": "NO_SCOPE",
        "Rating.grade": "NO_SCOPE",
      },
    );
    expect(text).toBe("pick { __typename ... on Penalty { amount } }");
  });

  it("keeps masked fields and lists them", () => {
    const { text, masked, denials } = prune("{ file { name parent { n: name } } }", {
      "File.name": "MASKED",
    });
    expect([text, denials]).toEqual(["file { name parent { n: name } }", []]);
    expect(masked).toEqual([["File.name", "file.name", 2]]);
  });

  it("shows null for a denied field even if something was gathered under its name", () => {
    const { shaped } = prune("{ file { name score } }", { "File.score": "NO_SCOPE" });
    expect(shaped({ file: { name: "a", score: 5 } }).value).toEqual({ file: { name: "a", score: null } });
  });

  it("is right on an operation of over 10,000 fields, in one pass", () => {
    const fields = Array.from(
      { length: 6000 },
      (_, index) => `a${index}: score(year: ${index}) n${index}: name`,
    );
    const document = parse(`{ file { ${fields.join(" ")} } }`);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("no operation");
    const roots = rootFieldsOf(inlineOperation(document, operation, {}));
    const { nodes, denials } = pruneRoot(schema, query, roots, policyOf({ "File.score": "NO_SCOPE" }));
    expect(nodes[0]?.selectionSet?.selections).toHaveLength(6000);
    expect(denials).toEqual([
      { coordinate: "File.score", reason: "NO_SCOPE", path: ["file", "a0"], count: 6000 },
    ]);
  });
});
