import { allow, deny, rule, shield, type IRules } from "graphql-shield";
import { middleware, type IMiddlewareFunction, type IMiddlewareGenerator } from "graphql-middleware";
import { suffices, type AnyOfAll, type FieldRule } from "../../schema/field-rules.js";
import type { SubgraphContext } from "./context.js";
import { subgraphError } from "./subgraph-error.js";

type AnyContext = SubgraphContext<unknown>;

/** Facts leave only under the authority CHECK: it belongs to the verdict, not to any caller. */
export const factsMayLeave = rule({ cache: "contextual" })((_parent, _args, { passport }: AnyContext) =>
  passport.authority === "CHECK" ? true : subgraphError("PASSPORT_INVALID", "事实只供判定使用"),
);

/**
 * A field of a subject's file leaves to a caller who holds the scopes that the field declares, or those with which it
 * is shown masked, even if the gateway asked for it. A field that declares no scopes leaves to nobody.
 */
export function detailMayLeave(declared: Pick<FieldRule, "scopes" | "mask">): DetailRule {
  const enough = enoughFor(declared);
  return rule(`detail:${JSON.stringify(enough)}`, { cache: "contextual" })(
    (_parent, _args, { passport }: AnyContext) =>
      passport.authority === "DETAIL" &&
      enough.length > 0 &&
      suffices(new Set(passport.caller.scopes), enough)
        ? true
        : subgraphError("UNAUTHORIZED_FIELD_OR_TYPE"),
  );
}

/** A rule for each field of a department's files, by type, from what its schema declares. */
export function rulesOfFiles(declared: ReadonlyMap<string, FieldRule>): RulesOfFiles {
  // Fields that ask for the same share one rule: graphql-shield then decides once a request.
  const shared = new Map<string, DetailRule>();
  const byType: Record<string, Record<string, DetailRule>> = {};
  for (const [coordinate, declaredRule] of declared) {
    const [type = "", field = ""] = coordinate.split(".");
    const key = JSON.stringify(enoughFor(declaredRule));
    const known = shared.get(key) ?? detailMayLeave(declaredRule);
    shared.set(key, known);
    byType[type] = { ...byType[type], [field]: known };
  }
  return byType;
}

type DetailRule = ReturnType<ReturnType<typeof rule>>;
type RulesOfFiles = Readonly<Record<string, Readonly<Record<string, DetailRule>>>>;

function enoughFor({ scopes, mask }: Pick<FieldRule, "scopes" | "mask">): AnyOfAll {
  return [...scopes, ...(mask?.masked ?? [])];
}

/** Root fields are asked for by a caller, through the gateway. */
export const rootMayBeAsked = rule({ cache: "contextual" })((_parent, _args, { passport }: AnyContext) =>
  passport.authority === "ROOT" ? true : subgraphError("PASSPORT_INVALID", "根字段须由网关代调用人请求"),
);

/** What only the gateway itself needs to know, and asks for in nobody's name. */
export const gatewayMayAsk = rule({ cache: "contextual" })((_parent, _args, { passport }: AnyContext) =>
  passport.authority === "GATEWAY" ? true : subgraphError("PASSPORT_INVALID", "只供网关自身查询"),
);

/** Second line of defence behind the passport: what no rule names is denied. */
export function createShield(permissions: IRules): IMiddlewareGenerator<unknown, AnyContext, unknown> {
  const named = permissions as RulesByType;
  const rules: RulesByType = {
    ...named,
    Query: { ...(named["Query"] as RulesByField | undefined), _service: allow, _entities: allow },
    _Service: allow,
  };
  const guarded = shield(rules as IRules, {
    fallbackRule: deny,
    fallbackError: subgraphError("UNAUTHORIZED_FIELD_OR_TYPE"),
    // Without it a database that is down would read "Not Authorised!".
    allowExternalErrors: true,
  });
  return middleware<unknown, AnyContext, unknown>((schema) =>
    withoutOpenFields(guarded.generate(schema) as Guards, rules),
  );
}

/** What graphql-shield makes of rules: a function for each field of each type. */
type Guards = Record<string, Record<string, IMiddlewareFunction<unknown, AnyContext, unknown>>>;
type RulesByField = Readonly<Record<string, unknown>>;
type RulesByType = Readonly<Record<string, unknown>>;

/**
 * A field that is open to everybody by name needs no guard: a guard makes a promise of every leaf, which was a fifth of
 * the work of a check of 500 (docs/decisions/0009). Fields that no rule names keep theirs, which denies.
 */
function withoutOpenFields(guards: Guards, rules: RulesByType): Guards {
  const isOpen = (type: string, field: string): boolean => {
    const rule = rules[type];
    if (rule === allow) return true;
    const byField = typeof rule === "object" ? (rule as RulesByField) : {};
    return (byField[field] ?? byField["*"]) === allow;
  };
  return Object.fromEntries(
    Object.entries(guards).map(([type, fields]) => [
      type,
      Object.fromEntries(Object.entries(fields).filter(([field]) => !isOpen(type, field))),
    ]),
  );
}
