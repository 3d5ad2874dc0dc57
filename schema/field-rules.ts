import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from "graphql";
import { z } from "zod";
import { maskKinds } from "../kernel/disclosure.js";

/** Alternatives, each a list of scopes (or policies) that must all be held: `[["a", "b"], ["c"]]` is (a and b) or c. */
export type AnyOfAll = readonly (readonly string[])[];

/**
 * Whose value a masking rule masks. EVERY_SUBJECT: the field always tells of a natural person, such as an enterprise's
 * legal representative. NATURAL_PERSONS: only where the subject itself is one; organisations are never masked.
 */
export const maskedSubjects = ["EVERY_SUBJECT", "NATURAL_PERSONS"] as const;

const anyOfAll = z.array(z.array(z.string().min(1)));
const maskSchema = z.strictObject({
  as: z.enum(maskKinds),
  /** Scopes with which the field is shown in clear. */
  clear: anyOfAll,
  /** Scopes with which it is shown masked to whoever lacks those of `clear`; `[[]]`: everybody who may ask at all. */
  masked: anyOfAll,
  of: z.enum(maskedSubjects).default("EVERY_SUBJECT"),
});
export type MaskRule = Readonly<z.infer<typeof maskSchema>>;

/** Who may see a field, as its schema says: what stands on the field and on its type together. */
export interface FieldRule {
  readonly authenticated: boolean;
  /** Alternatives of scopes; empty when none are asked for. */
  readonly scopes: AnyOfAll;
  /** Alternatives of policies; `purpose` is the matter's disclosure list. */
  readonly policies: AnyOfAll;
  readonly mask: MaskRule | null;
}

/** The policy of every field of a department: the matter must need it. */
export const purposePolicy = "purpose";

/**
 * Our own directive, beside the federation's: a router that does not know it sees `@requiresScopes` alone and denies
 * (portable, fail closed). The link is a name and is never fetched. Its arguments are strings because an enum of a
 * composed directive would stand in the schema that clients see.
 */
export const maskedDirective = {
  link: `@link(url: "https://specs.fengcha.example/masked/v1.0", import: ["@masked"]) @composeDirective(name: "@masked")`,
  definition: `"""
个人信息的掩码规则。Shown in clear with the scopes of \`clear\`, masked with those of \`masked\`, otherwise not at all.
"""
directive @masked(as: String!, clear: [[String!]!]!, masked: [[String!]!]!, of: String! = "EVERY_SUBJECT") on FIELD_DEFINITION`,
} as const;

/**
 * The rules that stand in a subgraph's or supergraph's text, by coordinate; fields without any are left out.
 * @throws Error when a rule has not the form that it should have: nothing is shown by a rule that nobody understands.
 */
export function readFieldRules(document: DocumentNode): ReadonlyMap<string, FieldRule> {
  const rules = new Map<string, FieldRule>();
  for (const type of document.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of type.fields ?? []) {
      const rule = ruleOf(type.directives ?? [], field.directives ?? []);
      if (rule) rules.set(`${type.name.value}.${field.name.value}`, rule);
    }
  }
  return rules;
}

/** Whether somebody who holds these scopes has all of at least one alternative; asking for none suffices always. */
export function suffices(held: ReadonlySet<string>, required: AnyOfAll): boolean {
  return required.length === 0 || required.some((all) => all.every((scope) => held.has(scope)));
}

type Directives = readonly ConstDirectiveNode[];

function ruleOf(onType: Directives, onField: Directives): FieldRule | undefined {
  const both = [...onType, ...onField];
  const authenticated = both.some(({ name }) => name.value === "authenticated");
  const scopes = allOf(both, { directive: "requiresScopes", argument: "scopes" });
  const policies = allOf(both, { directive: "policy", argument: "policies" });
  const masked = onField.find(({ name }) => name.value === "masked");
  const mask = masked ? maskSchema.parse(argumentsOf(masked)) : null;
  if (!authenticated && scopes.length === 0 && policies.length === 0 && !mask) return undefined;
  return { authenticated, scopes, policies, mask };
}

/** Rules of the type and of the field must both hold. */
function allOf(
  directives: Directives,
  { directive, argument }: { readonly directive: string; readonly argument: string },
): AnyOfAll {
  return directives
    .filter(({ name }) => name.value === directive)
    .map((node) => anyOfAll.min(1).parse(argumentsOf(node)[argument]))
    .reduce<AnyOfAll>(
      (one, other) =>
        one.length === 0 ? other : one.flatMap((left) => other.map((right) => [...left, ...right])),
      [],
    );
}

function argumentsOf(node: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
