import { createPublicKey, type KeyObject } from "node:crypto";
import { JwksClient, JwksError } from "jwks-rsa";
import { Agent, request, type Dispatcher } from "undici";
import { z } from "zod";
import type { TokenAlgorithm } from "../trusted-issuer.js";
import { algorithmOfKey } from "./algorithm-of-key.js";

/** A key that an issuer publishes. */
export interface PublishedKey {
  readonly keyId: string | undefined;
  readonly algorithm: TokenAlgorithm;
  readonly key: KeyObject;
}

export interface JwksLocation {
  readonly uri: string;
  /** PEM text of who signs the server's certificate, where the system does not know it. */
  readonly ca?: string | undefined;
  /** Longest wait for the whole answer, in milliseconds. */
  readonly timeoutMs?: number;
}

/** A key set has a handful of keys of less than 2 kB. */
const maxBytes = 256 * 1024;
const defaultTimeoutMs = 5000;
const jwksSchema = z.object({ keys: z.array(z.looseObject({})).max(100) });

/**
 * Reads the keys that an issuer publishes now, as far as they are for signing and of a kind that is accepted; none is an
 * answer too. No redirect is followed.
 * @throws Error when the server does not answer in time, with too much, or with something else
 */
export function createJwksFetch({
  uri,
  ca,
  timeoutMs = defaultTimeoutMs,
}: JwksLocation): () => Promise<PublishedKey[]> {
  const dispatcher = new Agent({ connect: ca === undefined ? {} : { ca } });
  // Only the reading of the set: its cache and limit go by single keys, so that a withdrawn one would stay.
  const client = new JwksClient({
    jwksUri: uri,
    cache: false,
    rateLimit: false,
    fetcher: () => fetchSet(uri, dispatcher, AbortSignal.timeout(timeoutMs)),
  });
  return async () => {
    const found = await signingKeysOf(client);
    return found.flatMap((each) => {
      const { kid, alg } = each;
      const key = createPublicKey(each.getPublicKey());
      const algorithm = algorithmOfKey(key);
      const isForIt = algorithm !== undefined && (isMissing(alg) || alg === algorithm);
      return isForIt ? [{ keyId: isMissing(kid) ? undefined : kid, algorithm, key }] : [];
    });
  };
}

async function signingKeysOf(client: JwksClient): Promise<Awaited<ReturnType<JwksClient["getSigningKeys"]>>> {
  try {
    return await client.getSigningKeys();
  } catch (error) {
    // With a fetcher of our own it says nothing but this: the set holds no key for signing.
    if (error instanceof JwksError) return [];
    throw error;
  }
}

async function fetchSet(
  uri: string,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<z.infer<typeof jwksSchema>> {
  const { statusCode, body } = await request(uri, {
    dispatcher,
    signal,
    headers: { accept: "application/json" },
  });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error(`the JWKS server answered ${statusCode}`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new Error("the JWKS server answered too much"); // leaving the loop ends the connection
    chunks.push(chunk);
  }
  return jwksSchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
}

/** The types of jwks-rsa promise texts; keys without are handed over without. */
function isMissing(text: string | undefined): text is undefined {
  return text === undefined;
}
