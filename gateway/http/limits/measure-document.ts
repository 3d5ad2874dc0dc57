import {
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type ValueNode,
} from "graphql";
import { countComparisons, fieldsByResponseName } from "./count-comparisons.js";
import { createFragmentMeter, type Fragments } from "./fragment-sizes.js";
import { tooComplex, type OperationLimits } from "./operation-limits.js";

/** What an operation's answer depends on besides its text: the lists in its arguments. */
export interface MeasuredOperation {
  readonly name: string | null;
  /** Root fields that answer once for each subject, with how many fields they select. */
  readonly roots: readonly { readonly selections: number; readonly values: readonly ValueNode[] }[];
  readonly defaults: ReadonlyMap<string, ValueNode>;
}

/**
 * Holds a parsed document against the limits before it is validated: some of graphql-js's rules take quadratic time.
 * @throws OPERATION_TOO_COMPLEX naming the limit, GRAPHQL_VALIDATION_FAILED for fragments in a circle
 */
export function measureDocument(document: DocumentNode, limits: OperationLimits): MeasuredOperation[] {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const definitions = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  if (operations.length > limits.maxOperations)
    throw tooComplex("一个请求中的操作数", limits.maxOperations, "请分成几个请求");
  if (definitions.length > limits.maxFragments)
    throw tooComplex("一个请求中的片段数", limits.maxFragments, "请合并片段");
  const fragments: Fragments = new Map(definitions.map((node) => [node.name.value, node]));
  const meter = createFragmentMeter(fragments, limits);
  let selections = 0;
  // Fragments that nobody uses are validated too.
  for (const { selectionSet } of [...operations, ...definitions]) {
    selections += meter.extentOf(selectionSet).selections;
    if (selections > limits.maxSelections)
      throw tooComplex("展开片段后的字段数", limits.maxSelections, "请减少字段，或拆成几次查询");
  }
  holdComparisons([...operations, ...definitions], fragments, limits);
  return operations.map((operation) => measureOperation(operation, fragments, meter, limits));
}

function holdComparisons(
  definitions: readonly (OperationDefinitionNode | FragmentDefinitionNode)[],
  fragments: Fragments,
  { maxComparisons }: OperationLimits,
): void {
  let comparisons = 0;
  for (const { selectionSet } of definitions) {
    comparisons += countComparisons(selectionSet, fragments, maxComparisons);
    if (comparisons > maxComparisons)
      throw tooComplex("同名字段的重复次数（两两比较）", maxComparisons, "请删去重复的字段");
  }
}

function measureOperation(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  meter: ReturnType<typeof createFragmentMeter>,
  limits: OperationLimits,
): MeasuredOperation {
  const fields = [...fieldsByResponseName([operation.selectionSet], fragments)];
  if (fields.length > limits.maxRootFields)
    throw tooComplex("一次查询的根字段数", limits.maxRootFields, "请分成几个请求，或使用批量审查 startBatch");
  const roots = fields.map(([, nodes]) => {
    const sizes = nodes.map(({ selectionSet }) =>
      selectionSet ? meter.extentOf(selectionSet).selections : 0,
    );
    return { first: nodes[0], selections: sizes.reduce((sum, size) => sum + size, 0) };
  });
  const introspection = roots.filter(({ first }) => first?.name.value.startsWith("__"));
  if (introspection.reduce((sum, { selections }) => sum + selections, 0) > limits.maxIntrospection)
    throw tooComplex("内省查询的字段数", limits.maxIntrospection, "请减少内省字段");
  return {
    name: operation.name?.value ?? null,
    // A mutation answers once for all its subjects.
    roots:
      operation.operation === OperationTypeNode.QUERY
        ? roots.map(({ first, selections }) => ({
            selections,
            values: (first?.arguments ?? []).map(({ value }) => value),
          }))
        : [],
    defaults: new Map(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, defaultValue] as const] : [],
      ),
    ),
  };
}
