import { Kind, type FieldNode, type SelectionSetNode } from "graphql";
import type { Fragments } from "./fragment-sizes.js";

/**
 * How many pairs of fields validation would compare (OverlappingFieldsCanBeMerged): each two that stand at one place of
 * the answer. A field written n times costs n² there. Linear in what is written out; stops once over `limit`.
 */
export function countComparisons(root: SelectionSetNode, fragments: Fragments, limit: number): number {
  let comparisons = 0;
  const waiting: (readonly SelectionSetNode[])[] = [[root]];
  for (let sets = waiting.pop(); sets && comparisons <= limit; sets = waiting.pop()) {
    for (const nodes of fieldsByResponseName(sets, fragments).values()) {
      comparisons += (nodes.length * (nodes.length - 1)) / 2;
      const inner = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
      if (inner.length > 0) waiting.push(inner);
    }
  }
  return comparisons;
}

/** Fields of one object of the answer; a fragment that is spread there twice counts once, as validation has it. */
export function fieldsByResponseName(
  sets: readonly SelectionSetNode[],
  fragments: Fragments,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const name = node.alias?.value ?? node.name.value;
        const same = fields.get(name);
        if (same) same.push(node);
        else fields.set(name, [node]);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        collect(node.selectionSet);
      } else if (!spread.has(node.name.value)) {
        spread.add(node.name.value);
        const fragment = fragments.get(node.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  sets.forEach(collect);
  return fields;
}
