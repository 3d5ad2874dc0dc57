import { generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import { GraphQLError } from "graphql";
import jwt from "jsonwebtoken";
import { pino } from "pino";
import { createKeyRing } from "../../../kernel/key-ring.js";
import { passportHeader, signPassport, type Passport } from "../../../kernel/passport.js";
import type { SubgraphExecutor, SubgraphRequest } from "../../../subgraphs/kit/execute.js";
import { openSubgraphServer, type SubgraphServerParts } from "../../../subgraphs/kit/server.js";
import { subgraphError } from "../../../subgraphs/kit/subgraph-error.js";

const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const strangersKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const now = new Date("2026-11-21T01:00:00Z");
const passport: Passport = { authority: "CHECK" };
const body = JSON.stringify({ query: "{ field }", variables: { a: 1 }, operationName: "Fetch" });
const idNumber = "321302199003071230";

let server: FastifyInstance | undefined;
let logged = "";

afterEach(async () => {
  await server?.close();
  server = undefined;
  logged = "";
});

async function open(parts: Partial<SubgraphServerParts> = {}): Promise<string> {
  server = await openSubgraphServer({
    name: "tax",
    execute: () => Promise.resolve({ data: { field: "value" } }),
    passportKeys: createKeyRing([keys.publicKey]),
    clock: () => now,
    host: "127.0.0.1",
    port: 0,
    logger: pino({ level: "info" }, { write: (line: string) => void (logged += line) }),
    ...parts,
  });
  const [address] = server.addresses();
  return `http://127.0.0.1:${typeof address === "object" ? address.port : 0}`;
}

interface Sent {
  readonly status: number;
  readonly text: string;
  readonly code: unknown;
}

async function post(
  url: string,
  parts: { body?: string; token?: string; contentType?: string } = {},
): Promise<Sent> {
  const sentBody = parts.body ?? body;
  const token = parts.token ?? sign(sentBody);
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": parts.contentType ?? "application/json",
      ...(token && { [passportHeader]: token }),
    },
    body: sentBody,
  });
  const text = await response.text();
  const answer = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  return { status: response.status, text, code: answer.errors?.[0]?.extensions.code };
}

function sign(signedBody: string, key: KeyObject = keys.privateKey): string {
  return signPassport(passport, { audience: "tax", body: signedBody, now }, key);
}

