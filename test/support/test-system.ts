import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection, type Connection } from "mongoose";
import { request } from "undici";
import { openEmbedded, type EmbeddedOptions, type EmbeddedSystem } from "../../cli/embedded.js";
import { databaseUrl } from "../../cli/database-url.js";
import { loadSample } from "../../cli/load-sample.js";
import { namedCases, type CaseName, type NamedCase } from "../../cli/sample/named-cases.js";
import { mintDemoToken, type DemoRole } from "../../gateway/identity/development-token.js";
import { createKeyFiles, readSecret, readSecretKey } from "../../kernel/key-files.js";
import { freshDatabaseName, testMongoUri } from "./mongo.js";

export interface GraphQLAnswer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of every shape
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string };
  }[];
  readonly text: string;
}

export interface TestSystem extends EmbeddedSystem {
  readonly keyDir: string;
  readonly databasePrefix: string;
  ask(role: DemoRole | null, query: string, variables?: object): Promise<GraphQLAnswer>;
  /** As whoever holds a token. */
  askAs(token: string, query: string, variables?: object): Promise<GraphQLAnswer>;
  /** With `extensions` beside the operation. */
  askWith(role: DemoRole, query: string, variables: object, extensions: object): Promise<GraphQLAnswer>;
  tokenFor(role: DemoRole, subject?: string): string;
  named(name: CaseName): NamedCase;
  readonly cases: readonly NamedCase[];
  /** The database of the query register. */
  register(): Connection;
}

/** The whole system in this process, on the mongod that tests share, with a small sample of its own. */
export async function startTestSystem(
  options: Partial<EmbeddedOptions> & { readonly subjects?: number } = {},
): Promise<TestSystem> {
  const keyDir = mkdtempSync(join(tmpdir(), "fengcha-keys-"));
  createKeyFiles(keyDir);
  const databasePrefix = `${freshDatabaseName("t")}_`;
  const personKey = readSecret(keyDir, "person");
  const anchor = new Date();
  const sample = {
    mongoUri: testMongoUri(),
    databasePrefix,
    personKey,
    anchor,
    seed: 1,
    subjects: options.subjects ?? 0,
  };
  await loadSample({ ...sample, personCipherKey: readSecret(keyDir, "person-cipher") });
  const system = await openEmbedded({
    mongoUri: testMongoUri(),
    databasePrefix,
    keyDir,
    port: 0,
    // Long: a busy machine must not make an answer INCOMPLETE. Tests of deadlines set their own.
    deadlineMs: 10_000,
    logLevel: "silent",
    ...options,
  });
  const developmentKey = readSecretKey(keyDir, "development-token");
  const clock = options.clock ?? ((): Date => new Date());
  const tokenFor = (role: DemoRole, subject?: string): string =>
    mintDemoToken({ role, ...(subject === undefined ? {} : { subject }) }, clock(), developmentKey);
  const cases = namedCases(anchor, personKey);
  const registerConnection = await createConnection(
    databaseUrl(testMongoUri(), `${databasePrefix}register`),
  ).asPromise();
  return {
    ...system,
    keyDir,
    databasePrefix,
    cases,
    tokenFor,
    register: () => registerConnection,
    ask: (role, query, variables) => ask(`${system.url}/graphql`, role && tokenFor(role), query, variables),
    askAs: (token, query, variables) => ask(`${system.url}/graphql`, token, query, variables),
    askWith: (role, query, variables, extensions) =>
      ask(`${system.url}/graphql`, tokenFor(role), query, variables, extensions),
    named(name) {
      const found = cases.find((each) => each.name === name);
      if (!found) throw new Error(`no case ${name}`);
      return found;
    },
    async close() {
      await registerConnection.close();
      await system.close();
      await dropDatabases(databasePrefix);
      rmSync(keyDir, { recursive: true });
    },
  };
}

async function dropDatabases(prefix: string): Promise<void> {
  const connection = await createConnection(databaseUrl(testMongoUri(), "admin")).asPromise();
  try {
    const { databases } = await connection.listDatabases();
    const ours = databases.filter(({ name }) => name.startsWith(prefix));
    await Promise.all(ours.map(({ name }) => connection.useDb(name).dropDatabase()));
  } finally {
    await connection.close();
  }
}

/** Posts one operation as any client does. */
export async function ask(
  url: string,
  token: string | null,
  query: string,
  variables: object = {},
  extensions?: object,
): Promise<GraphQLAnswer> {
  const response = await request(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables, extensions }),
  });
  const text = await response.body.text();
  const answer = JSON.parse(text) as Partial<GraphQLAnswer>;
  return {
    ...answer,
    data: answer.data as unknown,
    errors: answer.errors ?? [],
    status: response.statusCode,
    text,
  };
}
