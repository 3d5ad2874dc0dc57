import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { maskAnyIdNumbers } from "../../kernel/mask.js";
import { GatewayError } from "../errors.js";

/** What a request asks, as sent; nothing of it has been checked against the schema. */
export interface AskedOperation {
  readonly query: string | null;
  /** SHA-256 of a persisted operation's text. */
  readonly id: string | null;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the client wants when something is denied: null and an error for each, or nothing at all. */
  readonly onDenied: "PRUNE" | "REFUSE";
}

const record = z.custom<Record<string, unknown>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const askedSchema = z.object({
  query: z.string().nullish(),
  id: hash.nullish(),
  operationName: z.string().nullish(),
  variables: record.nullish(),
  extensions: z
    .object({
      persistedQuery: z.object({ version: z.literal(1), sha256Hash: hash }).optional(),
      onDenied: z.enum(["PRUNE", "REFUSE"]).optional(),
    })
    .nullish(),
});

/** Reads the body of a POST. @throws BAD_REQUEST that names the member at fault, never its value */
export function readPosted(body: unknown): AskedOperation {
  if (Array.isArray(body)) throw badRequest("不支持一次提交多个操作的数组，请逐个请求");
  return readAsked(body);
}

/** Reads the address of a GET. @throws BAD_REQUEST, also for numbers of persons: addresses are written to many logs */
export function readAddress(request: Pick<FastifyRequest, "url">): AskedOperation {
  const [, search = ""] = /\?(.*)$/s.exec(request.url) ?? [];
  const members = new URLSearchParams(search);
  // Not the hashes: one in thirty has as many digits in a row by chance.
  for (const name of ["variables", "operationName", "query"]) {
    if (members.getAll(name).some(holdsIdNumber)) throw badRequest("公民身份号码不得出现在地址中，请用 POST");
  }
  const names = [...members.keys()];
  if (new Set(names).size < names.length) throw badRequest("地址中的参数重复");
  const { variables, extensions, ...texts } = Object.fromEntries(members);
  return readAsked({
    ...texts,
    ...(variables === undefined ? {} : { variables: parseMember("variables", variables) }),
    ...(extensions === undefined ? {} : { extensions: parseMember("extensions", extensions) }),
  });
}

function readAsked(value: unknown): AskedOperation {
  const result = askedSchema.safeParse(value);
  if (!result.success) {
    const [member, inner] = result.error.issues[0]?.path ?? [];
    if (inner === "onDenied") throw badRequest("extensions.onDenied，应为 PRUNE 或 REFUSE");
    throw badRequest(typeof member === "string" ? `${member} 的类型有误` : "请求体应为含 query 的对象");
  }
  const { query, id, operationName, variables, extensions } = result.data;
  return {
    query: query ?? null,
    id: id ?? extensions?.persistedQuery?.sha256Hash ?? null,
    operationName: operationName ?? null,
    variables: variables ?? {},
    onDenied: extensions?.onDenied ?? "PRUNE",
  };
}

function holdsIdNumber(text: string): boolean {
  return maskAnyIdNumbers(text) !== text;
}

function parseMember(name: string, text: string): unknown {
  try {
    return JSON.parse(text, refuseProto);
  } catch (cause) {
    throw new GatewayError("BAD_REQUEST", { detail: `${name} 不是有效的 JSON`, cause });
  }
}

/** Bodies are held against the same by Fastify's parser. */
function refuseProto(key: string, value: unknown): unknown {
  if (key === "__proto__" || (key === "constructor" && typeof value === "object"))
    throw new SyntaxError("forbidden key");
  return value;
}

function badRequest(detail: string): GatewayError {
  return new GatewayError("BAD_REQUEST", { detail });
}
