import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import helmet from "@fastify/helmet";
import fastifyApollo, { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import { fastify, type FastifyError, type FastifyInstance } from "fastify";
import type { ApolloGateway } from "@apollo/gateway";
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { RequestContext } from "../context.js";
import { GatewayError, toGraphQLError } from "../errors.js";
import type { Authenticate } from "../identity/authenticate.js";
import { messageOf, type ErrorCode } from "../../kernel/error-table.js";
import { factsOfError, type Logger } from "../../kernel/log.js";
import { createErrorFormatter } from "./format-error.js";

export interface HttpOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly bodyLimitBytes: number;
  /** Pages served beside the API, such as the playground. */
  readonly pages: readonly ((server: FastifyInstance) => Promise<void>)[];
}

export interface HttpServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

interface ServerParts extends HttpOptions {
  readonly gateway: ApolloGateway;
  readonly authenticate: Authenticate;
  readonly log: Logger;
  readonly ready: () => Promise<boolean>;
}

/** The public door: POST /graphql, GET /health, and the pages given. @throws Error when the port is taken */
export async function openHttpServer(parts: ServerParts): Promise<HttpServer> {
  const server = fastify({ bodyLimit: parts.bodyLimitBytes, forceCloseConnections: true, trustProxy: false });
  const apollo = new ApolloServer<RequestContext>({
    gateway: parts.gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    formatError: createErrorFormatter(parts.log),
    logger: quietLogger(parts.log),
    plugins: [ApolloServerPluginLandingPageDisabled(), fastifyApolloDrainPlugin(server)],
  });
  await apollo.start();
  server.setNotFoundHandler(
    async (_request, reply) => await reply.code(404).send(refusalOf("BAD_REQUEST", "没有这个地址")),
  );
  server.setErrorHandler<FastifyError>(async (error, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500)
      return await reply.code(status).send(refusalOf("BAD_REQUEST", requestFaults[error.code]));
    parts.log.error(factsOfError(error), "request.failed");
    return await reply.code(500).send(refusalOf("INTERNAL"));
  });
  await server.register(helmet, { contentSecurityPolicy: { directives: contentSecurity } });
  await server.register(fastifyApollo(apollo), {
    path: "/graphql",
    method: ["POST"],
    context: (request) => contextOf(parts, request.headers),
  });
  server.get("/health", async (_request, reply) => {
    const isReady = await parts.ready();
    return await reply.code(isReady ? 200 : 503).send({ status: isReady ? "ok" : "unavailable" });
  });
  for (const page of parts.pages) await server.register(page);
  await server.listen({ host: parts.host, port: parts.port });
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : parts.port;
  return {
    url: `http://${parts.host}:${port}`,
    port,
    async close() {
      await apollo.stop();
      await server.close();
    },
  };
}

/** Everything from here and nothing from outside; styles of the playground are inline. */
const contentSecurity = {
  "default-src": ["'self'"],
  "script-src": ["'self'"],
  "style-src": ["'self'", "'unsafe-inline'"],
  "img-src": ["'self'", "data:"],
  "font-src": ["'self'", "data:"],
  "connect-src": ["'self'"],
  "upgrade-insecure-requests": null,
};

/** What Fastify may find wrong with a request before GraphQL sees it. */
const requestFaults: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: "请求体不是有效的 JSON",
  FST_ERR_CTP_EMPTY_JSON_BODY: "请求体为空",
  FST_ERR_CTP_BODY_TOO_LARGE: "请求体过大",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "content-type 应为 application/json",
};

function refusalOf(code: ErrorCode, detail?: string) {
  return { errors: [{ message: messageOf(code, detail), extensions: { code } }] };
}

async function contextOf(
  { authenticate }: ServerParts,
  headers: IncomingHttpHeaders,
): Promise<RequestContext> {
  try {
    return { caller: await authenticate(headers.authorization, headers), requestId: randomUUID() };
  } catch (error) {
    if (error instanceof GatewayError) throw toGraphQLError(error, { isWholeRequest: true });
    throw error;
  }
}

/** Apollo's own words are English sentences that may quote data: only that something was said is kept. */
function quietLogger(log: Logger) {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => {
      log.warn("apollo.warned");
    },
    error: () => {
      log.error("apollo.failed");
    },
  };
}
