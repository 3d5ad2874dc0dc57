import {
  defaultFieldResolver,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from "graphql";
import type { MaskKind } from "../../kernel/disclosure.js";
import { maskIdNumber, maskName } from "../../kernel/mask.js";
import type { Passport } from "../../kernel/passport.js";
import { isPersonId } from "../../kernel/subject-id.js";
import { suffices, type FieldRule, type MaskRule } from "../../schema/field-rules.js";
import type { SubgraphContext } from "./context.js";

type AnyContext = SubgraphContext<unknown>;
type Resolve = GraphQLFieldResolver<unknown, AnyContext>;

/**
 * Masks, in a subgraph's own schema, every field that declares a masking rule, whatever its resolver returns. In clear
 * it leaves only when the passport names it and its caller holds the scopes that the rule asks for; under CHECK nothing
 * does. @throws Error when a rule stands on a field that the schema does not have
 */
export function maskFields(schema: GraphQLSchema, declared: ReadonlyMap<string, FieldRule>): GraphQLSchema {
  for (const [coordinate, { mask }] of declared) {
    if (!mask) continue;
    const [type = "", name = ""] = coordinate.split(".");
    const found = schema.getType(type);
    const field = isObjectType(found) ? found.getFields()[name] : undefined;
    if (!field) throw new Error(`A masking rule stands on ${coordinate}, which is no field`);
    field.resolve = maskingOf(coordinate, mask, field.resolve ?? defaultFieldResolver);
  }
  return schema;
}

/** Coordinates that a root field may show in clear, as the gateway says; none under any other authority. */
export function clearFor(responseName: string, passport: Passport): ReadonlySet<string> {
  if (passport.authority !== "ROOT" || !Object.hasOwn(passport.clear, responseName)) return new Set();
  return new Set(passport.clear[responseName]);
}

/** A value as it may be shown masked. What is neither text nor a list of texts is not shown at all. */
export function maskValue(value: unknown, as: MaskKind): unknown {
  if (Array.isArray(value)) return value.map((item) => maskValue(item, as));
  if (typeof value !== "string") return null;
  switch (as) {
    case "NAME":
      return maskName(value);
    case "IDENTIFIER":
      return maskIdNumber(value);
  }
}

function maskingOf(coordinate: string, mask: MaskRule, resolve: Resolve): Resolve {
  return (parent, args, context, info) => {
    const value: unknown = resolve(parent, args, context, info);
    if (!isMaskedFor(parent, mask) || isClear(coordinate, mask, context.passport, info)) return value;
    // Most values are there already: a promise for each would cost more than the mask.
    return value instanceof Promise
      ? value.then((settled) => maskValue(settled, mask.as))
      : maskValue(value, mask.as);
  };
}

/** Whether the rule is about this subject; one whose kind cannot be seen is taken for a natural person. */
function isMaskedFor(parent: unknown, { of }: MaskRule): boolean {
  switch (of) {
    case "EVERY_SUBJECT":
      return true;
    case "NATURAL_PERSONS": {
      const { id } = parent as { readonly id?: unknown };
      return typeof id !== "string" || isPersonId(id);
    }
  }
}

function isClear(
  coordinate: string,
  { clear }: MaskRule,
  passport: Passport,
  info: GraphQLResolveInfo,
): boolean {
  switch (passport.authority) {
    case "DETAIL":
      return passport.clear.includes(coordinate) && suffices(new Set(passport.caller.scopes), clear);
    case "ROOT":
      return (
        clearFor(rootOf(info), passport).has(coordinate) && suffices(new Set(passport.caller.scopes), clear)
      );
    case "CHECK":
    case "GATEWAY":
      return false;
  }
}

/** Response name of the root field below which a field stands. */
function rootOf({ path }: GraphQLResolveInfo): string {
  let step = path;
  while (step.prev) step = step.prev;
  return String(step.key);
}
