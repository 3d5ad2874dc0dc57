import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createLog } from "../../../../kernel/log.js";
import { createJwksFetch } from "../../../../gateway/identity/keys/fetch-jwks.js";
import { openJwksKeys } from "../../../../gateway/identity/keys/jwks-keys.js";
import { openJwksServer, type JwksServer } from "../../../support/jwks-server.js";
import { createTokenKeys } from "../../../support/token-builder.js";

const [first, second, rsa] = [createTokenKeys("ES256"), createTokenKeys("ES256"), createTokenKeys("RS256")];
const start = new Date("2026-11-21T01:00:00Z").getTime();
const minutes = 60_000;

let server: JwksServer;
let now: number;
let logged: string;
beforeEach(async () => {
  server = await openJwksServer({ k1: first.publicKey, r1: rsa.publicKey });
  [now, logged] = [start, ""];
});
afterEach(async () => {
  await server.close();
});

const open = (timeoutMs = 2000) =>
  openJwksKeys({
    fetchKeys: createJwksFetch({ uri: server.uri, timeoutMs }),
    keepKeysHours: 2,
    clock: () => new Date(now),
    log: createLog({ level: "info", write: (line) => (logged += line) }),
  });
const unavailable = { code: "IDENTITY_UNAVAILABLE" };

describe("keys of a JWKS server", () => {
  it("are fetched once and found by key id, each as the same object", async () => {
    const keys = open();
    const [found] = await keys.find("k1", "ES256");
    expect(found?.equals(first.publicKey)).toBe(true);
    expect(await keys.find("k1", "ES256")).toEqual([found]);
    expect((await keys.find("r1", "RS256"))[0]?.equals(rsa.publicKey)).toBe(true);
    expect(server.asked()).toBe(1);
  });

  it("are used with the algorithm of their kind alone", async () => {
    const keys = open();
    expect(await keys.find("k1", "RS256")).toEqual([]);
    expect(await keys.find("r1", "ES256")).toEqual([]);
    expect(await keys.find("r1", "HS256")).toEqual([]);
  });

  it("are found without a key id where there is but one of the algorithm", async () => {
    const keys = open();
    expect(await keys.find(undefined, "ES256")).toHaveLength(1);
    server.publish({ k1: first.publicKey, k2: second.publicKey });
    now += 10 * minutes;
    await keys.find("k2", "ES256");
    expect(await keys.find(undefined, "ES256")).toEqual([]);
  });

  it("rotate without a restart: an unknown key id is asked for at once, but seldom", async () => {
    const keys = open();
    const [before] = await keys.find("k1", "ES256");
    server.publish({ k1: first.publicKey, k2: second.publicKey });
    now += 10_000;
    expect((await keys.find("k2", "ES256"))[0]?.equals(second.publicKey)).toBe(true);
    expect((await keys.find("k1", "ES256"))[0]).toBe(before);
    for (const injected of ["../../etc/passwd", "k1'--", "__proto__", "constructor", "x".repeat(200)]) {
      expect(await keys.find(injected, "ES256")).toEqual([]);
    }
    expect(server.asked()).toBe(2);
    now += 10_000;
    await Promise.all(["a", "b", "c"].map((keyId) => keys.find(keyId, "ES256")));
    expect(server.asked()).toBe(3);
  });

  it("are forgotten once they are withdrawn", async () => {
    const keys = open();
    await keys.find("k1", "ES256");
    server.publish({ k2: second.publicKey });
    now += 20 * minutes;
    expect(await keys.find("k1", "ES256")).toEqual([]);
    server.publish({});
    now += 20 * minutes;
    expect(await keys.find("k2", "ES256")).toEqual([]);
  });

  it("outlive an outage for as long as is configured, then nobody is let in until it is over", async () => {
    const keys = open();
    await keys.find("k1", "ES256");
    server.answerBy((_request, response) => response.writeHead(503).end());
    now += 119 * minutes;
    expect(await keys.find("k1", "ES256")).toHaveLength(1);
    expect(logged).toContain("jwks.unavailable");
    now += 2 * minutes;
    await expect(keys.find("k1", "ES256")).rejects.toMatchObject(unavailable);
    server.publish({ k1: first.publicKey });
    now += 10_000;
    expect(await keys.find("k1", "ES256")).toHaveLength(1);
  });

  it("cannot be had from a server that was never reached; it is not asked for every token", async () => {
    server.answerBy((_request, response) => response.writeHead(503).end());
    const keys = open();
    for (let times = 0; times < 5; times += 1) {
      await expect(keys.find("k1", "ES256")).rejects.toMatchObject(unavailable);
    }
    expect(server.asked()).toBe(1);
  });

  it.each([
    ["hangs", () => undefined],
    ["answers slowly without end", (_q: unknown, response: NodeJS.WritableStream) => void drip(response)],
    [
      "answers too much",
      (_q: unknown, response: NodeJS.WritableStream) =>
        response.end(`{"keys":[],"x":"${"x".repeat(300_000)}"}`),
    ],
    ["answers no JSON", (_q: unknown, response: NodeJS.WritableStream) => response.end("<html>")],
    ["answers another shape", (_q: unknown, response: NodeJS.WritableStream) => response.end('{"keys":{}}')],
    [
      "sends elsewhere",
      (_q: unknown, response: { writeHead(status: number, headers: object): NodeJS.WritableStream }) =>
        response.writeHead(302, { location: server.uri }).end(),
    ],
  ] as const)("are not taken from a server that %s", async (_what, listener) => {
    server.answerBy(listener as Parameters<JwksServer["answerBy"]>[0]);
    await expect(open(300).find("k1", "ES256")).rejects.toMatchObject(unavailable);
  });

  async function drip(response: NodeJS.WritableStream): Promise<void> {
    const closed = once(response, "close");
    const timer = setInterval(() => response.write(" "), 50);
    await closed;
    clearInterval(timer);
  }

  it("leave out keys for encryption, of weak or foreign kinds, or that say another algorithm", async () => {
    const weak = (await import("node:crypto")).generateKeyPairSync("rsa", { modulusLength: 1024 });
    const jwk = first.publicKey.export({ format: "jwk" });
    const sets = [
      { ...jwk, kid: "enc", use: "enc" },
      { ...jwk, kid: "other", alg: "ES384" },
      { ...weak.publicKey.export({ format: "jwk" }), kid: "weak" },
      { kty: "oct", k: "c2VjcmV0", kid: "secret", alg: "HS256" },
      { ...first.privateKey.export({ format: "jwk" }), kid: "private" },
      { ...jwk, kid: "good", alg: "ES256" },
    ];
    server.answerBy((_request, response) => response.end(JSON.stringify({ keys: sets })));
    const keys = open();
    expect(await keys.find("good", "ES256")).toHaveLength(1);
    for (const keyId of ["enc", "other", "private"]) expect(await keys.find(keyId, "ES256")).toEqual([]);
    expect(await keys.find("weak", "RS256")).toEqual([]);
    expect(await keys.find("secret", "HS256")).toEqual([]);
  });
});
