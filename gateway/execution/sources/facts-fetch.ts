import { Kind, parse, type FieldNode, type OperationDefinitionNode, type SelectionNode } from "graphql";
import { LRUCache } from "lru-cache";
import { departments, factsFieldOf } from "../../../schema/departments.js";

/** What a fetch of a plan is for; it decides the passport's authority. */
export type FetchPurpose =
  | { readonly kind: "ROOT" }
  /** Facts of subjects, under these response names. */
  | { readonly kind: "FACTS"; readonly responseNames: readonly string[] }
  /** A check on its way to its verdict. */
  | { readonly kind: "VERDICT" }
  | { readonly kind: "DETAIL" };

const factsFields: ReadonlySet<string> = new Set(departments.map(({ name }) => factsFieldOf(name)));
const known = new LRUCache<string, FetchPurpose>({ max: 5000 });

/** @throws Error when one fetch mixes facts with details: they have different authorities */
export function purposeOfFetch(query: string): FetchPurpose {
  const remembered = known.get(query);
  if (remembered) return remembered;
  const purpose = readPurpose(query);
  known.set(query, purpose);
  return purpose;
}

function readPurpose(query: string): FetchPurpose {
  const document = parse(query);
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  const roots = operation?.selectionSet.selections ?? [];
  const entities = roots.find((node) => node.kind === Kind.FIELD && node.name.value === "_entities");
  if (entities?.kind !== Kind.FIELD) return { kind: "ROOT" };
  const fragments = entities.selectionSet?.selections ?? [];
  if (
    fragments.some((node) => node.kind === Kind.INLINE_FRAGMENT && node.typeCondition?.name.value === "Check")
  ) {
    return { kind: "VERDICT" };
  }
  const fields = fragments.flatMap(fieldsOf).filter((field) => field.name.value !== "__typename");
  const facts = fields.filter((field) => factsFields.has(field.name.value));
  if (facts.length === 0) return { kind: "DETAIL" };
  if (facts.length < fields.length) throw new Error("A fetch mixes facts with details");
  return { kind: "FACTS", responseNames: facts.map((field) => field.alias?.value ?? field.name.value) };
}

function fieldsOf(node: SelectionNode): FieldNode[] {
  if (node.kind === Kind.FIELD) return [node];
  return node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet.selections.flatMap(fieldsOf) : [];
}
