import { z } from "zod";
import { maxCheckSubjects } from "../../kernel/limits.js";

/** Looks that may be taken in one minute: a check of n subjects is n looks, any other root field one. */
export interface RateLimitSettings {
  /** By one account. */
  readonly caller: number;
  /** By one unit, all its accounts together, and its batches. */
  readonly unit: number;
  /** For one matter, all units together. */
  readonly matter: number;
  /** Matters with a limit of their own. */
  readonly matters: Readonly<Record<string, number>>;
}

const productionRateLimits: RateLimitSettings = {
  caller: 3000,
  unit: 60_000,
  matter: 200_000,
  matters: {},
};

/** On, as in production, and out of the way of samples, tests and benchmarks. */
export const developmentRateLimits: RateLimitSettings = {
  caller: 10_000_000,
  unit: 10_000_000,
  matter: 10_000_000,
  matters: {},
};

/** A limit below the largest check would refuse that check for ever. */
const perMinute = z.coerce.number().int().min(maxCheckSubjects);

/** Environment variables of the rate limits: what is not set is the environment's default. */
export const rateLimitVariables = {
  FENGCHA_LIMIT_CALLER_PER_MINUTE: perMinute.optional(),
  FENGCHA_LIMIT_UNIT_PER_MINUTE: perMinute.optional(),
  FENGCHA_LIMIT_MATTER_PER_MINUTE: perMinute.optional(),
  /** Matters with a limit of their own: `PROCUREMENT_BID=5000,RECRUITMENT=1000`. */
  FENGCHA_LIMIT_MATTERS_PER_MINUTE: z
    .string()
    .regex(/^[A-Z_]+=\d+(,[A-Z_]+=\d+)*$/, "应如 PROCUREMENT_BID=5000,RECRUITMENT=1000 (MATTER=number, …)")
    .transform((text): Record<string, unknown> =>
      Object.fromEntries(text.split(",").map((pair) => pair.split("=") as [string, string])),
    )
    .pipe(z.record(z.string(), perMinute))
    .optional(),
};

/** The limits in force: as set, else the defaults of the environment. */
export function rateLimitsOf(
  set: z.infer<z.ZodObject<typeof rateLimitVariables>>,
  { isDevelopment }: { readonly isDevelopment: boolean },
): RateLimitSettings {
  const otherwise = isDevelopment ? developmentRateLimits : productionRateLimits;
  return {
    caller: set.FENGCHA_LIMIT_CALLER_PER_MINUTE ?? otherwise.caller,
    unit: set.FENGCHA_LIMIT_UNIT_PER_MINUTE ?? otherwise.unit,
    matter: set.FENGCHA_LIMIT_MATTER_PER_MINUTE ?? otherwise.matter,
    matters: set.FENGCHA_LIMIT_MATTERS_PER_MINUTE ?? otherwise.matters,
  };
}
