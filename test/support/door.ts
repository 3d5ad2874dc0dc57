import { readFileSync } from "node:fs";
import { request } from "undici";
import { toGraphQLError, GatewayError } from "../../gateway/errors.js";
import { FengchaGateway } from "../../gateway/execution/fengcha-gateway.js";
import { openHttpServer, type HttpOptions, type HttpServer } from "../../gateway/http/http-server.js";
import type { Caller } from "../../gateway/identity/caller.js";
import { supergraphFile } from "../../gateway/index.js";
import { createLog } from "../../kernel/log.js";

/** Whoever asks, at a door whose tokens are `Bearer <issuer>`. */
const clerk: Caller = {
  unit: "宿迁市政务服务中心",
  person: "clerk",
  name: null,
  roles: ["clerk"],
  scopes: null,
  region: null,
  department: null,
  subject: null,
  onBehalfOf: null,
  issuer: "city",
  tokenId: null,
};

export interface DoorRequest {
  readonly method?: "GET" | "POST" | "PUT";
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

export interface Door extends HttpServer {
  send(asked: DoorRequest): Promise<{
    readonly status: number;
    readonly headers: Record<string, string | string[] | undefined>;
    readonly text: string;
    readonly codes: readonly string[];
  }>;
  /** Texts of the operations that came through. */
  readonly answered: readonly string[];
  readonly lines: readonly string[];
}

/** The gateway's HTTP server alone: no departments, no database; what comes through is answered as given. */
export async function openDoor(
  options: Partial<HttpOptions> = {},
  answer: () => Promise<Record<string, unknown>> = () => Promise.resolve({ data: { matters: [] } }),
): Promise<Door> {
  const answered: string[] = [];
  const lines: string[] = [];
  const gateway = new FengchaGateway(
    readFileSync(supergraphFile, "utf8"),
    () =>
      async ({ request: { query } }) => {
        answered.push(query ?? "");
        return await answer();
      },
  );
  const server = await openHttpServer({
    host: "127.0.0.1",
    port: 0,
    bodyLimitBytes: 100_000,
    pages: [],
    ...options,
    gateway,
    authenticate(header) {
      if (!header) return Promise.reject(new GatewayError("IDENTITY_REQUIRED"));
      return Promise.resolve({ ...clerk, issuer: header.replace("Bearer ", "") });
    },
    log: createLog({ level: "debug", write: (line) => lines.push(line) }),
    ready: () => Promise.resolve(true),
  });
  return {
    ...server,
    answered,
    lines,
    async send({ method = "POST", path = "/graphql", headers = {}, body }) {
      const json = { "content-type": "application/json" };
      const response = await request(server.url + path, {
        method,
        headers: { authorization: "Bearer city", ...(body === undefined ? {} : json), ...headers },
        body: body === undefined || typeof body === "string" ? (body ?? null) : JSON.stringify(body),
      });
      const text = await response.body.text();
      const { errors = [] } = JSON.parse(text || "{}") as { errors?: { extensions: { code: string } }[] };
      return {
        status: response.statusCode,
        headers: response.headers,
        text,
        codes: errors.map(({ extensions }) => extensions.code),
      };
    },
  };
}

/** A refusal of one root field, as the gateway puts it beside its null. */
export function refusedRoot(error: GatewayError, responseName: string): Record<string, unknown> {
  return { data: { [responseName]: null }, errors: [toGraphQLError(error, { path: [responseName] })] };
}
