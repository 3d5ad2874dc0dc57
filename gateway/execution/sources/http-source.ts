import type { KeyObject } from "node:crypto";
import { Pool } from "undici";
import { passportHeader, signPassport } from "../../../kernel/passport.js";
import type { SourceName } from "../../../schema/departments.js";
import { SourceFailure } from "./source-failure.js";
import type { Source, SourceRequest, SourceResponse } from "./source.js";

/** PEM texts of mutual TLS. */
export interface TlsIdentity {
  readonly ca: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface HttpSourceOptions {
  readonly name: SourceName;
  /** Where the subgraph listens, such as http://tax:4001/graphql. */
  readonly url: string;
  /** The gateway's private key, as it is now: each request carries a passport bound to its body. */
  readonly passportKey: () => KeyObject;
  /** For https: who may have signed the subgraph's certificate, and what the gateway shows of itself. */
  readonly tls?: TlsIdentity | undefined;
  readonly connections: number;
  readonly clock: () => Date;
}

/** A subgraph in a process of its own, over a pool of kept connections. */
export function createHttpSource(options: HttpSourceOptions): Source {
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, {
    connections: options.connections,
    pipelining: 1,
    connectTimeout: 1000,
    connect: { ...options.tls },
  });
  return {
    name: options.name,
    fetch: (request, signal) => post(pool, pathname, request, options, signal),
    close: () => pool.close(),
  };
}

async function post(
  pool: Pool,
  path: string,
  request: SourceRequest,
  { name, passportKey, clock }: HttpSourceOptions,
  signal: AbortSignal,
): Promise<SourceResponse> {
  const { query, variables, operationName, passport } = request;
  const body = JSON.stringify({ query, variables, operationName });
  const token = signPassport(passport, { audience: name, body, now: clock() }, passportKey());
  const headers = { "content-type": "application/json", [passportHeader]: token };
  const response = await reach(() => pool.request({ path, method: "POST", headers, body, signal }), signal);
  if (response.statusCode !== 200) {
    await response.body.dump();
    throw new SourceFailure(reasonOf(response.statusCode));
  }
  const text = await reach(() => response.body.text(), signal);
  return parse(text);
}

function reasonOf(statusCode: number): "DENIED" | "DOWN" | "ERROR" {
  if (statusCode === 401 || statusCode === 403) return "DENIED";
  return statusCode === 502 || statusCode === 503 ? "DOWN" : "ERROR";
}

async function reach<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw new SourceFailure(signal.aborted ? "TIMEOUT" : "DOWN", cause);
  }
}

function parse(text: string): SourceResponse {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === "object" && answer !== null) return answer;
  } catch (cause) {
    throw new SourceFailure("INVALID_ANSWER", cause);
  }
  throw new SourceFailure("INVALID_ANSWER");
}
