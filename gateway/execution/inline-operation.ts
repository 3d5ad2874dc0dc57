import {
  GraphQLError,
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

export type Variables = Readonly<Record<string, unknown>>;

/** Stands where `@skip` left a selection empty; the answer never shows it. */
export const placeholderName = "fengcha_placeholder";

/**
 * The operation as it will really be answered: `@skip` and `@include` evaluated, fragment spreads written out. Everything
 * after this step sees plain fields and inline fragments only.
 */
export function inlineOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): OperationDefinitionNode {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  return { ...operation, selectionSet: inlineSelections(operation.selectionSet, fragments, variables) };
}

/** The root fields of an inlined operation, in order; fields of one response name stay apart. */
export function rootFieldsOf(operation: OperationDefinitionNode): FieldNode[] {
  const collect = (node: SelectionNode): FieldNode[] => {
    if (node.kind === Kind.FIELD) return [node];
    return node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet.selections.flatMap(collect) : [];
  };
  return operation.selectionSet.selections
    .flatMap(collect)
    .filter((field) => responseNameOf(field) !== placeholderName);
}

export function responseNameOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function inlineSelections(
  set: SelectionSetNode,
  fragments: Fragments,
  variables: Variables,
): SelectionSetNode {
  const selections = set.selections.flatMap((node) => inlineNode(node, fragments, variables));
  return { kind: Kind.SELECTION_SET, selections: selections.length > 0 ? selections : [placeholder] };
}

function inlineNode(node: SelectionNode, fragments: Fragments, variables: Variables): SelectionNode[] {
  if (!isIncluded(node.directives ?? [], variables)) return [];
  switch (node.kind) {
    case Kind.FIELD: {
      const { selectionSet, ...field } = node;
      const bare = { ...field, directives: [] };
      return [
        selectionSet ? { ...bare, selectionSet: inlineSelections(selectionSet, fragments, variables) } : bare,
      ];
    }
    case Kind.INLINE_FRAGMENT:
      return [
        { ...node, directives: [], selectionSet: inlineSelections(node.selectionSet, fragments, variables) },
      ];
    case Kind.FRAGMENT_SPREAD: {
      const fragment = fragments.get(node.name.value);
      if (!fragment) throw new GraphQLError("查询语句引用了未定义的片段");
      const selectionSet = inlineSelections(fragment.selectionSet, fragments, variables);
      return [{ kind: Kind.INLINE_FRAGMENT, typeCondition: fragment.typeCondition, selectionSet }];
    }
  }
}

function isIncluded(directives: readonly DirectiveNode[], variables: Variables): boolean {
  return directives.every((directive) => {
    const condition = directive.arguments?.find(({ name }) => name.value === "if")?.value;
    if (!condition) return true;
    const value =
      condition.kind === Kind.VARIABLE
        ? variables[condition.name.value]
        : condition.kind === Kind.BOOLEAN && condition.value;
    if (directive.name.value === "skip") return value !== true;
    return directive.name.value !== "include" || value === true;
  });
}

const placeholder: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: "__typename" },
  alias: { kind: Kind.NAME, value: placeholderName },
};
