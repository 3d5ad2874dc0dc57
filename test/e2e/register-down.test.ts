import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { request } from "undici";
import { checkQuery } from "../support/check-query.js";
import { testMongoUri } from "../support/mongo.js";
import { createRecorder } from "../support/recording-source.js";
import { openTcpProxy, type TcpProxy } from "../support/tcp-proxy.js";
import { startTestSystem, type TestSystem } from "../support/test-system.js";

const recorder = createRecorder();
let proxy: TcpProxy;
let system: TestSystem;
beforeAll(async () => {
  proxy = await openTcpProxy(Number(new URL(testMongoUri()).port));
  const registerMongoUri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true&serverSelectionTimeoutMS=1000`;
  system = await startTestSystem({ registerMongoUri, wrapSource: recorder.wrapSource });
}, 120_000);
afterAll(async () => {
  await system.close();
  await proxy.close();
});

const input = () => ({
  matter: "PROCUREMENT_BID",
  caseNumber: "CG-2026-7020",
  subjects: system.named("clean").identifiers,
});
const check = () => system.ask("procurement", checkQuery, { input: input() });

describe("when the register is down", () => {
  it("nothing is answered and no department is asked; it recovers by itself", async () => {
    expect((await check()).data.check.decision).toBe("PASS");
    recorder.reset();
    proxy.cut();
    const answer = await check();
    expect(answer.data).toBeUndefined();
    expect(answer.status).toBe(503);
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(["REGISTER_UNAVAILABLE"]);
    expect(answer.text).not.toContain(String(proxy.port));
    expect(recorder.fetches).toEqual([]);
    const health = await request(`${system.url}/health`);
    await health.body.dump();
    expect(health.statusCode).toBe(503);
    proxy.mend();
    for (let tries = 0; tries < 100; tries += 1) {
      const { data } = await check();
      if (data?.check?.decision === "PASS") return;
      await pause(100);
    }
    throw new Error("the register did not recover");
  }, 60_000);

  it("before the outcome is stored, the answer does not leave", async () => {
    recorder.interferences.set("courts", () => {
      proxy.cut();
      return undefined;
    });
    const answer = await check();
    expect(answer.data).toBeUndefined();
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(["REGISTER_UNAVAILABLE"]);
    expect(answer.text).not.toContain("PASS");
    recorder.reset();
    proxy.mend();
  }, 60_000);
});
