import { createPublicKey, createSecretKey, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import jwt from "jsonwebtoken";
import { createConnection, type Connection } from "mongoose";
import { request } from "undici";
import { databaseUrl } from "../../../cli/database-url.js";
import { developmentIssuer } from "../../../gateway/identity/development-token.js";
import { revokeToken } from "../../../gateway/identity/revocations.js";
import { jobIssuer } from "../../../kernel/job-token.js";
import { readPrivateKey, readPublicKey, readSecretKey } from "../../../kernel/key-files.js";
import { keyIdOf } from "../../../kernel/key-ring.js";
import { registerCollection } from "../../../kernel/register-entry.js";
import { eventually } from "../../support/eventually.js";
import { testMongoUri } from "../../support/mongo.js";
import { createRecorder } from "../../support/recording-source.js";
import { ask, startTestSystem, type TestSystem } from "../../support/test-system.js";
import { forgeToken, someClaims } from "../../support/token-builder.js";

const recorder = createRecorder();
let system: TestSystem;
let control: Connection;
beforeAll(async () => {
  system = await startTestSystem({ wrapSource: recorder.wrapSource });
  control = await createConnection(
    databaseUrl(testMongoUri(), `${system.databasePrefix}gateway`),
  ).asPromise();
}, 120_000);
afterAll(async () => {
  await control.close();
  await system.close();
});
beforeEach(() => {
  recorder.reset();
});

const query = "{ matters { code } }";
const strangers = generateKeyPairSync("ec", { namedCurve: "P-256" });
const demo = (parts: object = {}) => someClaims(new Date(), { iss: developmentIssuer, ...parts });
const job = (parts: object = {}) => someClaims(new Date(), { iss: jobIssuer, ...parts });
const demoKey = () => readSecretKey(system.keyDir, "development-token");
const jobPem = () => readPublicKey(system.keyDir, "job").export({ type: "spki", format: "pem" }).toString();
const signDemo = (claims: object): string => jwt.sign(claims, demoKey(), { algorithm: "HS256" });
const signJob = (claims: object, header: object = {}): string =>
  jwt.sign(claims, readPrivateKey(system.keyDir, "job"), {
    algorithm: "ES256",
    header: { alg: "ES256", ...header },
  });
const secondsFromNow = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;
/** What was asked of the sources for callers; the gateway itself asks for lists now and then. */
const asked = () => recorder.fetches.filter(({ request: { passport } }) => passport.authority !== "GATEWAY");

const kids = [
  "../../../../dev/null",
  "/proc/self/environ",
  "x' UNION SELECT 'key' --",
  '{"$ne":null}',
  "__proto__",
  "constructor",
  "k".repeat(5000),
  "",
];

const attacks: readonly [string, () => string, string][] = [
  ["alg none", () => forgeToken({ alg: "none" }, demo(), ""), "IDENTITY_REQUIRED"],
  ["alg none with a signature", () => forgeToken({ alg: "none" }, demo(), "x"), "IDENTITY_REQUIRED"],
  [
    "alg confusion: HS256 signed with the public key of jobs",
    () => jwt.sign(job(), createSecretKey(Buffer.from(jobPem())), { algorithm: "HS256" }),
    "IDENTITY_REQUIRED",
  ],
  [
    "alg confusion: HS256 signed with that key in DER, under its id",
    () =>
      jwt.sign(job(), createSecretKey(createPublicKey(jobPem()).export({ type: "spki", format: "der" })), {
        algorithm: "HS256",
        keyid: keyIdOf(createPublicKey(jobPem())),
      }),
    "IDENTITY_REQUIRED",
  ],
  ["an expired token", () => signDemo(demo({ exp: secondsFromNow(-60) })), "IDENTITY_EXPIRED"],
  [
    "a token older than its issuer may make it",
    () => signDemo(demo({ iat: secondsFromNow(-3700) })),
    "IDENTITY_EXPIRED",
  ],
  ["a token that is not valid yet", () => signDemo(demo({ nbf: secondsFromNow(60) })), "IDENTITY_REQUIRED"],
  ["a wrong audience", () => signDemo(demo({ aud: "another" })), "IDENTITY_REQUIRED"],
  ["a wrong issuer", () => signDemo(demo({ iss: "https://who.example.cn" })), "IDENTITY_REQUIRED"],
  ["the issuer of jobs under the key of demo tokens", () => signDemo(job()), "IDENTITY_REQUIRED"],
  [
    "forged role claims with a wrong key, under the id of the right one",
    () =>
      jwt.sign(job({ roles: ["officer", "auditor"] }), strangers.privateKey, {
        algorithm: "ES256",
        keyid: keyIdOf(createPublicKey(jobPem())),
      }),
    "IDENTITY_REQUIRED",
  ],
  [
    "forged role claims under the signature of a real token",
    () => {
      const [header = "", , signature = ""] = system.tokenFor("clerk").split(".");
      const claims = Buffer.from(JSON.stringify(demo({ roles: ["officer"] }))).toString("base64url");
      return `${header}.${claims}.${signature}`;
    },
    "IDENTITY_REQUIRED",
  ],
  [
    "the attacker's own key in the header",
    () =>
      jwt.sign(job(), strangers.privateKey, {
        algorithm: "ES256",
        header: {
          alg: "ES256",
          jwk: strangers.publicKey.export({ format: "jwk" }),
        } as object as jwt.JwtHeader,
      }),
    "IDENTITY_REQUIRED",
  ],
  ...kids.map((kid): [string, () => string, string] => [
    `kid injection: ${JSON.stringify(kid).slice(0, 30)}`,
    () => signJob(job(), { kid }),
    "IDENTITY_REQUIRED",
  ]),
  ["a NoSQL operator as unit", () => signDemo(demo({ unit: { $ne: null } })), "IDENTITY_REQUIRED"],
  ["a line break in the account", () => signDemo(demo({ sub: "u1\n{}" })), "IDENTITY_REQUIRED"],
  ["an ID number as account", () => signDemo(demo({ sub: "321302199003071230" })), "IDENTITY_REQUIRED"],
  ["a role that does not exist", () => signDemo(demo({ roles: ["root", "__proto__"] })), "FORBIDDEN"],
];

describe("an attack on identity:", () => {
  it.each(attacks)("%s gets no data, and nobody is asked", async (_what, token, code) => {
    const answer = await ask(`${system.url}/graphql`, token(), query);
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect([401, 403]).toContain(answer.status);
    expect(answer.data).toBeUndefined();
    expect(asked()).toEqual([]);
  });

  it("a revoked token is refused, also where it was accepted a moment ago", async () => {
    const token = system.tokenFor("clerk");
    expect((await ask(`${system.url}/graphql`, token, query)).errors).toEqual([]);
    const { jti } = jwt.decode(token) as { jti: string };
    await revokeToken(control, { tokenId: jti, now: new Date() });
    const refused = await eventually(async () => {
      const answer = await ask(`${system.url}/graphql`, token, query);
      expect(answer.errors[0]?.extensions.code).toBe("IDENTITY_REVOKED");
      return answer;
    });
    expect(refused.status).toBe(401);
    expect((await ask(`${system.url}/graphql`, system.tokenFor("clerk"), query)).errors).toEqual([]);
  });
});

describe("a business system", () => {
  const uscc = (): string => system.named("clean").identifiers[0] ?? "";
  const check = "query($input: CheckInput!) { check(input: $input) { receipt decision } }";
  async function askAs(
    token: string,
    header?: string,
  ): Promise<{ status: number; code: string | undefined; receipt: string | undefined }> {
    const input = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-9001", subjects: [uscc()] };
    const response = await request(`${system.url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
        ...(header === undefined ? {} : { "x-fengcha-on-behalf-of": header }),
      },
      body: JSON.stringify({ query: check, variables: { input } }),
    });
    const answer = (await response.body.json()) as {
      data?: { check: { receipt: string } | null };
      errors?: { extensions: { code: string } }[];
    };
    return {
      status: response.statusCode,
      code: answer.errors?.[0]?.extensions.code,
      receipt: answer.data?.check?.receipt,
    };
  }
  const platform = () => signDemo(demo({ unit: "一网通办平台", sub: "platform", roles: ["system"] }));

  it("must name the clerk for whom it asks", async () => {
    expect(await askAs(platform())).toMatchObject({ status: 401, code: "ON_BEHALF_REQUIRED" });
    expect(asked()).toEqual([]);
  });

  it.each(["陈静", "321302199003071230", "c7, c8", "c".repeat(65), "' OR 1=1"])(
    "may not write %s for a clerk's account",
    async (written) => {
      const encoded = Buffer.from(written).toString("latin1");
      expect(await askAs(platform(), encoded)).toMatchObject({ status: 400, code: "BAD_REQUEST" });
      expect(asked()).toEqual([]);
    },
  );

  it("is answered with one, and the register holds the clerk's account", async () => {
    const { code, receipt = "" } = await askAs(platform(), "clerk.07");
    expect(code).toBeUndefined();
    // What is shown of a receipt begins with its number.
    const [day = "", random = ""] = receipt.split("-");
    const number = { receipt: `${day}-${random}`, kind: "INTENT" };
    const entry = await system.register().collection(registerCollection).findOne(number);
    expect(entry).toMatchObject({ person: "platform", onBehalfOf: "clerk.07" });
  });

  it("starts batches that go on in the clerk's name", async () => {
    const start = "mutation($input: BatchInput!) { startBatch(input: $input) { id } }";
    const input = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-9002", subjects: [uscc()] };
    const token = signDemo(
      demo({ unit: "一网通办平台", sub: "platform", roles: ["system"], onBehalfOf: "clerk.08" }),
    );
    const { errors } = await ask(`${system.url}/graphql`, token, start, { input });
    expect(errors).toEqual([]);
    const check = { kind: "OUTCOME", field: "check", caseNumber: "CG-2026-9002" };
    const entry = await eventually(async () => {
      const found = await system.register().collection(registerCollection).findOne(check);
      expect(found).not.toBeNull();
      return found;
    });
    expect(entry).toMatchObject({ unit: "一网通办平台", person: "platform", onBehalfOf: "clerk.08" });
  });

  it.each(["clerk", "officer", "auditor", "subject", "developer"] as const)(
    "is what %s is not: its look stays on its own account",
    async (role) => {
      expect(await askAs(system.tokenFor(role), "somebody.else")).toMatchObject({
        status: 400,
        code: "BAD_REQUEST",
      });
      expect(asked()).toEqual([]);
    },
  );
});
