import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createConnection, type Connection } from "mongoose";
import { createLog } from "../../../kernel/log.js";
import { openRevocations, revokeToken, type Revocations } from "../../../gateway/identity/revocations.js";
import { eventually } from "../../support/eventually.js";
import { freshDatabaseName, testMongoUri } from "../../support/mongo.js";
import { openTcpProxy, type TcpProxy } from "../../support/tcp-proxy.js";

const start = new Date("2026-11-21T01:00:00Z");
let proxy: TcpProxy;
let operator: Connection;
let gateway: Connection;
let revocations: Revocations;
/** Added to the stopwatch, so that no test waits until a list is stale. */
let skippedMs = 0;
let now = start;

beforeEach(async () => {
  [skippedMs, now] = [0, start];
  const { port } = new URL(testMongoUri());
  proxy = await openTcpProxy(Number(port));
  const dbName = freshDatabaseName("revocations");
  operator = await createConnection(testMongoUri(), { dbName }).asPromise();
  const uri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true&serverSelectionTimeoutMS=500`;
  gateway = await createConnection(uri, { dbName }).asPromise();
  revocations = await openRevocations({
    connection: gateway,
    clock: () => now,
    log: createLog({ level: "silent" }),
    stopwatch: () => performance.now() + skippedMs,
  });
});
afterEach(async () => {
  await revocations.close();
  await gateway.close();
  await operator.dropDatabase();
  await operator.close();
  await proxy.close();
});

const codeOf = (tokenId: string | null): string => {
  try {
    revocations.refuseRevoked(tokenId);
    return "accepted";
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const refused = (tokenId: string, code: string) =>
  eventually(async () => {
    await Promise.resolve();
    expect(codeOf(tokenId)).toBe(code);
  });

describe("a revoked token", () => {
  it("is refused within a moment, and no other is", async () => {
    expect(codeOf("t-1")).toBe("accepted");
    await revokeToken(operator, { tokenId: "t-1", now });
    await refused("t-1", "IDENTITY_REVOKED");
    expect(codeOf("t-2")).toBe("accepted");
    expect(codeOf(null)).toBe("accepted");
  });

  it("stays on the list until it would have ended, and a second revocation never shortens that", async () => {
    const inAnHour = new Date(start.getTime() + 3_600_000);
    await revokeToken(operator, { tokenId: "t-1", now, until: inAnHour });
    await revokeToken(operator, { tokenId: "t-1", now, until: start });
    await refused("t-1", "IDENTITY_REVOKED");
    now = inAnHour;
    await refused("t-1", "accepted");
  });

  it("is known from the start to a gateway that starts later", async () => {
    await revokeToken(operator, { tokenId: "t-1", now });
    const later = await openRevocations({
      connection: gateway,
      clock: () => now,
      log: createLog({ level: "silent" }),
    });
    expect(() => {
      later.refuseRevoked("t-1");
    }).toThrow(expect.objectContaining({ code: "IDENTITY_REVOKED" }));
    await later.close();
  });
});

describe("a list that cannot be read", () => {
  it("counts for ten seconds more, then every token is refused; it recovers by itself", async () => {
    proxy.cut();
    expect(codeOf("t-1")).toBe("accepted");
    skippedMs += 11_000;
    expect(codeOf("t-1")).toBe("IDENTITY_UNAVAILABLE");
    expect(codeOf(null)).toBe("IDENTITY_UNAVAILABLE");
    proxy.mend();
    await refused("t-1", "accepted");
  });
});
