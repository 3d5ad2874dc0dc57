import {
  Kind,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
} from "graphql";

/** What the schema declares of one field; the departments write it beside the field. */
export interface FieldRule {
  /** `@requiresScopes`: the caller has all scopes of one of these lists. Empty: none is required. */
  readonly scopes: ScopeLists;
  /** `@policy(policies: [["purpose"]])`: the matter's disclosure list names the field. */
  readonly needsPurpose: boolean;
  /** `@masked`: personal data that may be shown masked to those who may not see it in clear. */
  readonly mask: MaskRule | null;
}

export interface MaskRule {
  /** Scopes with which it is shown in clear, read like `FieldRule.scopes`. */
  readonly clear: ScopeLists;
  /** Scopes that suffice for the masked form. */
  readonly masked: ScopeLists;
  /** Whether only natural persons' values are masked. */
  readonly onlyPersons: boolean;
}

export type ScopeLists = readonly (readonly string[])[];

/** Rules by schema coordinate. A field that carries no rule stands here with an open one; one that is absent is unknown. */
export type FieldRules = ReadonlyMap<string, FieldRule>;

/**
 * The index of the schema's rules, read from a supergraph's own directives.
 * @throws Error for a policy that this gateway does not know: what cannot be enforced is not served
 */
export function readFieldRules(supergraph: DocumentNode): FieldRules {
  const rules = new Map<string, FieldRule>();
  for (const node of supergraph.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const ofType = ruleOf(node.directives ?? [], node.name.value);
    for (const field of node.fields ?? []) {
      const coordinate = `${node.name.value}.${field.name.value}`;
      rules.set(coordinate, both(ofType, ruleOf(directivesOf(field), coordinate)));
    }
  }
  return rules;
}

/** Whether scopes fulfil a requirement. */
export function fulfils(required: ScopeLists, scopes: ReadonlySet<string>): boolean {
  return required.length === 0 || required.some((list) => list.every((scope) => scopes.has(scope)));
}

function directivesOf({ directives }: FieldDefinitionNode): readonly ConstDirectiveNode[] {
  return directives ?? [];
}

function ruleOf(directives: readonly ConstDirectiveNode[], place: string): FieldRule {
  const find = (name: string) => directives.find((directive) => directive.name.value === name);
  const policies = listsOf(find("policy"), "policies");
  if (policies.flat().some((policy) => policy !== "purpose")) {
    throw new Error(`${place} 声明了网关不认识的 @policy (a policy that this gateway cannot enforce)`);
  }
  return {
    scopes: listsOf(find("requiresScopes"), "scopes"),
    needsPurpose: policies.length > 0,
    mask: maskOf(find("masked")),
  };
}

function maskOf(directive: ConstDirectiveNode | undefined): MaskRule | null {
  if (!directive) return null;
  return {
    clear: listsOf(directive, "clear"),
    masked: listsOf(directive, "masked"),
    onlyPersons: argumentOf(directive, "of") === "PERSON",
  };
}

function listsOf(directive: ConstDirectiveNode | undefined, argument: string): ScopeLists {
  const value = directive && argumentOf(directive, argument);
  return Array.isArray(value) ? (value as string[][]) : [];
}

function argumentOf(directive: ConstDirectiveNode, name: string): unknown {
  const argument = directive.arguments?.find((each) => each.name.value === name);
  return argument && valueFromASTUntyped(argument.value);
}

/** A rule on the type and one on the field hold together. */
function both(one: FieldRule, other: FieldRule): FieldRule {
  return {
    scopes: bothLists(one.scopes, other.scopes),
    needsPurpose: one.needsPurpose || other.needsPurpose,
    mask: other.mask ?? one.mask,
  };
}

function bothLists(one: ScopeLists, other: ScopeLists): ScopeLists {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  return one.flatMap((list) => other.map((also) => [...new Set([...list, ...also])]));
}
