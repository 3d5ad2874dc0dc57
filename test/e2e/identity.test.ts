import { createSecretKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import jwt from "jsonwebtoken";
import { developmentIssuer } from "../../gateway/identity/development-token.js";
import { readSecretKey } from "../../kernel/key-files.js";
import { createRecorder } from "../support/recording-source.js";
import { ask, startTestSystem, type TestSystem } from "../support/test-system.js";

const recorder = createRecorder();
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ wrapSource: recorder.wrapSource });
}, 120_000);
afterAll(async () => {
  await system.close();
});

const query = "{ matters { code } }";
const claims = { unit: "某单位", sub: "u1", roles: ["clerk"], iss: developmentIssuer, aud: "fengcha" };
const developmentKey = () => readSecretKey(system.keyDir, "development-token");

describe("a request", () => {
  const wrongTokens: readonly [string, () => string | null, string][] = [
    ["without a token", () => null, "IDENTITY_REQUIRED"],
    ["with something that is no token", () => "not-a-token", "IDENTITY_REQUIRED"],
    ["with alg none", () => jwt.sign(claims, "", { algorithm: "none", expiresIn: 60 }), "IDENTITY_REQUIRED"],
    [
      "signed with another key",
      () => jwt.sign(claims, createSecretKey(randomBytes(32)), { expiresIn: 60 }),
      "IDENTITY_REQUIRED",
    ],
    [
      "with another algorithm of the same key",
      () => jwt.sign(claims, developmentKey(), { algorithm: "HS512", expiresIn: 60 }),
      "IDENTITY_REQUIRED",
    ],
    [
      "of an issuer that nobody trusts",
      () => jwt.sign({ ...claims, iss: "who" }, developmentKey(), { expiresIn: 60 }),
      "IDENTITY_REQUIRED",
    ],
    [
      "for another audience",
      () => jwt.sign({ ...claims, aud: "other" }, developmentKey(), { expiresIn: 60 }),
      "IDENTITY_REQUIRED",
    ],
    ["that has expired", () => jwt.sign(claims, developmentKey(), { expiresIn: -60 }), "IDENTITY_EXPIRED"],
    [
      "without a unit",
      () => jwt.sign({ ...claims, unit: "" }, developmentKey(), { expiresIn: 60 }),
      "IDENTITY_REQUIRED",
    ],
    [
      "of the job issuer, signed by somebody else",
      () => {
        const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
        return jwt.sign({ ...claims, iss: "fengcha-credit-office" }, privateKey, {
          algorithm: "ES256",
          expiresIn: 60,
        });
      },
      "IDENTITY_REQUIRED",
    ],
  ];

  it.each(wrongTokens)("%s gets no data and nobody is asked", async (_what, token, code) => {
    recorder.reset();
    const answer = await ask(`${system.url}/graphql`, token(), query);
    expect(answer.status).toBe(401);
    expect(answer.data).toBeUndefined();
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(answer.text).not.toContain(developmentIssuer);
    expect(recorder.fetches).toEqual([]);
  });

  it("without a token may not even read the schema", async () => {
    expect((await system.ask(null, "{ __schema { queryType { name } } }")).status).toBe(401);
    expect(
      (await system.ask("clerk", "{ __schema { queryType { name } } }")).data.__schema.queryType.name,
    ).toBe("Query");
  });

  it("with a role that does not exist is refused as a whole", async () => {
    const token = jwt.sign({ ...claims, roles: ["root"] }, developmentKey(), { expiresIn: 60 });
    const answer = await ask(`${system.url}/graphql`, token, query);
    expect(answer.errors[0]?.extensions.code).toBe("FORBIDDEN");
    expect(answer.status).toBe(403);
  });
});

describe("a role", () => {
  const [purpose, identifier] = [
    '{matter: "PROCUREMENT_BID", caseNumber: "CG-2026-1"}',
    "91350100M000100Y43",
  ];
  const forbidden = [
    ["clerk", `{ accessLog(identifier: "${identifier}") { entries { unit } } }`],
    ["steward", `{ accessLog(identifier: "${identifier}") { entries { unit } } }`],
    ["auditor", `{ subject(identifier: "${identifier}", purpose: ${purpose}) { name } }`],
    ["system", `{ subject(identifier: "${identifier}", purpose: ${purpose}) { name } }`],
    ["subject", `{ suggestSubjects(name: "宿迁", purpose: ${purpose}) { name } }`],
    [
      "procurement",
      `{ subject(identifier: "${identifier}", purpose: {matter: "RECRUITMENT", caseNumber: "LY-2026-1"}) { name } }`,
    ],
  ] as const;

  it.each(forbidden)("%s is refused what its role does not name: %s", async (role, forbiddenQuery) => {
    recorder.reset();
    const { data, errors } = await system.ask(role, forbiddenQuery);
    expect(Object.values(data as object)).toEqual([null]);
    expect(errors[0]?.extensions.code).toBe("FORBIDDEN");
    expect(recorder.fetches).toEqual([]);
  });

  it("subject sees its own file and who looked, and nobody else's", async () => {
    const [own = ""] = system.named("clean").identifiers;
    const [other = ""] = system.named("a-grade").identifiers;
    const token = system.tokenFor("subject", own);
    const logOf = (id: string) => `{ accessLog(identifier: "${id}") { entries { unit refused } } }`;
    expect((await ask(`${system.url}/graphql`, token, logOf(own))).data.accessLog.entries).toBeDefined();
    const refused = await ask(`${system.url}/graphql`, token, logOf(other));
    expect(refused.data.accessLog).toBeNull();
    expect(refused.errors[0]?.extensions.code).toBe("FORBIDDEN");
  });

  it("without a department's scope gets the verdict and not the file", async () => {
    const [own = ""] = system.named("dishonest-debtor").identifiers;
    const mixed = `query($input: CheckInput!) { check(input: $input) { decision results { subject { id tax { rating { grade } } } } } }`;
    const { data, errors } = await system.ask("system", mixed, {
      input: { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-1", subjects: [own] },
    });
    expect(data.check.decision).toBe("HOLD");
    expect(data.check.results[0].subject.tax).toBeNull();
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["UNAUTHORIZED_FIELD_OR_TYPE"]);
  });
});
