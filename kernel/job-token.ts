import type { KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import { keyIdOf } from "./key-ring.js";
import type { PassportCaller } from "./passport.js";

/** Issuer of tokens for work without a caller waiting; the credit office signs them, gateways trust its public key. */
export const jobIssuer = "fengcha-credit-office";
const audience = "fengcha";
const lifetimeSeconds = 60;

/** A token (ES256, one minute) in the name of whoever started a job: its looks are registered as that unit's. */
export function signJobToken(starter: PassportCaller, now: Date, privateKey: KeyObject): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = {
    unit: starter.unit,
    sub: starter.person,
    roles: starter.roles,
    ...(starter.onBehalfOf === undefined ? {} : { onBehalfOf: starter.onBehalfOf }),
    iss: jobIssuer,
    aud: audience,
  };
  return jwt.sign({ ...claims, iat: issuedAt, exp: issuedAt + lifetimeSeconds }, privateKey, {
    algorithm: "ES256",
    keyid: keyIdOf(privateKey),
  });
}
