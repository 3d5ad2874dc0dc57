import {
  getArgumentValues,
  getNamedType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type SelectionNode,
} from "graphql";

/** A page of a batch's results, by position. */
export interface BatchPage {
  readonly from: number;
  readonly count: number;
}

/**
 * Which pages of results a `batch` root shows, under whatever aliases. A page that the credit office will refuse for its
 * arguments shows nothing. @param nodes all fields of one response name, of an inlined operation
 */
export function readBatchPages(
  rootType: GraphQLObjectType,
  nodes: readonly FieldNode[],
  variables: Readonly<Record<string, unknown>>,
): BatchPage[] {
  const batch = getNamedType(rootType.getFields()["batch"]?.type);
  const results = isObjectType(batch) ? batch.getFields()["results"] : undefined;
  if (!results) throw new Error("Batch.results is not in the schema");
  const fields = nodes.flatMap((node) => fieldsNamed("results", node.selectionSet?.selections ?? []));
  return fields.flatMap((field) => {
    const { first, after } = getArgumentValues(results, field, variables);
    const isShown = typeof first === "number" && first > 0 && first <= maxPage;
    const from = after ?? "0";
    return isShown && typeof from === "string" && /^\d{1,9}$/.test(from)
      ? [{ from: Number(from), count: first }]
      : [];
  });
}

/** The credit office refuses longer pages. */
const maxPage = 500;

function fieldsNamed(name: string, selections: readonly SelectionNode[]): FieldNode[] {
  return selections.flatMap((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return selection.name.value === name ? [selection] : [];
      case Kind.INLINE_FRAGMENT:
        return fieldsNamed(name, selection.selectionSet.selections);
      case Kind.FRAGMENT_SPREAD:
        throw new Error("a fragment is left in an inlined operation");
    }
  });
}
