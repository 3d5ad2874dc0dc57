import type { ErrorCode } from "../../kernel/error-table.js";

const isReason = (value: unknown): boolean => typeof value === "string" && /^[A-Z_]{1,64}$/.test(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isCoordinate = (value: unknown): boolean =>
  typeof value === "string" && /^[_A-Za-z]\w{0,99}\.[_A-Za-z]\w{0,99}$/.test(value);

/** What may stand beside the code, by code; the form is checked too, so that no value can slip in. */
const allowed: Partial<Record<ErrorCode, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  UNAUTHORIZED_FIELD_OR_TYPE: { reason: isReason, coordinate: isCoordinate, count: isCount },
  FORBIDDEN: { reason: isReason },
  RATE_LIMITED: { retryAfterSeconds: isCount },
};

/** The extensions of an error that leave with it. */
export function publicExtensions(
  code: ErrorCode,
  extensions: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> {
  const kept = Object.entries(allowed[code] ?? {}).filter(([key, isFit]) => isFit(extensions?.[key]));
  return { code, ...Object.fromEntries(kept.map(([key]) => [key, extensions?.[key]])) };
}
