import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { TrustedIssuer } from "./authenticate.js";

const fileSchema = z.strictObject({
  issuers: z
    .array(
      z.strictObject({
        issuer: z.string().min(1),
        algorithm: z.enum(["RS256", "ES256"]),
        /** PEM file of the issuer's public key. */
        publicKeyFile: z.string().min(1),
      }),
    )
    .min(1),
});

/** Reads the trusted issuers of a production gateway. @throws Error naming what is wrong in which file */
export function readIssuers(file: string): TrustedIssuer[] {
  const result = fileSchema.safeParse(parse(readFileSync(file, "utf8")));
  if (!result.success) throw new Error(`${file} is invalid\n${z.prettifyError(result.error)}`);
  return result.data.issuers.map(({ issuer, algorithm, publicKeyFile }) => ({
    issuer,
    algorithm,
    key: createPublicKey(readFileSync(publicKeyFile, "utf8")),
  }));
}
