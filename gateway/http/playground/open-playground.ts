import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fastifyStatic } from "@fastify/static";
import { getDistDirectory, isSandboxFrame, SANDBOX_FRAME_CSP } from "altair-static";
import type { FastifyInstance } from "fastify";
import { browserScripts, renderAltairPage } from "./altair-page.js";
import { readChineseWords } from "./chinese-words.js";
import { createExampleTabs, type PlaygroundExamples } from "./examples.js";
import { isFromOwnPage } from "./own-page.js";

export interface PlaygroundOptions {
  /** A demo token for a role, of an hour at most. */
  readonly mintToken: (role: string) => string;
  /** Each becomes an environment of the playground. */
  readonly roles: readonly { readonly role: string; readonly title: string }[];
  readonly examples: PlaygroundExamples;
  readonly endpointPath?: string;
}

/**
 * Altair at /playground, from this server alone. It hands out tokens to whoever opens it on this machine: only for
 * development, never on an address that others can reach.
 */
export function openPlayground(options: PlaygroundOptions): (server: FastifyInstance) => Promise<void> {
  const { mintToken, roles, examples, endpointPath = "/graphql" } = options;
  const page = renderAltairPage(folder);
  const words = readChineseWords();
  return async (server) => {
    server.get("/playground", (_request, reply) => reply.redirect(folder));
    server.get(folder, (_request, reply) =>
      reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(page),
    );
    for (const name of browserScripts) {
      const script = readFileSync(join(import.meta.dirname, name), "utf8");
      server.get(folder + name, (_request, reply) =>
        reply.header("cache-control", "no-cache").type("text/javascript; charset=utf-8").send(script),
      );
    }
    server.get(`${folder}settings.json`, (_request, reply) =>
      reply
        .header("cache-control", "no-store")
        .send({ endpointPath, roles, checkRole: examples.checkRole, tabs: createExampleTabs(examples) }),
    );
    server.get(`${folder}assets/i18n/zh-CN.json`, (_request, reply) =>
      reply.header("cache-control", "no-cache").send(words),
    );
    server.post<{ Querystring: { role?: unknown } }>(`${folder}token`, (request, reply) => {
      reply.header("cache-control", "no-store");
      if (!isFromOwnPage(request.headers))
        return reply.code(403).send({ message: "仅限本机的演练台页面使用" });
      const asked = roles.find(({ role }) => role === request.query.role);
      if (!asked) return reply.code(404).send({ message: "没有这个角色" });
      return reply.send({ token: mintToken(asked.role) });
    });
    await server.register(fastifyStatic, {
      root: getDistDirectory(),
      prefix: folder,
      index: false,
      cacheControl: false,
      decorateReply: false,
      // Its own page knows nothing of our settings.
      allowedPath: (path) => path !== "/index.html",
      setHeaders(response, path) {
        response.setHeader(
          "cache-control",
          isNamedByContent(path) ? "public, max-age=31536000, immutable" : "no-cache",
        );
        if (isSandboxFrame(path)) response.setHeader("content-security-policy", SANDBOX_FRAME_CSP);
      },
    });
  };
}

const folder = "/playground/";

/** Whether a file's name carries a hash of its content, so that it never changes. */
function isNamedByContent(path: string): boolean {
  return /^(chunk|worker)-[\dA-Z]{8}\.js$/.test(basename(path));
}
