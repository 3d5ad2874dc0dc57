import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openRaw, sendRaw } from "../../support/raw-http.js";
import { createRecorder } from "../../support/recording-source.js";
import { startTestSystem, type TestSystem } from "../../support/test-system.js";

const recorder = createRecorder();
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({
    wrapSource: recorder.wrapSource,
    http: {
      connectionLimits: {
        headersTimeoutMs: 300,
        requestTimeoutMs: 600,
        idleTimeoutMs: 5000,
        checkIntervalMs: 50,
        maxConnections: 40,
      },
    },
  });
}, 120_000);
afterAll(async () => {
  await system.close();
});

const body = JSON.stringify({ query: "{ matters { code } }" });
const head = (...headers: string[]): string =>
  ["POST /graphql HTTP/1.1", "Host: fengcha", "Content-Type: application/json", ...headers].join("\r\n");
const authorization = () => `Authorization: Bearer ${system.tokenFor("officer")}`;
/** A whole, decent request, after which the connection closes. */
const decent = () =>
  `${head(authorization(), `Content-Length: ${body.length}`, "Connection: close")}\r\n\r\n${body}`;

function expectRefusal(answer: string, status: number): void {
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  const { errors } = JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4)) as {
    errors: { message: string; extensions: { code: string } }[];
  };
  expect(errors[0]?.message).toMatch(/[\u4e00-\u9fff]/);
  expect(errors[0]?.extensions.code).toBeDefined();
  expect(answer).not.toMatch(/node_modules|at \w+ \(|Bearer/);
}

