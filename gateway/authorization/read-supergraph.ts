import { Kind, parse, print, visit, type ConstDirectiveNode, type DocumentNode } from "graphql";
import { readFieldRules, type FieldRule } from "../../schema/field-rules.js";

/** Rules by schema coordinate. A field that is not here is shown to nobody. */
export type FieldRules = ReadonlyMap<string, FieldRule>;

/** A supergraph as the planner takes it, and the rules that its schema declares. */
export interface ReadSupergraph {
  readonly supergraphSdl: string;
  readonly rules: FieldRules;
}

/**
 * Reads the rules and strips their directives: @apollo/gateway refuses a supergraph that is linked `for: SECURITY` and
 * would enforce nothing. The one place that does either, so that no stripped supergraph is without its rules.
 * @throws Error for a policy that this gateway does not know: what cannot be enforced is not served
 */
export function readSupergraph(sdl: string): ReadSupergraph {
  const document = parse(sdl);
  const rules = new Map([...openKeysOf(document), ...readFieldRules(document)]);
  for (const [coordinate, { policies }] of rules) {
    if (policies.flat().some((policy) => policy !== "purpose"))
      throw new Error(`${coordinate} 声明了网关不认识的 @policy (a policy that this gateway cannot enforce)`);
  }
  return { supergraphSdl: print(withoutRules(document)), rules };
}

/** Entity keys, such as `Subject.id`: composition allows no rule on them, and they tell no more than whom one asked about. */
function openKeysOf(document: DocumentNode): [string, FieldRule][] {
  const open: FieldRule = { authenticated: true, scopes: [], policies: [], mask: null };
  return document.definitions
    .filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .flatMap(({ name, directives }) =>
      (directives ?? [])
        .filter((directive) => directive.name.value === "join__type")
        .map((directive) => textOf(directive, "key") ?? "")
        .flatMap((key) => key.match(/\w+/g) ?? [])
        .map((field): [string, FieldRule] => [`${name.value}.${field}`, open]),
    );
}

const features = ["authenticated", "requiresScopes", "policy", "masked"] as const;

function withoutRules(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.DIRECTIVE_DEFINITION]: (node) => (isOfFeature(node.name.value) ? null : undefined),
    [Kind.SCALAR_TYPE_DEFINITION]: (node) => (isOfFeature(node.name.value) ? null : undefined),
    [Kind.DIRECTIVE]: (node) =>
      isOfFeature(node.name.value) || linksFeature(node as ConstDirectiveNode) ? null : undefined,
  });
}

/** `policy`, and what a feature brings along, such as `policy__Policy`. */
function isOfFeature(name: string): boolean {
  return features.some((feature) => name === feature || name.startsWith(`${feature}__`));
}

function linksFeature(directive: ConstDirectiveNode): boolean {
  const url = directive.name.value === "link" ? textOf(directive, "url") : undefined;
  return url !== undefined && features.some((feature) => url.includes(`/${feature}/v`));
}

function textOf(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
