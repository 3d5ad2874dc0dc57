import { z } from "zod";
import {
  defaultBodyLimitBytes,
  defaultConnectionLimits,
  type ConnectionLimits,
} from "./connection-limits.js";
import { defaultOperationLimits, type OperationLimits } from "./limits/operation-limits.js";

const count = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const timeMs = (fallback: number) => z.coerce.number().int().positive().max(3_600_000).default(fallback);
const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((text) => text === "true");
const of = defaultOperationLimits;
const to = defaultConnectionLimits;

/** Environment variables of the door; docs/operations/hardening.md tells what each protects. */
export const httpSettings = {
  /** Largest request body, in bytes. */
  BODY_LIMIT_BYTES: count(defaultBodyLimitBytes),
  HEADERS_TIMEOUT_MS: timeMs(to.headersTimeoutMs),
  REQUEST_TIMEOUT_MS: timeMs(to.requestTimeoutMs),
  KEEP_ALIVE_TIMEOUT_MS: timeMs(to.keepAliveTimeoutMs),
  IDLE_TIMEOUT_MS: timeMs(to.idleTimeoutMs),
  MAX_HEADER_BYTES: count(to.maxHeaderBytes),
  MAX_CONNECTIONS: count(to.maxConnections),
  FENGCHA_MAX_TOKENS: count(of.maxTokens),
  FENGCHA_MAX_SELECTIONS: count(of.maxSelections),
  FENGCHA_MAX_COMPARISONS: count(of.maxComparisons),
  FENGCHA_MAX_ROOT_FIELDS: count(of.maxRootFields),
  FENGCHA_MAX_DEPTH: count(of.maxDepth),
  FENGCHA_MAX_ALIASES: count(of.maxAliases),
  FENGCHA_MAX_DIRECTIVES: count(of.maxDirectives),
  FENGCHA_MAX_COST: count(of.maxCost),
  FENGCHA_MAX_ANSWER_VALUES: count(of.maxAnswerValues),
  FENGCHA_MAX_STRING_LENGTH: count(of.maxStringLength),
  /** Whether callers come by TLS, which ends before this process. */
  FENGCHA_BEHIND_TLS: flag,
  /** Manifest of persisted operations. */
  FENGCHA_PERSISTED_MANIFEST: z.string().min(1).optional(),
  /** Whether other operations are refused. */
  FENGCHA_PERSISTED_ONLY: flag,
};

type HttpSettings = z.infer<z.ZodObject<typeof httpSettings>>;

/** The limits of operations, as set. */
export function operationLimitsOf(settings: HttpSettings): Partial<OperationLimits> {
  return {
    maxTokens: settings.FENGCHA_MAX_TOKENS,
    maxSelections: settings.FENGCHA_MAX_SELECTIONS,
    maxComparisons: settings.FENGCHA_MAX_COMPARISONS,
    maxRootFields: settings.FENGCHA_MAX_ROOT_FIELDS,
    maxDepth: settings.FENGCHA_MAX_DEPTH,
    maxAliases: settings.FENGCHA_MAX_ALIASES,
    maxDirectives: settings.FENGCHA_MAX_DIRECTIVES,
    maxCost: settings.FENGCHA_MAX_COST,
    maxAnswerValues: settings.FENGCHA_MAX_ANSWER_VALUES,
    maxStringLength: settings.FENGCHA_MAX_STRING_LENGTH,
  };
}

/** The limits of connections, as set. */
export function connectionLimitsOf(settings: HttpSettings): Partial<ConnectionLimits> {
  return {
    headersTimeoutMs: settings.HEADERS_TIMEOUT_MS,
    requestTimeoutMs: settings.REQUEST_TIMEOUT_MS,
    keepAliveTimeoutMs: settings.KEEP_ALIVE_TIMEOUT_MS,
    idleTimeoutMs: settings.IDLE_TIMEOUT_MS,
    maxHeaderBytes: settings.MAX_HEADER_BYTES,
    maxConnections: settings.MAX_CONNECTIONS,
  };
}
