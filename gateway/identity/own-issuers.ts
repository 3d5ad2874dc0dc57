import type { KeyObject } from "node:crypto";
import { jobIssuer } from "../../kernel/job-token.js";
import type { KeyRing } from "../../kernel/key-ring.js";
import { ownClaims } from "./claims-mapping.js";
import { developmentIssuer } from "./development-token.js";
import { tokenAudience, type TrustedIssuer } from "./trusted-issuer.js";

const own = { audience: tokenAudience, clockSkewSeconds: 5, claims: ownClaims } as const;

/** The credit office, which signs tokens for batches in the name of whoever started them. */
export function trustJobs(keys: KeyRing): TrustedIssuer {
  return {
    ...own,
    issuer: jobIssuer,
    algorithms: ["ES256"],
    maxAgeHours: 1,
    keys: {
      find: (keyId) => {
        const key = keys.find(keyId);
        return Promise.resolve(key ? [key] : []);
      },
    },
  };
}

/** Demo tokens; only in development, on a loopback address. */
export function trustDemoTokens(key: KeyObject): TrustedIssuer {
  return {
    ...own,
    issuer: developmentIssuer,
    algorithms: ["HS256"],
    maxAgeHours: 1,
    keys: { find: () => Promise.resolve([key]) },
  };
}
