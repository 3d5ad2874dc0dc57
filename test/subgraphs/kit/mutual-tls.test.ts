import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { createHttpSource, type TlsIdentity } from "../../../gateway/execution/sources/http-source.js";
import { createKeyRing } from "../../../kernel/key-ring.js";
import { openSubgraphServer } from "../../../subgraphs/kit/server.js";
import { createCertificateAuthority } from "../../support/certificates.js";

const passportKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const authority = createCertificateAuthority("fengcha");
const strangers = createCertificateAuthority("strangers");
const clock = (): Date => new Date();

let server: FastifyInstance;
let port = 0;
beforeAll(async () => {
  const { cert, key } = authority.issue("tax");
  server = await openSubgraphServer({
    name: "tax",
    execute: () => Promise.resolve({ data: { field: "value" } }),
    passportKeys: createKeyRing([passportKeys.publicKey]),
    tls: { cert, key, clientCa: authority.cert },
    clock,
    host: "127.0.0.1",
    port: 0,
    logger: pino({ level: "silent" }),
  });
  const [address] = server.addresses();
  port = typeof address === "object" ? address.port : 0;
});
afterAll(async () => {
  await server.close();
});

async function ask(tls: TlsIdentity | undefined, protocol = "https"): Promise<unknown> {
  const source = createHttpSource({
    name: "tax",
    url: `${protocol}://127.0.0.1:${port}/graphql`,
    passportKey: () => passportKeys.privateKey,
    tls,
    connections: 1,
    clock,
  });
  try {
    const request = { query: "{ field }", variables: {}, operationName: undefined };
    const passport = { authority: "CHECK" } as const;
    return await source.fetch({ ...request, passport }, AbortSignal.timeout(5000));
  } finally {
    await source.close();
  }
}

describe("mutual TLS between gateway and subgraph", () => {
  it("lets a gateway in whose certificate the authority has signed", async () => {
    expect(await ask({ ca: authority.cert, ...authority.issue("gateway") })).toEqual({
      data: { field: "value" },
    });
  });

  it.each([
    ["shows no certificate", { ca: authority.cert }],
    ["shows a stranger's certificate", { ca: authority.cert, ...strangers.issue("gateway") }],
    ["trusts another authority than the subgraph's", { ca: strangers.cert, ...authority.issue("gateway") }],
    ["knows no authority", undefined],
  ])("keeps out a gateway that %s", async (_what, tls) => {
    await expect(ask(tls)).rejects.toMatchObject({ reason: "DOWN" });
  });

  it("keeps out whoever comes without TLS", async () => {
    await expect(ask(undefined, "http")).rejects.toMatchObject({ reason: "DOWN" });
  });
});
