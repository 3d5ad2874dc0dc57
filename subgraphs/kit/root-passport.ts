import type { PassportCaller, PassportCase } from "../../kernel/passport.js";
import type { SubgraphContext } from "./context.js";
import { subgraphError } from "./subgraph-error.js";

/** The caller on whose behalf root fields are asked for. @throws PASSPORT_INVALID */
export function rootCallerOf({ passport }: SubgraphContext<unknown>): PassportCaller {
  if (passport.authority !== "ROOT") throw subgraphError("PASSPORT_INVALID", "根字段须由网关代调用人请求");
  return passport.caller;
}

/** The receipt that the gateway minted for a root field; it proves that the look is registered. @throws PASSPORT_INVALID */
export function receiptFor(responseName: string, { passport }: SubgraphContext<unknown>): string {
  const receipt = passport.authority === "ROOT" ? passport.receipts[responseName] : undefined;
  if (!receipt) throw subgraphError("PASSPORT_INVALID", "网关未为此查询登记回执");
  return receipt;
}

/** What the gateway knows of the case that a root field names; null when it says nothing of it. */
export function caseFor(responseName: string, { passport }: SubgraphContext<unknown>): PassportCase | null {
  return (passport.authority === "ROOT" ? passport.cases[responseName] : undefined) ?? null;
}
