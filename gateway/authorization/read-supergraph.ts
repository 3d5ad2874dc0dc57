import { Kind, parse, print, visit, type ConstDirectiveNode, type DocumentNode } from "graphql";
import { readFieldRules, type FieldRules } from "./field-rules.js";

/** A supergraph as the planner takes it, and the rules that its schema declares. */
export interface ReadSupergraph {
  readonly supergraphSdl: string;
  readonly rules: FieldRules;
}

/**
 * Reads the rules and strips their directives: @apollo/gateway refuses a supergraph that is linked `for: SECURITY` and
 * would enforce nothing. The one place that does either, so that no stripped supergraph is without its rules.
 */
export function readSupergraph(sdl: string): ReadSupergraph {
  const document = parse(sdl);
  return { supergraphSdl: print(withoutRules(document)), rules: readFieldRules(document) };
}

const features = ["authenticated", "requiresScopes", "policy", "masked"] as const;

function withoutRules(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.DIRECTIVE_DEFINITION]: (node) => (isOfFeature(node.name.value) ? null : undefined),
    [Kind.SCALAR_TYPE_DEFINITION]: (node) => (isOfFeature(node.name.value) ? null : undefined),
    [Kind.ENUM_TYPE_DEFINITION]: (node) => (isOfFeature(node.name.value) ? null : undefined),
    [Kind.DIRECTIVE]: (node) =>
      isOfFeature(node.name.value) || linksFeature(node as ConstDirectiveNode) ? null : undefined,
  });
}

/** `policy`, and what a feature brings along, such as `policy__Policy`. */
function isOfFeature(name: string): boolean {
  return features.some((feature) => name === feature || name.startsWith(`${feature}__`));
}

function linksFeature({ name, arguments: given }: ConstDirectiveNode): boolean {
  if (name.value !== "link") return false;
  const url = given?.find((argument) => argument.name.value === "url")?.value;
  return url?.kind === Kind.STRING && features.some((feature) => url.value.includes(`/${feature}/v`));
}