describe("a slow client (slow loris)", () => {
  it("that sends headers one at a time is cut off while others are answered", async () => {
    const slow = await Promise.all(Array.from({ length: 20 }, () => openRaw(system.port)));
    for (const connection of slow) connection.write("POST /graphql HTTP/1.1\r\nHost: fengcha\r\n");
    const drip = setInterval(() => {
      for (const { socket, write } of slow) if (socket.writable) write("X-More: 1\r\n");
    }, 50);
    expect(await sendRaw(system.port, decent())).toMatch(/^HTTP\/1.1 200 /);
    const answers = await Promise.all(slow.map((connection) => connection.untilClosed()));
    clearInterval(drip);
    for (const answer of answers) expectRefusal(answer, 408);
  });

  it("that sends a body byte by byte is cut off, and nobody has been asked", async () => {
    recorder.reset();
    const slow = await openRaw(system.port);
    slow.write(`${head(authorization(), "Content-Length: 100000")}\r\n\r\n{`);
    const drip = setInterval(() => {
      if (slow.socket.writable) slow.write(" ");
    }, 50);
    expectRefusal(await slow.untilClosed(), 408);
    clearInterval(drip);
    expect(recorder.fetches).toEqual([]);
  });

  it("that opens a connection and says nothing is cut off", async () => {
    const startedAt = performance.now();
    await (await openRaw(system.port)).untilClosed();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it("may not hold more connections than there are", async () => {
    const many = await Promise.all(Array.from({ length: 60 }, () => openRaw(system.port)));
    for (const { write } of many) write("POST /graphql HTTP/1.1\r\n");
    const answers = await Promise.all(many.map((connection) => connection.untilClosed()));
    expect(answers.filter((answer) => answer === "").length).toBeGreaterThanOrEqual(20);
    expect(answers.filter((answer) => answer.startsWith("HTTP/1.1 408 ")).length).toBeGreaterThan(0);
    expect(await sendRaw(system.port, decent())).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe("a request whose end two readers could see differently (smuggling)", () => {
  const smuggled = "GET /health HTTP/1.1\r\nHost: fengcha\r\n\r\n";

  it.each([
    ["Content-Length and Transfer-Encoding", ["Content-Length: 4", "Transfer-Encoding: chunked"]],
    ["Transfer-Encoding and Content-Length", ["Transfer-Encoding: chunked", "Content-Length: 4"]],
    ["two Content-Lengths", ["Content-Length: 4", "Content-Length: 60"]],
    ["a Content-Length with a sign", ["Content-Length: +4"]],
    ["a Content-Length of two numbers", ["Content-Length: 4, 60"]],
    ["chunked, but not last", ["Transfer-Encoding: chunked, identity"]],
    ["a misspelt Transfer-Encoding", ["Transfer-Encoding: xchunked"]],
    ["white space before the colon", ["Transfer-Encoding : chunked"]],
    ["a header that goes on in the next line", ["X-A: 1\r\n Content-Length: 4"]],
    ["two Hosts", ["Host: other"]],
  ])("with %s gets one refusal, and what follows is not read", async (_what, headers) => {
    const answer = await sendRaw(system.port, `${head(...headers)}\r\n\r\n0\r\n\r\n${smuggled}`);
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
    expect(answer.match(/HTTP\/1.1 /g)).toHaveLength(1);
    expect(answer).not.toContain("200 OK");
  });
});

describe("injection into headers", () => {
  it.each([
    ["a bare line feed", "X-A: 1\nX-Injected: 1"],
    ["a bare carriage return", "X-A: 1\rX-Injected: 1"],
    ["a zero byte", "X-A: 1\u0000"],
    ["a name of two words", "X A: 1"],
  ])("%s is refused", async (_what, header) => {
    expectRefusal(await sendRaw(system.port, `${head(header, "Content-Length: 0")}\r\n\r\n`), 400);
  });

  it("a line break written as a percent code in the address comes back nowhere", async () => {
    const answer = await sendRaw(
      system.port,
      "GET /nothing%0d%0aX-Injected:%201?a=%0d%0aSet-Cookie:1 HTTP/1.1\r\nHost: fengcha\r\nConnection: close\r\n\r\n",
    );
    expectRefusal(answer, 404);
    expect(answer).not.toMatch(/Injected|Set-Cookie/i);
  });

  it.each(["fengcha@evil", "[::1", "a b", "", "%00", "x".repeat(300)])(
    "a strange Host (%s) breaks nothing",
    async (host) => {
      const answer = await sendRaw(system.port, decent().replace("Host: fengcha", `Host: ${host}`));
      expect(answer).toMatch(/^HTTP\/1.1 (200|400) /);
      expect(answer).not.toContain("INTERNAL");
    },
  );

  it("without a Host there is no answer but a refusal", async () => {
    const answer = await sendRaw(system.port, decent().replace("Host: fengcha\r\n", ""));
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).not.toContain("200 OK");
  });

  it("headers that are too large are refused", async () => {
    const answer = await sendRaw(system.port, `${head(`X-A: ${"x".repeat(20_000)}`)}\r\n\r\n`);
    expectRefusal(answer, 431);
  });

  it("an address that cannot be decoded is refused", async () => {
    const answer = await sendRaw(
      system.port,
      "GET /%zz HTTP/1.1\r\nHost: fengcha\r\nConnection: close\r\n\r\n",
    );
    expectRefusal(answer, 400);
  });
});

describe("a method", () => {
  it.each(["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "LOCK"])(
    "%s is refused with the methods that there are",
    async (method) => {
      const answer = await sendRaw(
        system.port,
        `${method} /graphql HTTP/1.1\r\nHost: fengcha\r\n${authorization()}\r\nConnection: close\r\n\r\n`,
      );
      expectRefusal(answer, 405);
      expect(answer).toMatch(/\r\nallow: POST\r\n/i);
      expect(answer).toContain("METHOD_NOT_ALLOWED");
    },
  );

  it("HEAD is refused too, and one that nobody knows", async () => {
    const headOnly = "HEAD /graphql HTTP/1.1\r\nHost: fengcha\r\nConnection: close\r\n\r\n";
    expect(await sendRaw(system.port, headOnly)).toMatch(/^HTTP\/1.1 405 /);
    expectRefusal(await sendRaw(system.port, "BREW /graphql HTTP/1.1\r\nHost: fengcha\r\n\r\n"), 400);
  });
});
