import { z } from "zod";

const headerSchema = z.object({
  alg: z.string(),
  /** A lookup key and nothing else: never part of a path, a query or a log line. */
  kid: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional(),
  /** Extensions that must be understood (RFC 7515 §4.1.11): there are none that we do. */
  crit: z.never().optional(),
});

export interface TokenHeader {
  readonly algorithm: string;
  readonly keyId: string | undefined;
}

/** Algorithm and key id that a token (JWS, compact form) claims, before anything is verified; undefined when it is none. */
export function readTokenHeader(token: string): TokenHeader | undefined {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || signature === undefined || rest.length > 0) return undefined;
  const result = headerSchema.safeParse(parseJson(Buffer.from(header, "base64url").toString("utf8")));
  return result.success ? { algorithm: result.data.alg, keyId: result.data.kid } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no token
  }
}
