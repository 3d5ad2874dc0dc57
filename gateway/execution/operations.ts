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
import { isDenied, type FieldPolicy } from "../field-policy.js";
import { compileShape, coordinatesOf, type FieldShape } from "./answer-shape.js";
import { inlineOperation, responseNameOf, rootFieldsOf, type Variables } from "./inline-operation.js";
import type { Planner } from "./planner.js";
import { pruneRoot, type PrunedRoot } from "./prune-root.js";

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
  /** Schema coordinates that a root asks for, by response name; introspection has none. */
  readonly coordinates: ReadonlyMap<string, readonly string[]>;
  /** Introspection fields and `__typename`, answered without any source. */
  readonly introspection: OperationDefinitionNode | null;
  /** What a policy leaves of a root. */
  restrict(responseName: string, policy: FieldPolicy): RestrictedRoot;
  /** The plan for these roots alone; null when they need no source. */
  planFor(roots: readonly RestrictedRoot[]): QueryPlan | null;
}

/** A root under the policy of its caller and matter. */
export interface RestrictedRoot extends PrunedRoot {
  readonly responseName: string;
  readonly policy: FieldPolicy;
  /** How its answer is written: what the client asked for, null where it is denied. */
  readonly shape: FieldShape;
  /** Schema coordinates that it discloses. */
  readonly disclosed: readonly string[];
  /** Of these the ones that hold personal data and may be shown in clear. */
  readonly clear: readonly string[];
}

/** Characters of operations kept compiled, all together; each takes about 90 bytes of memory, so 180 MB at most. */
const maxKeptText = 2_000_000;

export type PrepareOperation = (raw: RawOperation) => PreparedOperation;

/** Reads and plans operations over one schema, each different one once. */
export function createOperationPreparer(
  schema: GraphQLSchema,
  plan: Planner,
  maxKept = 2000,
): PrepareOperation {
  // The text of an operation tells how large what is compiled of it is: many large ones must not fill the memory.
  const kept = new LRUCache<string, Omit<PreparedOperation, "variables">>({
    max: maxKept,
    maxSize: maxKeptText,
  });
  return (raw) => {
    const variables = readVariables(schema, raw);
    const key = keyOf(raw, variables);
    const found = kept.get(key);
    if (found) return { ...found, variables };
    const compiled = compile(schema, plan, raw, variables);
    kept.set(key, compiled, { size: raw.document.loc?.end ?? maxKeptText / maxKept });
    return { ...compiled, variables };
  };
}

function keyOf({ queryHash, operation }: RawOperation, variables: Variables): string {
  const switches = Object.entries(variables).filter(([, value]) => typeof value === "boolean");
  return `${queryHash} ${operation.name?.value ?? ""} ${JSON.stringify(switches)}`;
}

/** Policies and plans kept for one operation: roles × matters, a handful. */
const maxKeptOfOne = 100;

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
  const restricted = new LRUCache<string, RestrictedRoot>({ max: maxKeptOfOne });
  const plans = new LRUCache<string, { readonly plan: QueryPlan | null }>({ max: maxKeptOfOne });
  return {
    rootType,
    roots: firstOfEach(fields),
    // Frozen: the register digests the same list again and again, and remembers those that cannot change.
    coordinates: new Map(
      shape.map((field) => [field.responseName, Object.freeze(coordinatesOf([field], schema))]),
    ),
    introspection: metaFields.length > 0 ? withRoots(inlined, metaFields) : null,
    restrict(responseName, policy) {
      const key = `${responseName} ${policy.key}`;
      const nodes = dataFields.filter((field) => responseNameOf(field) === responseName);
      const known = restricted.get(key) ?? restrict(schema, rootType, nodes, policy);
      restricted.set(key, known);
      return known;
    },
    planFor(roots) {
      const key = roots.map(({ responseName, policy }) => `${responseName} ${policy.key}`).join(" ");
      const nodes = roots.flatMap((root) => root.nodes);
      const fresh = (): QueryPlan | null =>
        nodes.length === 0 ? null : plan(documentOf(withRoots(inlined, nodes.map(askForDecision))));
      const known = plans.get(key) ?? { plan: fresh() };
      plans.set(key, known);
      return known.plan;
    },
  };
}

function restrict(
  schema: GraphQLSchema,
  rootType: GraphQLObjectType,
  nodes: readonly FieldNode[],
  policy: FieldPolicy,
): RestrictedRoot {
  const pruned = pruneRoot(schema, rootType, nodes, policy);
  const [shape] = compileShape(schema, rootType, nodes, (coordinate) => isDenied(policy.decide(coordinate)));
  if (!shape) throw new Error("A root without fields cannot be restricted");
  const disclosed = Object.freeze(coordinatesOf(compileShape(schema, rootType, pruned.nodes), schema));
  const clear = disclosed.filter(
    (coordinate) => policy.isPersonal(coordinate) && policy.decide(coordinate) === "GRANTED",
  );
  return { ...pruned, responseName: shape.responseName, policy, shape, disclosed, clear };
}

/** Under this name a check's decision is gathered besides what the client asked for. */
export const decisionName = "fengcha_decision";

/** A check always asks the departments, decides and stores, whatever the client selects of it. */
function askForDecision(field: FieldNode): FieldNode {
  if (field.name.value !== "check" || !field.selectionSet) return field;
  const decision: FieldNode = {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: "decision" },
    alias: { kind: Kind.NAME, value: decisionName },
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
