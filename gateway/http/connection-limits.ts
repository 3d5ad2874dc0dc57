import type { FastifyHttpOptions } from "fastify";
import type { Server } from "node:http";

/** What one connection may take: times in milliseconds, sizes in bytes. */
export interface ConnectionLimits {
  /** From a request's first byte to the end of its headers. */
  readonly headersTimeoutMs: number;
  /** From a request's first byte to the end of its body. */
  readonly requestTimeoutMs: number;
  /** Between requests; longer than the balancer's, or it meets connections that are just closing. */
  readonly keepAliveTimeoutMs: number;
  /** Without a byte in either direction, also while an answer is made or not taken. */
  readonly idleTimeoutMs: number;
  /** How often the first two are looked at. */
  readonly checkIntervalMs: number;
  readonly maxHeaderBytes: number;
  /** Further connections are closed at once. */
  readonly maxConnections: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 72_000,
  idleTimeoutMs: 120_000,
  checkIntervalMs: 2000,
  maxHeaderBytes: 16 * 1024,
  maxConnections: 10_000,
};

/** A batch of 100,000 subjects takes 2.2 MB; everything else is far smaller. */
export const defaultBodyLimitBytes = 4 * 1024 * 1024;

/** Node's own parser stays strict: a request whose end two readers could see differently is refused. */
export function serverOptionsOf(limits: ConnectionLimits): FastifyHttpOptions<Server> {
  const { requestTimeoutMs, headersTimeoutMs } = limits;
  return {
    connectionTimeout: limits.idleTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    requestTimeout: requestTimeoutMs,
    http: {
      requestTimeout: requestTimeoutMs,
      headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
      connectionsCheckingInterval: limits.checkIntervalMs,
      maxHeaderSize: limits.maxHeaderBytes,
      insecureHTTPParser: false,
      requireHostHeader: true,
    },
  };
}
