import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { EnvHttpProxyAgent, fetch, type Response } from "undici";

export interface HttpClient {
  /** GET, redirects followed. @throws Error on any status but 2xx. */
  get(url: URL, options?: GetOptions): Promise<Response>;
  close(): Promise<void>;
}

interface GetOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: "GET" | "HEAD";
  readonly signal?: AbortSignal;
}

/**
 * An HTTP client that honours HTTPS_PROXY and NO_PROXY, gives up on a silent peer, and trusts the authorities of
 * `caFile` beside Node's own (companies put their own authority into pip's configuration).
 */
export function openHttpClient(env: NodeJS.ProcessEnv, caFile?: string): HttpClient {
  const files = [caFile, env["NODE_EXTRA_CA_CERTS"]].filter((file) => file !== undefined && file !== "");
  const ca = caFile === undefined ? undefined : [...rootCertificates, ...files.map(readAuthorities)];
  const tls = ca === undefined ? {} : { ca };
  const dispatcher = new EnvHttpProxyAgent({
    connect: { ...tls, timeout: 10_000 },
    requestTls: tls,
    headersTimeout: 20_000,
    bodyTimeout: 30_000,
  });
  return {
    get: async (url, { headers = {}, method = "GET", signal } = {}) => {
      const response = await fetch(withoutCredentials(url), {
        dispatcher,
        method,
        headers: { ...authorization(url), ...headers },
        ...(signal && { signal }),
      });
      if (!response.ok) throw new Error(`HTTP ${response.status} (${url.host})`);
      return response;
    },
    close: () => dispatcher.destroy(),
  };
}

function readAuthorities(file: string | undefined): string {
  return file === undefined ? "" : readFileSync(file, "utf8");
}

/** fetch refuses addresses with credentials in them; servers want them as a header. */
function withoutCredentials(url: URL): URL {
  const plain = new URL(url);
  plain.username = "";
  plain.password = "";
  return plain;
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}
