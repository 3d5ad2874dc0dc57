import { z } from "zod";
import { factRecordSchema } from "./record.js";

/** Why a source did not answer. Public in `Source.reason`: add, never rename. */
export const unavailableReasons = [
  "TIMEOUT",
  "DOWN",
  "DENIED",
  "ERROR",
  "INVALID_ANSWER",
  "BREAKER_OPEN",
  "STALE",
  "NO_DATA",
] as const;
export type UnavailableReason = (typeof unavailableReasons)[number];

/**
 * What one department says about one subject for one check: the value of `Subject.<department>Facts`.
 * 未答复 ≠ 无记录: "nothing on file" is ANSWERED with no records; only UNAVAILABLE means that nobody answered.
 */
export const departmentFactsSchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("ANSWERED"),
    subjectId: z.string().min(1),
    /** Instant up to which the department's data is complete, ISO 8601. */
    dataAsOf: z.iso.datetime(),
    records: z.array(factRecordSchema),
  }),
  z.object({ state: z.literal("NOT_NEEDED"), subjectId: z.string().min(1) }),
  z.object({
    state: z.literal("UNAVAILABLE"),
    subjectId: z.string().min(1),
    reason: z.enum(unavailableReasons),
  }),
]);
export type DepartmentFacts = Readonly<z.infer<typeof departmentFactsSchema>>;
