import { Kind, type FragmentDefinitionNode, type SelectionSetNode } from "graphql";
import { GatewayError } from "../../errors.js";
import { tooComplex, type OperationLimits } from "./operation-limits.js";

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** How large selections are once every fragment is written out. */
export interface Extent {
  /** Fields, and fragments that stand between them. */
  readonly selections: number;
  /** Levels, those of fragments included. */
  readonly depth: number;
}

/**
 * Measures selections without writing their fragments out: each fragment once, so that fragments which double each other
 * thirty times cost thirty steps and not a thousand million.
 * @throws OPERATION_TOO_COMPLEX when too deep, GRAPHQL_VALIDATION_FAILED when a fragment contains itself
 */
export function createFragmentMeter(fragments: Fragments, { maxNesting }: OperationLimits) {
  const known = new Map<string, Extent | "measuring">();

  function extentOf(set: SelectionSetNode, level = 0): Extent {
    if (level > maxNesting) throw tooDeep(maxNesting);
    let selections = 0;
    let depth = 0;
    for (const node of set.selections) {
      const inner =
        node.kind === Kind.FRAGMENT_SPREAD
          ? extentOfFragment(node.name.value, level + 1)
          : innerOf(node, level);
      selections += 1 + inner.selections;
      depth = Math.max(depth, 1 + inner.depth);
    }
    if (level + depth > maxNesting) throw tooDeep(maxNesting);
    return { selections, depth };
  }

  function innerOf({ selectionSet }: { readonly selectionSet?: SelectionSetNode }, level: number): Extent {
    return selectionSet ? extentOf(selectionSet, level + 1) : nothing;
  }

  function extentOfFragment(name: string, level: number): Extent {
    const found = known.get(name);
    if (found === "measuring") {
      throw new GatewayError("GRAPHQL_VALIDATION_FAILED", { detail: "片段直接或间接引用了自身" });
    }
    if (found) return found;
    const fragment = fragments.get(name);
    if (!fragment) return nothing;
    known.set(name, "measuring");
    const extent = extentOf(fragment.selectionSet, level);
    known.set(name, extent);
    return extent;
  }

  return { extentOf };
}

const nothing: Extent = { selections: 0, depth: 0 };

function tooDeep(maxNesting: number): GatewayError {
  return tooComplex("字段和片段的嵌套层数", maxNesting, "请减少嵌套");
}
