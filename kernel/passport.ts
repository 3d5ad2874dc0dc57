import { createHash, type KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import { z } from "zod";
import type { SourceName } from "../schema/departments.js";
import { keyIdOf, type KeyRing } from "./key-ring.js";
import { readTokenHeader } from "./token-header.js";

/** Header in which a passport travels. */
export const passportHeader = "x-fengcha-passport";
const issuer = "fengcha-gateway";
const lifetimeSeconds = 30;

/** The caller as a subgraph may know it; never a name or a number of a person beyond the account. */
export const passportCallerSchema = z.object({
  unit: z.string().min(1),
  person: z.string().min(1),
  roles: z.array(z.string()),
  scopes: z.array(z.string()),
  /** Set for the subject itself: its subject id. */
  subjectId: z.string().optional(),
  /** Account of the clerk for whom a business system asks; work started for it goes on in that clerk's name. */
  onBehalfOf: z.string().optional(),
});
export type PassportCaller = Readonly<z.infer<typeof passportCallerSchema>>;

/** What the gateway knows of the case that a root field names. */
export const passportCaseSchema = z.object({
  /** Whether a feed of cases holds it, open, for this unit and these subjects; without a feed it is not verified. */
  verified: z.boolean(),
  /** Days between which the case allows a check; null when the feed names none. ISO 8601 instants. */
  window: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable(),
});
export type PassportCase = Readonly<z.infer<typeof passportCaseSchema>>;

/**
 * What the gateway vouches for with one request to a subgraph.
 * ROOT: root fields, with caller and, by response name, the receipts minted for them, what may be shown in clear
 * (schema coordinates; whatever else has a masking rule leaves masked) and what is known of their cases.
 * CHECK: facts and verdicts; no caller, each representation's view proves a registered intent.
 * DETAIL: fields of a subject's file, with caller, the digest of the coordinates asked for, and those in clear.
 * GATEWAY: what the gateway itself needs to know; about no subject.
 */
export const passportSchema = z.discriminatedUnion("authority", [
  z.object({
    authority: z.literal("ROOT"),
    caller: passportCallerSchema,
    receipts: z.record(z.string(), z.string()),
    clear: z.record(z.string(), z.array(z.string())),
    cases: z.record(z.string(), passportCaseSchema),
    /** Receipts of the earlier checks whose subjects are registered as looked at: results of a batch show no others. */
    shownChecks: z.array(z.string()),
  }),
  z.object({ authority: z.literal("CHECK") }),
  z.object({
    authority: z.literal("DETAIL"),
    caller: passportCallerSchema,
    /** `digestOfCoordinates` over all that the request's document selects. */
    coordinates: z.string(),
    clear: z.array(z.string()),
  }),
  z.object({ authority: z.literal("GATEWAY") }),
]);
export type Passport = Readonly<z.infer<typeof passportSchema>>;

/** Signs a passport (ES256) for one audience, bound to the SHA-256 of the request's body, valid for 30 seconds. */
export function signPassport(
  passport: Passport,
  request: { readonly audience: SourceName; readonly body: string | Buffer; readonly now: Date },
  privateKey: KeyObject,
): string {
  const issuedAt = Math.floor(request.now.getTime() / 1000);
  const claims = {
    passport,
    body: digestOf(request.body),
    iss: issuer,
    aud: request.audience,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
  };
  return jwt.sign(claims, privateKey, { algorithm: "ES256", keyid: keyIdOf(privateKey) });
}

/** @throws Error when the passport is forged, expired, of an unknown key, for somebody else, or not for this body. */
export function verifyPassport(
  token: string,
  request: { readonly audience: SourceName; readonly body: string | Buffer; readonly now: Date },
  keys: KeyRing,
): Passport {
  const publicKey = keys.find(readTokenHeader(token)?.keyId);
  if (!publicKey) throw new Error("passport names no key that is known");
  const now = Math.floor(request.now.getTime() / 1000);
  const claims = jwt.verify(token, publicKey, {
    algorithms: ["ES256"],
    issuer,
    audience: request.audience,
    clockTimestamp: now,
    clockTolerance: 2,
    maxAge: lifetimeSeconds,
  });
  if (typeof claims === "string" || claims["body"] !== digestOf(request.body)) {
    throw new Error("passport is not for this body");
  }
  // Clocks differ; but a store of passports for later would outlive the key that signed them.
  if (claims.iat === undefined || claims.iat > now + lifetimeSeconds) {
    throw new Error("passport is from the future");
  }
  return passportSchema.parse(claims["passport"]);
}

function digestOf(body: string | Buffer): string {
  return createHash("sha256").update(body).digest("base64url");
}
