import { GatewayError } from "../../errors.js";
import type { AskedOperation } from "../read-asked-operation.js";
import { idOf, type Manifest } from "./manifest.js";

export interface PersistedOptions {
  readonly manifest: Manifest;
  /** Whether other operations are refused. */
  readonly isExclusive: boolean;
}

export interface ResolvedOperation {
  readonly query: string;
  readonly isPersisted: boolean;
  readonly isMutation: boolean;
}

/**
 * The text of what is asked: a persisted operation by its id, or the text sent. Nothing is ever added to the manifest.
 * @throws OPERATION_NOT_PERSISTED, BAD_REQUEST when there is no text or it belies its id
 */
export function createOperationResolver(persisted: PersistedOptions | undefined) {
  const known = new Map((persisted?.manifest.operations ?? []).map((operation) => [operation.id, operation]));

  /** @param isTrusted whether the caller may ask for what is not in the manifest: work of our own */
  return function resolve(
    { query, id }: Pick<AskedOperation, "query" | "id">,
    isTrusted: boolean,
  ): ResolvedOperation {
    if (query === null && id === null) throw new GatewayError("BAD_REQUEST", { detail: "缺少 query" });
    if (query !== null && id !== null && idOf(query) !== id)
      throw new GatewayError("BAD_REQUEST", { detail: "sha256Hash 与 query 不符" });
    const isExclusive = persisted?.isExclusive === true && !isTrusted;
    const operation = known.get(id ?? (isExclusive ? idOf(query ?? "") : ""));
    if (operation) {
      return { query: operation.body, isPersisted: true, isMutation: operation.type === "mutation" };
    }
    if (query === null || isExclusive) throw new GatewayError("OPERATION_NOT_PERSISTED", { detail: mend });
    return { query, isPersisted: false, isMutation: false };
  };
}

const mend = "请使用清单中的语句，或请管理员将其加入清单";
