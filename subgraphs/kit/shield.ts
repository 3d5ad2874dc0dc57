import { allow, deny, rule, shield, type IRules } from "graphql-shield";
import type { IMiddlewareGenerator } from "graphql-middleware";
import type { SubgraphContext } from "./context.js";
import { subgraphError } from "./subgraph-error.js";

type AnyContext = SubgraphContext<unknown>;

/** Facts leave only under the authority CHECK: it belongs to the verdict, not to any caller. */
export const factsMayLeave = rule({ cache: "contextual" })((_parent, _args, { passport }: AnyContext) =>
  passport.authority === "CHECK" ? true : subgraphError("PASSPORT_INVALID", "事实只供判定使用"),
);

/** A subject's file may be read by a caller whose scopes name this department. */
export function detailMayLeave(scope: string) {
  return rule(`detail:${scope}`, { cache: "contextual" })((_parent, _args, { passport }: AnyContext) =>
    passport.authority === "DETAIL" && passport.caller.scopes.includes(scope)
      ? true
      : subgraphError("UNAUTHORIZED_FIELD_OR_TYPE"),
  );
}

/** Root fields are asked for by a caller, through the gateway. */
export const rootMayBeAsked = rule({ cache: "contextual" })((_parent, _args, { passport }: AnyContext) =>
  passport.authority === "ROOT" ? true : subgraphError("PASSPORT_INVALID", "根字段须由网关代调用人请求"),
);

/** Second line of defence behind the passport: what no rule names is denied. */
export function createShield(permissions: IRules): IMiddlewareGenerator<unknown, AnyContext, unknown> {
  const rules = {
    ...(permissions as Record<string, object>),
    Query: { ...(permissions as Record<string, object>)["Query"], _service: allow, _entities: allow },
    _Service: allow,
  };
  return shield(rules as IRules, {
    fallbackRule: deny,
    fallbackError: subgraphError("UNAUTHORIZED_FIELD_OR_TYPE"),
    // Without it a database that is down would read "Not Authorised!".
    allowExternalErrors: true,
  });
}
