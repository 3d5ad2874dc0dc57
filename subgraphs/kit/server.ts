import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:https";
import Fastify, { type FastifyError, type FastifyInstance, type FastifyServerFactory } from "fastify";
import type { GraphQLError } from "graphql";
import type { Logger } from "pino";
import { z } from "zod";
import { errorTable, type ErrorCode } from "../../kernel/error-table.js";
import type { KeyRing } from "../../kernel/key-ring.js";
import { factsOfError } from "../../kernel/log.js";
import { passportHeader, verifyPassport, type Passport } from "../../kernel/passport.js";
import type { SourceName } from "../../schema/departments.js";
import type { SubgraphExecutor, SubgraphRequest } from "./execute.js";
import { publicError, toPublicAnswer, type PublicAnswer } from "./public-errors.js";

export interface SubgraphServerParts {
  readonly name: SourceName;
  readonly execute: SubgraphExecutor;
  /** Public halves of the gateway's keys: whoever can mint passports can forge clean departments. */
  readonly passportKeys: KeyRing;
  /** Serves HTTPS to those alone whose certificate `clientCa` has signed; plain HTTP without it. */
  readonly tls?: SubgraphTls | undefined;
  readonly clock: () => Date;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Whether the database answers; see `RecordStore.isReachable`. */
  readonly ready?: () => Promise<boolean>;
  readonly logger: Logger;
}

/** PEM texts of mutual TLS. */
export interface SubgraphTls {
  readonly cert: string;
  readonly key: string;
  readonly clientCa: string;
}

/**
 * Opens one subgraph over HTTP: `POST /graphql` for the gateway alone, `GET /health` for whoever runs it.
 * Nothing of a request is parsed before its passport has been verified against its very bytes.
 */
export async function openSubgraphServer(parts: SubgraphServerParts): Promise<FastifyInstance> {
  const { tls } = parts;
  const serverFactory: FastifyServerFactory | undefined = tls && ((handler) => createTlsServer(handler, tls));
  const server = Fastify({
    bodyLimit,
    logger: false,
    forceCloseConnections: true,
    ...(serverFactory && { serverFactory }),
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });

  server.get("/health", async (_request, reply) => {
    if (await isReady(parts.ready)) return { status: "ok", name: parts.name };
    return await reply.code(503).send({ status: "unavailable", name: parts.name });
  });

  server.post("/graphql", {
    // Before the body is read: nobody without a passport makes us hold 64 MiB.
    onRequest: async (request, reply) => {
      if (!request.headers[passportHeader]) return await reply.code(401).send(refusal("PASSPORT_REQUIRED"));
      return undefined;
    },
    handler: async (request, reply) => {
      const { code, answer } = await answerFor(
        { token: String(request.headers[passportHeader]), body: request.body },
        parts,
      );
      return await reply.code(code).send(answer);
    },
  });

  server.setNotFoundHandler(async (_request, reply) => await reply.code(404).send(refusal("BAD_REQUEST")));
  server.setErrorHandler<FastifyError>(async (error, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return await reply.code(status).send(refusal("BAD_REQUEST"));
    parts.logger.error({ source: parts.name, ...factsOfError(error) }, "request.failed");
    return await reply.code(500).send(refusal("INTERNAL"));
  });

  await server.listen({ host: parts.host, port: parts.port });
  return server;
}

/** A batch of 500 subjects with all their facts is far below it. */
const bodyLimit = 64 * 1024 * 1024;
const readyTimeoutMs = 2000;

function createTlsServer(handler: RequestListener, { cert, key, clientCa }: SubgraphTls): Server {
  const server = createServer(
    { cert, key, ca: clientCa, requestCert: true, rejectUnauthorized: true, minVersion: "TLSv1.2" },
    handler,
  );
  // Fastify's own default, which it does not set on a server that it has not made.
  server.keepAliveTimeout = 72_000;
  return server;
}

const requestSchema = z.object({
  query: z.string().min(1),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

async function answerFor(
  { token, body }: { readonly token: string; readonly body: unknown },
  parts: SubgraphServerParts,
): Promise<{ readonly code: number; readonly answer: PublicAnswer }> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const passport = readPassport(token, bytes, parts);
  if (!passport) return { code: 401, answer: refusal("PASSPORT_INVALID") };
  const request = readRequest(bytes);
  if (!request) return { code: 400, answer: refusal("BAD_REQUEST") };
  const answer = toPublicAnswer(await parts.execute(request, passport), (errors) => {
    logFailures(errors, parts);
  });
  const [first] = answer.errors ?? [];
  const refused = answer.data === undefined && first;
  return { code: refused ? errorTable[first.extensions.code].status : 200, answer };
}

function readPassport(token: string, body: Buffer, parts: SubgraphServerParts): Passport | undefined {
  const { name, passportKeys, clock, logger } = parts;
  try {
    return verifyPassport(token, { audience: name, body, now: clock() }, passportKeys);
  } catch (error) {
    // The kind only: a token is a credential, and what it says may be quoted in the message.
    logger.warn({ source: name, errorName: factsOfError(error).errorName }, "passport.refused");
    return undefined;
  }
}

function readRequest(body: Buffer): SubgraphRequest | undefined {
  try {
    const { query, variables, operationName } = requestSchema.parse(JSON.parse(body.toString("utf8")));
    return { query, variables: variables ?? undefined, operationName: operationName ?? undefined };
  } catch {
    return undefined; // answered BAD_REQUEST
  }
}

/** One line for each kind of failure and field: a database that is down fails every entity of a request alike. */
function logFailures(errors: readonly GraphQLError[], { name, logger }: SubgraphServerParts): void {
  const seen = new Map<string, { readonly facts: object; count: number }>();
  for (const error of errors) {
    const field = (error.path ?? []).filter((step) => typeof step === "string").join(".");
    const facts = { source: name, field, ...factsOfError(error) };
    const key = `${field} ${facts.errorName}`;
    const known = seen.get(key);
    if (known) known.count += 1;
    else seen.set(key, { facts, count: 1 });
  }
  for (const { facts, count } of seen.values())
    logger.error({ ...facts, entities: count }, "resolver.failed");
}

/** A database that hangs is as bad as one that refuses. */
async function isReady(ready: SubgraphServerParts["ready"]): Promise<boolean> {
  if (!ready) return true;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, readyTimeoutMs, false);
  });
  try {
    return await Promise.race([ready(), tooLate]);
  } catch {
    return false; // the answer to this very question
  } finally {
    clearTimeout(timer);
  }
}

function refusal(code: ErrorCode): PublicAnswer {
  return { errors: [publicError(code)] };
}
