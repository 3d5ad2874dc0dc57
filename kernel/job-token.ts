import type { KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import type { PassportCaller } from "./passport.js";

/** Issuer of tokens for work without a caller waiting; the credit office signs them, gateways trust its public key. */
export const jobIssuer = "fengcha-credit-office";
const audience = "fengcha";

/** A token (ES256, one minute) in the name of whoever started a job: its looks are registered as that unit's. */
export function signJobToken(starter: PassportCaller, now: Date, privateKey: KeyObject): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = {
    unit: starter.unit,
    sub: starter.person,
    roles: starter.roles,
    iss: jobIssuer,
    aud: audience,
  };
  return jwt.sign({ ...claims, iat: issuedAt, exp: issuedAt + 60 }, privateKey, { algorithm: "ES256" });
}