describe("POST /graphql", () => {
  it("executes what a passport vouches for", async () => {
    const seen: [SubgraphRequest, Passport][] = [];
    const execute: SubgraphExecutor = (request, given) => {
      seen.push([request, given]);
      return Promise.resolve({ data: { field: "value" } });
    };
    const answer = await post(await open({ execute }));
    expect(answer).toMatchObject({ status: 200, text: '{"data":{"field":"value"}}' });
    expect(seen).toEqual([[{ query: "{ field }", variables: { a: 1 }, operationName: "Fetch" }, passport]]);
  });

  describe("refuses a call", () => {
    const claims = (): Record<string, unknown> => jwt.decode(sign(body)) as Record<string, unknown>;
    const publicPem = keys.publicKey.export({ type: "spki", format: "pem" }).toString();
    /** jsonwebtoken itself refuses to sign so: the token is put together by hand. */
    const forged = (header: object, signature: string): string => {
      const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString("base64url");
      return `${encode(header)}.${encode(claims())}.${signature}`;
    };
    const signedWithPublicKey = (): string => {
      const text = forged({ alg: "HS256", typ: "JWT" }, "");
      const key = Buffer.from(publicPem);
      return jwt.sign(
        JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString()) as object,
        key,
        {
          algorithm: "HS256",
          allowInsecureKeySizes: true,
        },
      );
    };
    const at = (when: Date): string =>
      signPassport(passport, { audience: "tax", body, now: when }, keys.privateKey);
    const secondsFromNow = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

    it.each([
      [
        "for another subgraph",
        () => signPassport(passport, { audience: "courts", body, now }, keys.privateKey),
      ],
      ["for another body", () => sign(body.replace('"a":1', '"a":2'))],
      ["for the same words with one more blank", () => sign(`${body} `)],
      ["that has expired", () => at(secondsFromNow(-33))],
      ["of a stranger", () => sign(body, strangersKeys.privateKey)],
      ["signed by nobody (alg none)", () => forged({ alg: "none", typ: "JWT" }, "")],
      ["signed by nobody, with a signature", () => forged({ alg: "none", typ: "JWT" }, "x")],
      ["signed with the public key (HS256)", () => signedWithPublicKey()],
      [
        "that claims HS256 over an ES256 signature",
        () => forged({ alg: "HS256" }, sign(body).split(".")[2] ?? ""),
      ],
      [
        "of another issuer",
        () => jwt.sign({ ...claims(), iss: "somebody" }, keys.privateKey, { algorithm: "ES256" }),
      ],
      [
        "without a digest",
        () => jwt.sign({ ...claims(), body: undefined }, keys.privateKey, { algorithm: "ES256" }),
      ],
      [
        "that vouches for an authority that does not exist",
        () =>
          jwt.sign({ ...claims(), passport: { authority: "ALL" } }, keys.privateKey, { algorithm: "ES256" }),
      ],
      ["that lives longer than half a minute", () => longLived()],
      ["that is no token", () => "Bearer x"],
    ])("with a passport %s", async (_, tokenOf) => {
      let executed = 0;
      const execute: SubgraphExecutor = () => Promise.resolve({ data: { field: String(++executed) } });
      const answer = await post(await open({ execute }), { token: tokenOf() });
      expect(answer).toMatchObject({ status: 401, code: "PASSPORT_INVALID" });
      expect(executed).toBe(0);
      expect(logged).toContain("passport.refused");
      expect(logged).not.toContain(tokenOf());
    });

    function longLived(): string {
      const old = Math.floor(now.getTime() / 1000) - 3600;
      return jwt.sign({ ...claims(), iat: old, exp: old + 7200 }, keys.privateKey, { algorithm: "ES256" });
    }

    it("without a passport, before reading what it sends", async () => {
      const url = await open();
      expect(await post(url, { token: "" })).toMatchObject({ status: 401, code: "PASSPORT_REQUIRED" });
      const malformed = await post(url, { token: "", body: "{" });
      expect(malformed).toMatchObject({ status: 401, code: "PASSPORT_REQUIRED" });
    });

    it("that replays a passport with another body", async () => {
      const url = await open();
      const token = sign(body);
      expect((await post(url, { token })).status).toBe(200);
      const replayed = await post(url, { token, body: JSON.stringify({ query: "{ other }" }) });
      expect(replayed).toMatchObject({ status: 401, code: "PASSPORT_INVALID" });
    });

    it("with two passports", async () => {
      const answer = await post(await open(), { token: `${sign(body)}, ${sign(body)}` });
      expect(answer).toMatchObject({ status: 401, code: "PASSPORT_INVALID" });
    });
  });

  it.each([
    ["malformed JSON", "{"],
    ["nothing", ""],
    ["no object", "[]"],
    ["no query", '{"variables":{}}'],
    ["a query that is no text", '{"query":1}'],
    ["variables that are no object", '{"query":"{ field }","variables":[]}'],
  ])("answers %s with BAD_REQUEST", async (_, sentBody) => {
    const answer = await post(await open(), { body: sentBody, token: sign(sentBody) });
    expect(answer).toMatchObject({ status: 400, code: "BAD_REQUEST" });
  });

  it("reads JSON whatever the content type says: the passport vouches for the bytes", async () => {
    for (const contentType of ["text/plain", "application/graphql-response+json"]) {
      const answer = await post(await open(), { contentType });
      expect(answer.status).toBe(200);
      await server?.close();
    }
  });

  it("takes a body of many megabytes and refuses one of more than 64", async () => {
    const url = await open();
    const large = JSON.stringify({ query: "{ field }", variables: { text: "长".repeat(4 * 1024 * 1024) } });
    expect((await post(url, { body: large })).status).toBe(200);
    const tooLarge = "x".repeat(64 * 1024 * 1024 + 1);
    expect(await post(url, { body: tooLarge, token: "any" })).toMatchObject({
      status: 413,
      code: "BAD_REQUEST",
    });
  });

  it("answers what could not be executed with BAD_REQUEST and does not say what it quoted", async () => {
    const execute: SubgraphExecutor = () =>
      Promise.resolve({ errors: [new GraphQLError(`Variable "$id" got invalid value "${idNumber}"`)] });
    const answer = await post(await open({ execute }));
    expect(answer).toMatchObject({ status: 400, code: "BAD_REQUEST" });
    expect(answer.text + logged).not.toContain(idNumber);
  });

  it("lets refusals with a code of ours out beside the data", async () => {
    const refusal = new GraphQLError(subgraphError("VIEW_INVALID").message, {
      path: ["_entities", 1, "tax"],
      extensions: { code: "VIEW_INVALID" },
    });
    const execute: SubgraphExecutor = () =>
      Promise.resolve({ data: { _entities: [{}, null] }, errors: [refusal] });
    const answer = await post(await open({ execute }));
    expect(answer).toMatchObject({ status: 200, code: "VIEW_INVALID" });
    expect(JSON.parse(answer.text)).toMatchObject({ errors: [{ path: ["_entities", 1, "tax"] }] });
    expect(logged).toBe("");
  });

  it("answers INTERNAL for a failure, logs its kind once and never its words", async () => {
    const failure = (index: number) =>
      new GraphQLError("wrapped", {
        path: ["_entities", index, "taxFacts"],
        originalError: new TypeError(`E11000 dup key: ${idNumber} 王小明`),
      });
    const execute: SubgraphExecutor = () =>
      Promise.resolve({ data: { _entities: [null, null] }, errors: [failure(0), failure(1)] });
    const answer = await post(await open({ execute }));
    expect(answer).toMatchObject({ status: 200, code: "INTERNAL" });
    const lines = logged.trim().split("\n");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      msg: "resolver.failed",
      source: "tax",
      field: "_entities.taxFacts",
      errorName: "TypeError",
      entities: 2,
    });
    for (const secret of [idNumber, "王小明", "E11000"]) expect(answer.text + logged).not.toContain(secret);
  });

  it("answers INTERNAL when execution itself breaks down, without a stack", async () => {
    const answer = await post(
      await open({ execute: () => Promise.reject(new Error(`at ${idNumber} secret`)) }),
    );
    expect(answer).toMatchObject({ status: 500, code: "INTERNAL" });
    expect(answer.text).not.toMatch(/secret|\.ts|node_modules/);
    expect(logged).toContain("request.failed");
    expect(logged).not.toContain(idNumber);
  });
});

