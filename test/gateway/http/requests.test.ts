import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../gateway/errors.js";
import { openDoor, refusedRoot, type Door } from "../../support/door.js";

let door: Door;
let refusal: Record<string, unknown> | null = null;
beforeAll(async () => {
  door = await openDoor({}, () => Promise.resolve(refusal ?? { data: { matters: [] } }));
}, 60_000);
afterAll(async () => {
  await door.close();
});

const query = "{ matters { code } }";

describe("a POST", () => {
  it.each([
    ["an array of operations", [{ query }, { query }], "数组"],
    ["an empty array", [], "数组"],
    ["a text", '"{ matters { code } }"', "应为含 query 的对象"],
    ["null", "null", "应为含 query 的对象"],
    ["a query that is no text", { query: { kind: "Document" } }, "query 的类型有误"],
    ["variables as text", { query, variables: "{}" }, "variables 的类型有误"],
    ["variables as a list", { query, variables: [] }, "variables 的类型有误"],
    ["extensions as text", { query, extensions: "{}" }, "extensions 的类型有误"],
    ["a name that is a number", { query, operationName: 7 }, "operationName 的类型有误"],
    ["no query", { variables: {} }, "缺少 query"],
    [
      "a hash that is none",
      { extensions: { persistedQuery: { version: 1, sha256Hash: "x" } } },
      "extensions",
    ],
    ["a hash of something else", { query, id: "0".repeat(64) }, "不符"],
    ["text that is no JSON", "{", "JSON"],
  ])("of %s is refused, saying what is wrong", async (_what, body, what) => {
    const { status, codes, text } = await door.send({
      body,
      headers: { "content-type": "application/json" },
    });
    expect([status, codes]).toEqual([400, ["BAD_REQUEST"]]);
    expect(text).toContain(what);
  });

  it("never registers what it is sent (automatic persisted queries)", async () => {
    const sha256Hash = "f9e9a3a8ac1a6f7a1cb6a6c2f3df2dc4c4b0e6fbb3ab6a9a2d77d11aa0c1a5fe";
    const { status, codes } = await door.send({
      body: { extensions: { persistedQuery: { version: 1, sha256Hash } } },
    });
    expect([status, codes]).toEqual([403, ["OPERATION_NOT_PERSISTED"]]);
  });

  it.each([
    ["text/plain", 415],
    ["application/x-www-form-urlencoded", 415],
    ["multipart/form-data; boundary=x", 415],
    ["application/xml", 415],
    ["nonsense", 415],
  ])("as %s, which a foreign page could send, is refused", async (type, expected) => {
    const { status, codes } = await door.send({
      body: JSON.stringify({ query }),
      headers: { "content-type": type },
    });
    expect([status, codes]).toEqual([expected, ["BAD_REQUEST"]]);
  });

  it("without a body or a content type is refused", async () => {
    const { status, codes } = await door.send({});
    expect([status, codes]).toEqual([400, ["BAD_REQUEST"]]);
  });

  it("over the limit of bodies is refused", async () => {
    const { status, codes } = await door.send({ body: { query, variables: { x: "x".repeat(100_000) } } });
    expect([status, codes]).toEqual([413, ["REQUEST_TOO_LARGE"]]);
  });
});

describe("another method", () => {
  it.each(["GET", "PUT"] as const)("%s is refused with those that there are", async (method) => {
    const { status, codes, headers } = await door.send({
      method,
      path: "/graphql?query=mutation{startBatch(input:{})}",
    });
    expect([status, codes, headers["allow"]]).toEqual([405, ["METHOD_NOT_ALLOWED"], "POST"]);
  });
});

describe("every answer", () => {
  const asked = [
    { body: { query } },
    { body: "{" },
    { method: "GET" as const },
    { method: "GET" as const, path: "/nothing" },
    { method: "GET" as const, path: "/health" },
    { body: { query }, headers: { authorization: "" } },
  ];

  it.each(asked)("of %j has the security headers and is kept by nobody", async (request) => {
    const { headers } = await door.send(request);
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    for (const name of ["x-powered-by", "server", "strict-transport-security", "set-cookie"])
      expect(headers[name]).toBeUndefined();
  });

  it("tells browsers to stay with TLS where callers come by it", async () => {
    const behindTls = await openDoor({ isBehindTls: true });
    const { headers } = await behindTls.send({ body: { query } });
    expect(headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
    await behindTls.close();
  });
});

describe("a rate limit", () => {
  const limited = (retryAfterSeconds: number) =>
    new GatewayError("RATE_LIMITED", { extensions: { retryAfterSeconds } });

  it("that refuses all that is asked is 429 with the time to wait", async () => {
    const one = refusedRoot(limited(20), "a");
    const two = refusedRoot(limited(31), "b");
    refusal = {
      data: { ...(one["data"] as object), ...(two["data"] as object) },
      errors: [one["errors"], two["errors"]].flat(),
    };
    const { status, headers, text } = await door.send({ body: { query } });
    expect([status, headers["retry-after"]]).toEqual([429, "31"]);
    expect(JSON.parse(text)).toMatchObject({
      errors: [
        { path: ["a"], extensions: { code: "RATE_LIMITED", retryAfterSeconds: 20 } },
        { path: ["b"], extensions: { code: "RATE_LIMITED", retryAfterSeconds: 31 } },
      ],
    });
  });

  it("that refuses a part leaves the rest as it is", async () => {
    const one = refusedRoot(limited(20), "a");
    refusal = { ...one, data: { a: null, b: [] } };
    const { status, headers, text } = await door.send({ body: { query } });
    expect([status, headers["retry-after"]]).toEqual([200, undefined]);
    expect(text).toContain('"retryAfterSeconds":20');
    refusal = {
      ...one,
      errors: [one["errors"], refusedRoot(new GatewayError("FORBIDDEN"), "b")["errors"]].flat(),
    };
    expect((await door.send({ body: { query } })).status).toBe(200);
    refusal = null;
  });
});
