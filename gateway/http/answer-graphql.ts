import { randomUUID } from "node:crypto";
import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest } from "@apollo/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { jobIssuer } from "../../kernel/job-token.js";
import type { RequestContext } from "../context.js";
import { GatewayError, toGraphQLError } from "../errors.js";
import type { Authenticate } from "../identity/authenticate.js";
import type { Caller } from "../identity/caller.js";
import type { GuardOperation } from "./limits/guard-operation.js";
import { createOperationResolver, type PersistedOptions } from "./persisted/resolve-operation.js";
import { readAddress, readPosted } from "./read-asked-operation.js";
import { refusalOf } from "./request-faults.js";

export interface GraphQLDoor {
  readonly apollo: ApolloServer<RequestContext>;
  readonly authenticate: Authenticate;
  readonly guard: GuardOperation;
  readonly persisted: PersistedOptions | undefined;
}

/**
 * The handler of /graphql: who asks, then what is asked, then whether it is too much; only then Apollo Server parses it.
 * GET is for persisted queries; a batch, a mutation by GET and unknown methods are refused.
 */
export function createGraphQLHandler(door: GraphQLDoor) {
  const resolve = createOperationResolver(door.persisted);
  const allow = door.persisted ? "GET, POST" : "POST";

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    if (request.method === "GET" && !door.persisted) return refuseMethod(reply);
    const asked: HTTPGraphQLRequest = {
      method: request.method,
      headers: headersOf(request),
      search: "",
      body: undefined,
    };
    const { headers, body, status } = await door.apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: asked,
      context: async () => {
        try {
          const caller = await door.authenticate(request.headers.authorization, request.headers);
          // Apollo Server reads the body after it has made the context.
          Object.assign(asked, readOperation(request, caller));
          return { caller, requestId: randomUUID() };
        } catch (error) {
          throw error instanceof GatewayError ? toGraphQLError(error, { isWholeRequest: true }) : error;
        }
      },
    });
    for (const [name, value] of headers) if (name !== "cache-control") reply.header(name, value);
    if (status === 405) reply.header("allow", allow);
    if (body.kind !== "complete") throw new Error("Answers are never sent in parts");
    return await reply.code(status ?? 200).send(body.string);
  }

  /** @throws METHOD_NOT_ALLOWED, OPERATION_NOT_PERSISTED, OPERATION_TOO_COMPLEX, BAD_REQUEST */
  function readOperation(
    request: FastifyRequest,
    caller: Caller,
  ): Pick<HTTPGraphQLRequest, "search" | "body"> {
    const isGet = request.method === "GET";
    const { operationName, variables, onDenied, ...named } = isGet
      ? readAddress(request)
      : readPosted(request.body);
    const { query, isPersisted, isMutation } = resolve(named, caller.issuer === jobIssuer);
    if (isGet && (!isPersisted || isMutation)) {
      const detail = isMutation ? "变更操作请用 POST" : "GET 只用于已登记的查询语句，请用 POST";
      throw new GatewayError("METHOD_NOT_ALLOWED", { detail });
    }
    door.guard({ query, operationName, variables });
    if (!isGet) return { search: "", body: { query, operationName, variables, extensions: { onDenied } } };
    const members = {
      query,
      variables: JSON.stringify(variables),
      ...(operationName ? { operationName } : {}),
      extensions: JSON.stringify({ onDenied }),
    };
    return { search: `?${new URLSearchParams(members).toString()}`, body: undefined };
  }

  async function refuseMethod(reply: FastifyReply): Promise<unknown> {
    return await reply
      .code(405)
      .header("allow", allow)
      .send(refusalOf("METHOD_NOT_ALLOWED", `请用 ${allow.replace(", ", " 或 ")}`));
  }

  return { answer, refuseMethod };
}

function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}
