import { execute, type ExecutionResult, type GraphQLSchema } from "graphql";
import { LRUCache } from "lru-cache";
import type { Passport } from "../../kernel/passport.js";
import { readView, type View, type ViewKeys } from "../../kernel/view.js";
import type { SubgraphContext } from "./context.js";
import { createCoordinatesCheck } from "./declared-coordinates.js";
import { createDocumentCache } from "./document-cache.js";
import type { LogServed } from "./log-served.js";
import { subgraphError } from "./subgraph-error.js";

export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** Executes one request that a passport vouches for. The same for HTTP and for sources in the gateway's process. */
export type SubgraphExecutor = (request: SubgraphRequest, passport: Passport) => Promise<ExecutionResult>;

export function createSubgraphExecutor(parts: {
  readonly schema: GraphQLSchema;
  readonly store: unknown;
  readonly viewKey: ViewKeys;
  readonly clock: () => Date;
  /** Told what each request has served; see `createServedLog`. */
  readonly logServed?: LogServed | undefined;
}): SubgraphExecutor {
  const documents = createDocumentCache(parts.schema);
  const isVouchedFor = createCoordinatesCheck(parts.schema);
  const viewOf = createViewReader(parts.viewKey);
  return async (request, passport) => {
    const checked = documents(request.query);
    if (!checked.ok) return { errors: checked.errors };
    if (!isVouchedFor(checked.document, passport)) {
      return { errors: [subgraphError("PASSPORT_INVALID", "所请求的字段与凭证不符")] };
    }
    const receipts = new Set<string>();
    const contextValue: SubgraphContext<unknown> = {
      passport,
      store: parts.store,
      now: parts.clock(),
      readView(text) {
        const view = viewOf(text);
        receipts.add(view.receipt);
        return view;
      },
    };
    const result = await execute({
      schema: parts.schema,
      document: checked.document,
      variableValues: request.variables,
      operationName: request.operationName,
      contextValue,
    });
    if (result.data)
      parts.logServed?.({ authority: passport.authority, receipts, variables: request.variables });
    return result;
  };
}

/** Every representation of a check carries the same view: its MAC is verified once, and again when the keys change. */
function createViewReader(viewKey: ViewKeys): (text: string) => View {
  const verified = new LRUCache<string, View>({ max: 2000 });
  let keysOfVerified: readonly Buffer[] = [];
  return (text) => {
    const keys = Buffer.isBuffer(viewKey) ? keysOfVerified : viewKey();
    if (keys !== keysOfVerified) {
      verified.clear();
      keysOfVerified = keys;
    }
    const known = verified.get(text);
    if (known) return known;
    try {
      const view = readView(text, viewKey);
      verified.set(text, view);
      return view;
    } catch {
      throw subgraphError("VIEW_INVALID");
    }
  };
}
