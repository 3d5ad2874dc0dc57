import { describe, expect, it } from "@jest/globals";
import { assertObjectType, buildSchema, graphqlSync, Kind, parse } from "graphql";
import fc from "fast-check";
import { compileShape } from "../../../gateway/execution/answer-shape.js";
import { inlineOperation } from "../../../gateway/execution/inline-operation.js";
import { shapeAnswer } from "../../../gateway/execution/shape-answer.js";

const schema = buildSchema(/* GraphQL */ `
  type Query {
    node: Node
    nodes: [Node!]
    grid: [[Int!]]
    strict: Node!
  }
  type Node {
    id: ID!
    name: String
    child: Node
    children: [Node!]!
    maybe: [Node]
  }
`);
const query = assertObjectType(schema.getType("Query"));

function shape(text: string, data: Record<string, unknown>) {
  const document = parse(text);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("no operation");
  const { selections } = inlineOperation(document, operation, {}).selectionSet;
  const missing: string[] = [];
  const shaped = shapeAnswer(compileShape(schema, query, selections), "Query", data, (path) =>
    missing.push(path.join(".")),
  );
  return { shaped, missing };
}

describe("shapeAnswer", () => {
  it("keeps the client's fields, names and order, and nothing else", () => {
    const { shaped } = shape("{ b: node { n: name id } node { __typename } }", {
      b: { n: "x", id: "1", secret: 2, __typename: "Node" },
      node: { __typename: "Node", id: 3 },
    });
    expect(JSON.stringify(shaped)).toBe('{"b":{"n":"x","id":"1"},"node":{"__typename":"Node"}}');
  });

  it("empties the nearest place that may be null when a promised value is missing", () => {
    expect(shape("{ node { child { id } } }", { node: { child: { id: null } } })).toEqual({
      shaped: { node: { child: null } },
      missing: ["node.child.id"],
    });
    expect(shape("{ nodes { id } }", { nodes: [{ id: 1 }, { id: null }] })).toEqual({
      shaped: { nodes: null },
      missing: ["nodes.1.id"],
    });
    expect(shape("{ strict { id } }", {}).shaped).toBeNull();
  });

  it("merges fields of one name that stand in several places", () => {
    const { shaped } = shape("{ node { id } ...F } fragment F on Query { node { name } }", {
      node: { id: 1, name: "a" },
    });
    expect(shaped).toEqual({ node: { id: 1, name: "a" } });
  });

  it("agrees with graphql-js on data of any shape", () => {
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.option(
        fc.record({
          id: fc.option(fc.integer({ min: 0, max: 9 }).map(String), { freq: 6 }),
          name: fc.option(fc.constantFrom("a", "b")),
          child: fc.oneof({ depthSize: "small" }, fc.constant(null), tie("node")),
          children: fc.oneof(
            { depthSize: "small" },
            fc.constant([]),
            fc.array(tie("node"), { maxLength: 2 }),
          ),
          maybe: fc.oneof({ depthSize: "small" }, fc.constant(null), fc.array(tie("node"), { maxLength: 2 })),
        }),
        { freq: 5 },
      ),
    }));
    const text =
      "{ node { id child { id name children { id } } children { name maybe { id } } } nodes { id maybe { child { id } } } grid }";
    const data = fc.record({
      node,
      nodes: fc.option(fc.array(node, { maxLength: 3 })),
      grid: fc.option(
        fc.array(fc.option(fc.array(fc.option(fc.integer(), { freq: 9 }), { maxLength: 2 })), {
          maxLength: 2,
        }),
      ),
    });
    fc.assert(
      fc.property(data, (rootValue) => {
        const { shaped } = shape(text, rootValue);
        const oracle = graphqlSync({ schema, source: text, rootValue });
        expect(JSON.stringify(shaped)).toBe(JSON.stringify(oracle.data));
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
