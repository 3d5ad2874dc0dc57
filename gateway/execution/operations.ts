import type { QueryPlan } from "@apollo/query-planner";
import {
  getVariableValues,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { LRUCache } from "lru-cache";
import { GatewayError } from "../errors.js";
import { compileShape, coordinatesOf, type FieldShape } from "./answer-shape.js";
import { inlineOperation, responseNameOf, rootFieldsOf, type Variables } from "./inline-operation.js";
import type { Planner } from "./planner.js";

/** A validated operation as Apollo Server hands it over. */
export interface RawOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly queryHash: string;
  readonly variables: Variables;
}

/** An operation with its variables read and its directives evaluated. */
export interface PreparedOperation {
  readonly rootType: GraphQLObjectType;
  /** One node for each response name at the root. */
  readonly roots: readonly FieldNode[];
  readonly variables: Variables;
  /** How each root's answer is written, by response name. */
  readonly shapes: ReadonlyMap<string, FieldShape>;
  /** Schema coordinates that a root asks for, by response name. */
  readonly coordinates: ReadonlyMap<string, readonly string[]>;
  /** Introspection fields and `__typename`, answered without any source. */
  readonly introspection: OperationDefinitionNode | null;
  /** The plan for these roots alone; null when they need no source. */
  planFor(responseNames: readonly string[]): QueryPlan | null;
}

export type PrepareOperation = (raw: RawOperation) => PreparedOperation;

/** Reads and plans operations over one schema, each different one once. */
export function createOperationPreparer(
  schema: GraphQLSchema,
  plan: Planner,
  maxKept = 2000,
): PrepareOperation {
  const kept = new LRUCache<string, Omit<PreparedOperation, "variables">>({ max: maxKept });
  return (raw) => {
    const variables = readVariables(schema, raw);
    const key = keyOf(raw, variables);
    const known = kept.get(key) ?? compile(schema, plan, raw, variables);
    kept.set(key, known);
    return { ...known, variables };
  };
}

function keyOf({ queryHash, operation }: RawOperation, variables: Variables): string {
  const switches = Object.entries(variables).filter(([, value]) => typeof value === "boolean");
  return `${queryHash} ${operation.name?.value ?? ""} ${JSON.stringify(switches)}`;
}

function compile(
  schema: GraphQLSchema,
  plan: Planner,
  { document, operation }: RawOperation,
  variables: Variables,
): Omit<PreparedOperation, "variables"> {
  const inlined = inlineOperation(document, operation, variables);
  const rootType = rootTypeOf(schema, operation.operation);
  const fields = rootFieldsOf(inlined);
  const dataFields = fields.filter((field) => !field.name.value.startsWith("__"));
  const metaFields = fields.filter((field) => field.name.value.startsWith("__"));
  const shape = compileShape(schema, rootType, dataFields);
  const plans = new Map<string, QueryPlan | null>();
  return {
    rootType,
    roots: firstOfEach(fields),
    shapes: new Map(shape.map((field) => [field.responseName, field])),
    // Frozen: the register digests the same list again and again, and remembers those that cannot change.
    coordinates: new Map(
      shape.map((field) => [field.responseName, Object.freeze(coordinatesOf([field], schema))]),
    ),
    introspection: metaFields.length > 0 ? withRoots(inlined, metaFields) : null,
    planFor(responseNames) {
      const wanted = dataFields.filter((field) => responseNames.includes(responseNameOf(field)));
      const key = responseNames.join(" ");
      const known = plans.get(key);
      if (known !== undefined) return known;
      const fresh =
        wanted.length === 0 ? null : plan(documentOf(withRoots(inlined, wanted.map(askForDecision))));
      plans.set(key, fresh);
      return fresh;
    },
  };
}

/** A check always asks the departments, decides and stores, whatever the client selects of it. */
function askForDecision(field: FieldNode): FieldNode {
  if (field.name.value !== "check" || !field.selectionSet) return field;
  const decision: FieldNode = {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: "decision" },
    alias: { kind: Kind.NAME, value: "fengcha_decision" },
  };
  return {
    ...field,
    selectionSet: { ...field.selectionSet, selections: [...field.selectionSet.selections, decision] },
  };
}

function rootTypeOf(schema: GraphQLSchema, kind: OperationTypeNode): GraphQLObjectType {
  const type = kind === OperationTypeNode.MUTATION ? schema.getMutationType() : schema.getQueryType();
  if (!type || kind === OperationTypeNode.SUBSCRIPTION)
    throw new GatewayError("BAD_REQUEST", { detail: "不支持订阅" });
  return type;
}

function firstOfEach(fields: readonly FieldNode[]): FieldNode[] {
  return [
    ...new Map([...fields].reverse().map((field) => [responseNameOf(field), field])).values(),
  ].reverse();
}

function withRoots(
  operation: OperationDefinitionNode,
  fields: readonly FieldNode[],
): OperationDefinitionNode {
  return { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: [...fields] } };
}

function documentOf(operation: OperationDefinitionNode): DocumentNode {
  return { kind: Kind.DOCUMENT, definitions: [operation] };
}

/** @throws BAD_USER_INPUT that names the place of the value, never the value */
function readVariables(schema: GraphQLSchema, { operation, variables }: RawOperation): Variables {
  const result = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    { ...variables },
    { maxErrors: 1 },
  );
  if (!result.errors) return result.coerced;
  const text = result.errors[0]?.message ?? "";
  const place = /at "([^"]+)"/.exec(text)?.[1] ?? /Variable "\$(\w+)"/.exec(text)?.[1] ?? "variables";
  const mend = /Field "(\w+)" of required type/.exec(text)?.[1];
  const hint = mend === undefined ? /(\w+ 的写法应如 "[^"]*")/.exec(text)?.[1] : `缺少必填的 ${mend}`;
  throw new GatewayError("BAD_USER_INPUT", { detail: `${place}，${hint ?? "请按接口定义填写类型正确的值"}` });
}