describe("GET /health", () => {
  const health = async (url: string) => {
    const response = await fetch(`${url}/health`);
    return { status: response.status, body: await response.json() };
  };

  it("says ok and which subgraph answers", async () => {
    expect(await health(await open())).toEqual({ status: 200, body: { status: "ok", name: "tax" } });
    await server?.close();
    const ready = await open({ ready: () => Promise.resolve(true) });
    expect(await health(ready)).toEqual({ status: 200, body: { status: "ok", name: "tax" } });
  });

  it.each([
    ["is not ready", () => Promise.resolve(false)],
    ["refuses", () => Promise.reject(new Error(`mongodb://user:${randomUUID()}@db`))],
    ["does not answer in time", () => new Promise<boolean>(() => undefined)],
  ])("says 503 when the database %s", async (_, ready) => {
    expect(await health(await open({ ready }))).toEqual({
      status: 503,
      body: { status: "unavailable", name: "tax" },
    });
  });
});

describe("any other path", () => {
  it("is answered with a code and nothing else", async () => {
    const url = await open();
    for (const [method, path] of [
      ["GET", "/graphql"],
      ["GET", "/"],
      ["POST", "/health"],
    ] as const) {
      const response = await fetch(url + path, { method });
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({
        errors: [{ message: "请求格式有误", extensions: { code: "BAD_REQUEST" } }],
      });
    }
  });
});
