import { createSecretKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import jwt from "jsonwebtoken";
import { createConnection } from "mongoose";
import { request } from "undici";
import { databaseUrl } from "../../../cli/database-url.js";
import { databaseOf, loadSample } from "../../../cli/load-sample.js";
import { namedCases } from "../../../cli/sample/named-cases.js";
import { mintDemoToken } from "../../../gateway/identity/development-token.js";
import { signJobToken } from "../../../kernel/job-token.js";
import {
  createKeyFiles,
  readPrivateKey,
  readPublicKey,
  readSecret,
  readSecretKey,
} from "../../../kernel/key-files.js";
import { keyIdOf } from "../../../kernel/key-ring.js";
import { passportHeader, signPassport, type Passport } from "../../../kernel/passport.js";
import { mintView, type View } from "../../../kernel/view.js";
import { departments, factsFieldOf, sources, type SourceName } from "../../../schema/departments.js";
import { startSubgraph, type RunningSubgraph } from "../../../subgraphs/start.js";
import { freshDatabaseName, testMongoUri } from "../../support/mongo.js";
import { forgeToken } from "../../support/token-builder.js";

const keyDir = mkdtempSync(join(tmpdir(), "fengcha-keys-"));
const databasePrefix = `${freshDatabaseName("p")}_`;
const urlOf = (name: string): string => databaseUrl(testMongoUri(), databasePrefix + name);
const subgraphs = new Map<SourceName, RunningSubgraph>();
const names = sources.map(({ name }) => name);
let debtorId = "";

/** The six subgraphs as they are deployed: over HTTP, each with its own configuration. */
beforeAll(async () => {
  createKeyFiles(keyDir);
  const anchor = new Date();
  const personKey = readSecret(keyDir, "person");
  await loadSample({
    mongoUri: testMongoUri(),
    databasePrefix,
    personKey,
    personCipherKey: readSecret(keyDir, "person-cipher"),
    subjects: 0,
    seed: 1,
    anchor,
  });
  debtorId =
    namedCases(anchor, personKey).find(({ name }) => name === "dishonest-debtor")?.subjectIds[0] ?? "";
  for (const name of names) {
    const env = {
      PORT: "0",
      FENGCHA_KEY_DIR: keyDir,
      MONGO_URL: urlOf(databaseOf(name)),
      REGISTER_MONGO_URL: urlOf("register"),
      LOG_LEVEL: "silent",
    };
    subgraphs.set(name, await startSubgraph(name, env));
  }
}, 120_000);
afterAll(async () => {
  await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.close()));
  const connection = await createConnection(testMongoUri()).asPromise();
  const { databases } = await connection.listDatabases();
  const ours = databases.filter((database) => database.name.startsWith(databasePrefix));
  await Promise.all(ours.map((database) => connection.useDb(database.name).dropDatabase()));
  await connection.close();
  rmSync(keyDir, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly codes: readonly string[];
  readonly data: unknown;
}

async function post(name: SourceName, body: string, token?: string): Promise<Answer> {
  const response = await request(`${subgraphs.get(name)?.url ?? ""}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { [passportHeader]: token }),
    },
    body,
  });
  const answer = (await response.body.json()) as {
    data?: unknown;
    errors?: { extensions: { code: string } }[];
  };
  const codes = (answer.errors ?? []).map(({ extensions }) => extensions.code);
  return { status: response.statusCode, codes, data: answer.data };
}

const view = (key = readSecret(keyDir, "view"), parts: Partial<View> = {}): string =>
  mintView(
    {
      receipt: "FC20261121-00",
      purpose: "CHECK",
      matter: "PROCUREMENT_BID",
      asOf: new Date().toISOString(),
      needs: names,
      ...parts,
    },
    key,
  );

/** What a thief would ask first: facts of a department, or a verdict over forged clean departments. */
function entitiesBody(name: SourceName, viewText = view()): string {
  if (name !== "credit-office") {
    const query = `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Subject { ${factsFieldOf(name)} } } }`;
    return JSON.stringify({
      query,
      variables: { representations: [{ __typename: "Subject", id: debtorId, view: viewText }] },
    });
  }
  const clean = Object.fromEntries(
    departments.map((department) => [
      factsFieldOf(department.name),
      { state: "ANSWERED", subjectId: debtorId, dataAsOf: new Date().toISOString(), records: [] },
    ]),
  );
  const query =
    "query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Check { decision } } }";
  const check = { __typename: "Check", receipt: "FC20261121-00", subjects: [{ id: debtorId, ...clean }] };
  return JSON.stringify({ query, variables: { representations: [check] } });
}

/** A good passport, but for what a test changes of it. */
function sign(
  audience: SourceName,
  body: string,
  parts: { readonly passport?: Passport; readonly now?: Date; readonly key?: KeyObject } = {},
): string {
  const { passport = { authority: "CHECK" }, now = new Date() } = parts;
  return signPassport(passport, { audience, body, now }, parts.key ?? readPrivateKey(keyDir, "passport"));
}
const secondsAgo = (seconds: number): Date => new Date(Date.now() - seconds * 1000);
const strangers = generateKeyPairSync("ec", { namedCurve: "P-256" });
const caller = { unit: "某单位", person: "u1", roles: ["officer"], scopes: [] };
const publicKey = () => readPublicKey(keyDir, "passport");

describe.each(names)("_entities posted to %s directly", (name) => {
  const wrongPassports: readonly [string, (body: string) => string][] = [
    [
      "that is a caller's own token",
      () => mintDemoToken({ role: "officer" }, new Date(), readSecretKey(keyDir, "development-token")),
    ],
    ["that is a job's token", () => signJobToken(caller, new Date(), readPrivateKey(keyDir, "job"))],
    ["forged with another key", (body) => sign(name, body, { key: strangers.privateKey })],
    [
      "forged with another key under the id of the right one",
      (body) =>
        jwt.sign(jwt.decode(sign(name, body)) as object, strangers.privateKey, {
          algorithm: "ES256",
          keyid: keyIdOf(publicKey()),
        }),
    ],
    [
      "signed by nobody (alg none)",
      (body) =>
        forgeToken({ alg: "none", kid: keyIdOf(publicKey()) }, jwt.decode(sign(name, body)) as object, ""),
    ],
    [
      "signed with the public key (HS256)",
      (body) =>
        jwt.sign(
          jwt.decode(sign(name, body)) as object,
          createSecretKey(Buffer.from(publicKey().export({ type: "spki", format: "pem" }))),
          { algorithm: "HS256", keyid: keyIdOf(publicKey()) },
        ),
    ],
    ["with an injected key id", (body) => withKeyId(sign(name, body), "../passport.public.pem")],
    ["replayed after 30 seconds", (body) => sign(name, body, { now: secondsAgo(33) })],
    ["from the future", (body) => sign(name, body, { now: secondsAgo(-60) })],
    ["replayed with another body", (body) => sign(name, body.replace(debtorId, "another"))],
    ["replayed at another subgraph", (body) => sign(name === "tax" ? "courts" : "tax", body)],
    ["that is empty words", () => "passport"],
  ];

  it("without a passport is refused", async () => {
    expect(await post(name, entitiesBody(name))).toEqual({
      status: 401,
      codes: ["PASSPORT_REQUIRED"],
      data: undefined,
    });
  });

  it.each(wrongPassports)("with a passport %s is refused", async (_what, forge) => {
    const body = entitiesBody(name);
    expect(await post(name, body, forge(body))).toEqual({
      status: 401,
      codes: ["PASSPORT_INVALID"],
      data: undefined,
    });
  });

  it("as a batch, or by GET, is refused even with a passport", async () => {
    const body = `[${entitiesBody(name)}]`;
    expect(await post(name, body, sign(name, body))).toMatchObject({ status: 400, codes: ["BAD_REQUEST"] });
    const url = `${subgraphs.get(name)?.url ?? ""}/graphql?query={__typename}`;
    const response = await request(url, { headers: { [passportHeader]: sign(name, "") } });
    expect(response.statusCode).toBe(404);
    await response.body.dump();
  });
});

function withKeyId(token: string, kid: string): string {
  const [, payload = "", signature = ""] = token.split(".");
  return `${Buffer.from(JSON.stringify({ alg: "ES256", kid })).toString("base64url")}.${payload}.${signature}`;
}

describe.each(departments.map(({ name }) => name))("%s, asked with a good passport", (name) => {
  const facts = (answer: Answer): unknown =>
    (answer.data as { _entities: (Record<string, unknown> | null)[] } | undefined)?._entities[0]?.[
      factsFieldOf(name)
    ];

  it("answers facts for a view of the credit office", async () => {
    const body = entitiesBody(name);
    const answer = await post(name, body, sign(name, body));
    expect(answer.codes).toEqual([]);
    expect(facts(answer)).toMatchObject({ state: "ANSWERED", subjectId: debtorId });
  });

  it.each([
    ["forged with another key", () => view(Buffer.alloc(32, 1))],
    ["changed in what it needs", () => swapPayload(view(), view(Buffer.alloc(32, 1), { needs: [name] }))],
    ["without MAC", () => view().split(".").slice(0, 2).join(".")],
    ["that is empty", () => ""],
  ])("answers none for a view %s", async (_what, forge) => {
    const body = entitiesBody(name, forge());
    const answer = await post(name, body, sign(name, body));
    expect(answer.codes).toEqual(["VIEW_INVALID"]);
    expect(facts(answer) ?? null).toBeNull();
  });

  const others: readonly Passport[] = [
    { authority: "ROOT", caller, receipts: {}, clear: {}, cases: {}, shownChecks: [] },
    { authority: "DETAIL", caller, coordinates: "", clear: [] },
    { authority: "GATEWAY" },
  ];
  it.each(others.map((passport) => [passport.authority, passport] as const))(
    "answers no facts under the authority %s",
    async (_authority, passport) => {
      const body = entitiesBody(name);
      const answer = await post(name, body, sign(name, body, { passport }));
      expect(answer.codes).toEqual(["PASSPORT_INVALID"]);
      expect(facts(answer) ?? null).toBeNull();
    },
  );
});

/** Another view's payload under the MAC of this one. */
function swapPayload(text: string, other: string): string {
  const [version = "", , mac = ""] = text.split(".");
  return `${version}.${other.split(".")[1] ?? ""}.${mac}`;
}
