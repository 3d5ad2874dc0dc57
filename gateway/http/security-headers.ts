import type { FastifyHelmetOptions } from "@fastify/helmet";

const oneYear = 31_536_000;

/** Headers of every answer of the API, which is never shown as a page: fixed text, no cost. */
export function apiHeaders({
  isBehindTls,
}: {
  readonly isBehindTls: boolean;
}): Readonly<Record<string, string>> {
  return {
    "cache-control": "no-store",
    "content-security-policy":
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "x-frame-options": "DENY",
    "x-permitted-cross-domain-policies": "none",
    ...(isBehindTls ? { "strict-transport-security": `max-age=${oneYear}; includeSubDomains` } : {}),
  };
}

/** Headers of pages: everything from here and nothing from outside; styles of the playground are inline. */
export function pageHeaders({ isBehindTls }: { readonly isBehindTls: boolean }): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'none'"],
        // The playground shows results in a sandboxed frame of its own.
        "frame-ancestors": ["'self'"],
        "upgrade-insecure-requests": isBehindTls ? [] : null,
      },
    },
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: isBehindTls ? { maxAge: oneYear, includeSubDomains: true } : false,
  };
}
