import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import helmet from "@fastify/helmet";
import { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import { fastify, type FastifyError, type FastifyInstance, type FastifyReply } from "fastify";
import type { ApolloGateway } from "@apollo/gateway";
import type { RequestContext } from "../context.js";
import { factsOfError, type Logger } from "../../kernel/log.js";
import { createGraphQLHandler, type GraphQLDoor } from "./answer-graphql.js";
import { defaultConnectionLimits, serverOptionsOf, type ConnectionLimits } from "./connection-limits.js";
import { createErrorFormatter } from "./format-error.js";
import { createArmorRules } from "./limits/armor-rules.js";
import { createOperationGuard } from "./limits/guard-operation.js";
import { defaultOperationLimits, type OperationLimits } from "./limits/operation-limits.js";
import { checkManifest } from "./persisted/manifest.js";
import type { PersistedOptions } from "./persisted/resolve-operation.js";
import { createRateLimitStatus } from "./rate-limit-status.js";
import { answerUnreadable, faultOf, refusalOf } from "./request-faults.js";
import { apiHeaders, pageHeaders } from "./security-headers.js";

export interface HttpOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly bodyLimitBytes: number;
  /** Pages served beside the API, such as the playground. */
  readonly pages: readonly ((server: FastifyInstance) => Promise<void>)[];
  readonly operationLimits?: Partial<OperationLimits>;
  readonly connectionLimits?: Partial<ConnectionLimits>;
  readonly persisted?: PersistedOptions;
  /** Whether callers come by TLS, which ends before this process: browsers are told to stay with it. */
  readonly isBehindTls?: boolean;
}

export interface HttpServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

interface ServerParts extends HttpOptions {
  readonly gateway: ApolloGateway;
  readonly authenticate: GraphQLDoor["authenticate"];
  readonly log: Logger;
  readonly ready: () => Promise<boolean>;
}

/**
 * The public door: /graphql, GET /health, and the pages given.
 * @throws Error when the port is taken, or a persisted operation does not fit the schema
 */
export async function openHttpServer(parts: ServerParts): Promise<HttpServer> {
  const limits = { ...defaultOperationLimits, ...parts.operationLimits };
  const connections = { ...defaultConnectionLimits, ...parts.connectionLimits };
  const security = { isBehindTls: parts.isBehindTls === true };
  const headers = apiHeaders(security);
  const server = fastify({
    ...serverOptionsOf(connections),
    bodyLimit: parts.bodyLimitBytes,
    forceCloseConnections: true,
    trustProxy: false,
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, _request, reply) => {
      const { status, body } = faultOf(error);
      void (reply as FastifyReply).code(status).headers(headers).send(body);
    },
  });
  server.server.maxConnections = connections.maxConnections;
  const apollo = createApollo(parts, limits, server);
  await apollo.start();
  const guard = createOperationGuard(limits);
  const { authenticate, persisted } = parts;
  if (persisted) {
    const rules = createArmorRules(limits);
    checkManifest(persisted.manifest, { schema: schemaOf(parts.gateway), rules, guard });
  }
  const graphql = createGraphQLHandler({ apollo, authenticate, guard, persisted });
  server.removeContentTypeParser("text/plain");
  server.setNotFoundHandler(async (request, reply) => {
    reply.headers(headers);
    if (request.url.split("?")[0] === "/graphql") return await graphql.refuseMethod(reply);
    return await reply.code(404).send(refusalOf("BAD_REQUEST", "没有这个地址"));
  });
  server.setErrorHandler<FastifyError>(async (error, _request, reply) => {
    const { status, body } = faultOf(error);
    if (status >= 500) parts.log.error(factsOfError(error), "request.failed");
    return await reply.code(status).headers(headers).send(body);
  });
  await server.register((api, _options, done) => {
    api.addHook("onRequest", (_request, reply, next) => {
      reply.headers(headers);
      next();
    });
    api.route({ method: ["GET", "POST"], url: "/graphql", exposeHeadRoute: false, handler: graphql.answer });
    api.get("/health", async (_request, reply) => {
      const isReady = await parts.ready();
      return await reply.code(isReady ? 200 : 503).send({ status: isReady ? "ok" : "unavailable" });
    });
    done();
  });
  await server.register(async (pages) => {
    await pages.register(helmet, pageHeaders(security));
    for (const page of parts.pages) await pages.register(page);
  });
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

function createApollo(
  { gateway, log }: ServerParts,
  limits: OperationLimits,
  server: FastifyInstance,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxLexicalTokens: limits.maxTokens },
    validationRules: createArmorRules(limits),
    validationOptions: { maxErrors: 20 },
    stopOnTerminationSignals: false,
    formatError: createErrorFormatter(log),
    logger: quietLogger(log),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      createRateLimitStatus(),
      fastifyApolloDrainPlugin(server),
    ],
  });
}

function schemaOf({ schema }: ApolloGateway) {
  if (!schema) throw new Error("The gateway has no schema yet");
  return schema;
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
