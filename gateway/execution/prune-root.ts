import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isListType,
  isNonNullType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
} from "graphql";
import { isDenied, type DenialReason, type FieldPolicy } from "../field-policy.js";
import { placeholderName, responseNameOf } from "./inline-operation.js";
import type { Path } from "./shape-answer.js";

/** A coordinate that is not disclosed in full, with its first place in the answer and the number of its places. */
export interface Limited {
  readonly coordinate: string;
  /** Index 0 stands for every item of a list: a denial depends on the question, never on the data. */
  readonly path: Path;
  readonly count: number;
}

export interface Denial extends Limited {
  readonly reason: DenialReason;
}

export interface PrunedRoot {
  /** What may be asked of the root; empty when nothing of it may. */
  readonly nodes: readonly FieldNode[];
  readonly denials: readonly Denial[];
  readonly masked: readonly Limited[];
}

/**
 * Takes out of one root (the fields of one response name) of an inlined operation what its policy denies, before anything is planned: a denied field
 * is never fetched. An object all of whose selected fields are denied is not fetched either, as far up as null is allowed.
 * One pass, whatever the size.
 */
export function pruneRoot(
  schema: GraphQLSchema,
  rootType: GraphQLObjectType,
  root: readonly FieldNode[],
  policy: FieldPolicy,
): PrunedRoot {
  const run: Run = { schema, policy, denials: new Map(), masked: new Map() };
  const nodes = pruneSelections(root, rootType, null, run);
  return {
    nodes: nodes.filter((node): node is FieldNode => node.kind === Kind.FIELD),
    denials: [...run.denials.values()].map(finish),
    masked: [...run.masked.values()].map(finish),
  };
}

interface Run {
  readonly schema: GraphQLSchema;
  readonly policy: FieldPolicy;
  readonly denials: Map<string, Counted<Denial>>;
  readonly masked: Map<string, Counted<Limited>>;
}

type Counted<Kept extends Limited> = Omit<Kept, "count" | "path"> & { count: number; readonly place: Place };

interface Place {
  readonly parent: Place | null;
  readonly step: string | 0;
}

function finish<Kept extends Limited>({ place, ...counted }: Counted<Kept>): Kept {
  const path: (string | number)[] = [];
  for (let at: Place | null = place; at; at = at.parent) path.push(at.step);
  return { ...counted, path: path.reverse() } as unknown as Kept;
}

function pruneSelections(
  selections: readonly SelectionNode[],
  type: GraphQLCompositeType,
  place: Place | null,
  run: Run,
): SelectionNode[] {
  return selections.flatMap((node) => {
    switch (node.kind) {
      case Kind.FIELD:
        return pruneField(node, type, place, run);
      case Kind.INLINE_FRAGMENT: {
        const condition = node.typeCondition ? run.schema.getType(node.typeCondition.name.value) : type;
        const kept = pruneSelections(
          node.selectionSet.selections,
          condition as GraphQLCompositeType,
          place,
          run,
        );
        if (isSame(kept, node.selectionSet.selections)) return [node];
        return kept.length > 0 ? [{ ...node, selectionSet: { ...node.selectionSet, selections: kept } }] : [];
      }
      case Kind.FRAGMENT_SPREAD:
        throw new Error("An inlined operation has no fragment spreads");
    }
  });
}

function pruneField(
  node: FieldNode,
  type: GraphQLCompositeType,
  place: Place | null,
  run: Run,
): SelectionNode[] {
  const name = node.name.value;
  if (name === "__typename") return [node];
  if (isAbstractType(type)) return pruneOfAbstract(node, type, place, run);
  const at: Place = { parent: place, step: responseNameOf(node) };
  const coordinate = `${type.name}.${name}`;
  const disclosure = run.policy.decide(coordinate);
  if (isDenied(disclosure)) {
    note(run.denials, `${coordinate} ${disclosure}`, at, { coordinate, reason: disclosure });
    return [];
  }
  if (disclosure === "MASKED") note(run.masked, coordinate, at, { coordinate });
  const definition = type.getFields()[name];
  if (!definition) throw new Error(`${coordinate} is not in the schema`);
  if (!node.selectionSet) return [node];
  const inner = getNamedType(definition.type) as GraphQLCompositeType;
  const kept = pruneSelections(node.selectionSet.selections, inner, insideLists(at, definition.type), run);
  const { selections } = node.selectionSet;
  if (isSame(kept, selections)) return [node];
  if (kept.some(asksForData)) return [{ ...node, selectionSet: { ...node.selectionSet, selections: kept } }];
  // All that was asked of it is denied: whether it is there at all would tell something, too.
  if (!isNonNullType(definition.type)) return [];
  return [{ ...node, selectionSet: { ...node.selectionSet, selections: [placeholder] } }];
}

/** A field of an interface is as open as each type's own; where they differ, it is asked for type by type. */
function pruneOfAbstract(
  node: FieldNode,
  type: GraphQLCompositeType,
  place: Place | null,
  run: Run,
): SelectionNode[] {
  if (!isInterfaceType(type)) throw new Error(`${type.name} has no fields`);
  const possible = run.schema.getPossibleTypes(type);
  const pruned = possible.map((each) => ({ each, kept: pruneField(node, each, place, run) }));
  const isWhole = pruned.every(({ kept }) => kept.length === 1 && kept[0] === node);
  if (isWhole) return [node];
  return pruned.flatMap(({ each, kept }) =>
    kept.length === 0
      ? []
      : [
          {
            kind: Kind.INLINE_FRAGMENT,
            typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: each.name } },
            selectionSet: { kind: Kind.SELECTION_SET, selections: kept },
          } as const,
        ],
  );
}

function note<Kept extends Limited>(
  into: Map<string, Counted<Kept>>,
  key: string,
  place: Place,
  facts: Omit<Kept, "count" | "path">,
): void {
  const known = into.get(key);
  if (known) known.count += 1;
  else into.set(key, { ...facts, count: 1, place });
}

function isSame(some: readonly SelectionNode[], others: readonly SelectionNode[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}

/** Whether a selection asks for more than the name of a type. */
function asksForData(node: SelectionNode): boolean {
  if (node.kind === Kind.INLINE_FRAGMENT) return node.selectionSet.selections.some(asksForData);
  return node.kind === Kind.FIELD && node.name.value !== "__typename";
}

function insideLists(place: Place, type: GraphQLOutputType): Place {
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (!isListType(nullable)) return place;
  return insideLists({ parent: place, step: 0 }, nullable.ofType as GraphQLOutputType);
}

const placeholder: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: "__typename" },
  alias: { kind: Kind.NAME, value: placeholderName },
};
