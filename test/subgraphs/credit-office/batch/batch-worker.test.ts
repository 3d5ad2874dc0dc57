import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createConnection, type Connection } from "mongoose";
import { databaseUrl } from "../../../../cli/database-url.js";
import { createLog } from "../../../../kernel/log.js";
import { openBatchStore, type BatchStore } from "../../../../subgraphs/credit-office/batch/batch-store.js";
import { openBatchWorker } from "../../../../subgraphs/credit-office/batch/batch-worker.js";
import { freshDatabaseName, testMongoUri } from "../../../support/mongo.js";

let connection: Connection;
let batches: BatchStore;
beforeAll(async () => {
  connection = await createConnection(databaseUrl(testMongoUri(), freshDatabaseName("worker"))).asPromise();
  batches = openBatchStore(connection, randomBytes(32));
  await batches.prepare();
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

/** A gateway that refuses the first so many requests for their rate. */
async function openLimitedGateway(
  refusals: number,
): Promise<{ url: string; server: Server; asked: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume();
    if (asked <= refusals) {
      response.writeHead(429, { "retry-after": "0" }).end('{"data":{"check":null},"errors":[]}');
      return;
    }
    const check = { receipt: "FC20261121-1", results: [{ decision: "PASS" }] };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data: { check } }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/graphql`, server, asked: () => asked };
}

describe("the batch worker", () => {
  it("waits out a rate limit, as often as it takes, and no attempt is lost by it", async () => {
    const gateway = await openLimitedGateway(5);
    const batch = {
      id: "b1",
      starter: { unit: "某单位", person: "u1", roles: ["officer"], scopes: [] },
      matter: "LICENCE",
      caseNumber: "XK-2026-1",
      subjects: ["91350100M000100Y43"],
      idempotencyKey: null,
    };
    await batches.start(batch, new Date());
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const worker = openBatchWorker({
      batches,
      gatewayUrl: gateway.url,
      jobKey: () => privateKey,
      clock: () => new Date(),
      log: createLog({ level: "silent" }),
      idleMs: 5,
    });
    while ((await batches.progress("b1"))?.state !== "DONE") await pause(10);
    await worker.close();
    gateway.server.close();
    expect(gateway.asked()).toBe(6);
    expect([...(await batches.receiptsOf("b1")).values()]).toEqual(["FC20261121-1"]);
  });
});
