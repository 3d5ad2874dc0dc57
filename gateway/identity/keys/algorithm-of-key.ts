import type { KeyObject } from "node:crypto";
import type { TokenAlgorithm } from "../trusted-issuer.js";

const leastRsaBits = 2048;

/** The one algorithm that a public key may be used with; undefined for kinds and sizes that are not accepted. */
export function algorithmOfKey(key: KeyObject): Exclude<TokenAlgorithm, "HS256"> | undefined {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === "rsa") return modulusLength >= leastRsaBits ? "RS256" : undefined;
  return key.asymmetricKeyType === "ec" && namedCurve === "prime256v1" ? "ES256" : undefined;
}
