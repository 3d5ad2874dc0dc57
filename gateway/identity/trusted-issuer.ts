import type { KeyObject } from "node:crypto";
import type { ClaimsMapping } from "./claims-mapping.js";

/** HS256 is for demo tokens alone: whoever can verify it can sign. */
export const tokenAlgorithms = ["RS256", "ES256", "HS256"] as const;
export type TokenAlgorithm = (typeof tokenAlgorithms)[number];

/** What a token's `aud` must name, unless its issuer is configured otherwise. */
export const tokenAudience = "fengcha";

/** Longest age, in hours, that an issuer may be configured to give its tokens. */
export const longestTokenHours = 7 * 24;

/** Keys of an issuer. */
export interface IssuerKeys {
  /**
   * The keys that may have signed a token with this header; none when the key id is unknown.
   * @throws GatewayError IDENTITY_UNAVAILABLE when the keys cannot be had now
   */
  find(keyId: string | undefined, algorithm: TokenAlgorithm): Promise<readonly KeyObject[]>;
}

/** An issuer of tokens that the gateway trusts, and how its tokens are read. */
export interface TrustedIssuer {
  /** The token's `iss`. */
  readonly issuer: string;
  /** Pinned: a token whose header says anything else is refused. */
  readonly algorithms: readonly TokenAlgorithm[];
  readonly audience: string;
  /** How far the issuer's clock may be off. */
  readonly clockSkewSeconds: number;
  /** Past this age no token is accepted, whatever its `exp` says. */
  readonly maxAgeHours: number;
  readonly keys: IssuerKeys;
  readonly claims: ClaimsMapping;
}
