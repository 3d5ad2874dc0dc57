import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection } from "mongoose";
import { databaseUrl } from "../../cli/database-url.js";
import { openEmbedded, type EmbeddedOptions, type EmbeddedSystem } from "../../cli/embedded.js";
import { loadSample } from "../../cli/load-sample.js";
import { namedCases, type CaseName, type NamedCase } from "../../cli/sample/named-cases.js";
import { mintDemoToken, type DemoRole } from "../../gateway/identity/development-token.js";
import { createKeyFiles, readSecret, readSecretKey } from "../../kernel/key-files.js";
import { freshDatabaseName, testMongoUri } from "./mongo.js";

export interface TestSystem {
  readonly system: EmbeddedSystem;
  readonly keyDir: string;
  readonly cases: readonly NamedCase[];
  caseOf(name: CaseName): NamedCase;
  /** @param subject whose token, for the role `subject` */
  tokenFor(role: DemoRole, subject?: string): string;
  /** Stops the system, drops its databases and removes its keys. */
  close(): Promise<void>;
}

interface TestSystemOptions extends Partial<Pick<EmbeddedOptions, "clock" | "deadlineMs" | "wrapSource">> {
  /** Sample subjects; those of the named cases are always there. */
  readonly subjects?: number;
}

/** The whole system in this process, with sample data, on a port and in databases of its own. */
export async function startTestSystem(options: TestSystemOptions = {}): Promise<TestSystem> {
  const { subjects = 0, clock = (): Date => new Date(), deadlineMs = 20_000, wrapSource } = options;
  const keyDir = await mkdtemp(join(tmpdir(), "fengcha-keys-"));
  createKeyFiles(keyDir);
  const personKey = readSecret(keyDir, "person");
  const place = { mongoUri: testMongoUri(), databasePrefix: `${freshDatabaseName("t")}_` };
  const personCipherKey = readSecret(keyDir, "person-cipher");
  await loadSample({ ...place, personKey, personCipherKey, subjects, seed: 1, anchor: clock() });
  const system = await openEmbedded({
    ...place,
    keyDir,
    port: 0,
    deadlineMs,
    logLevel: "silent",
    clock,
    ...(wrapSource && { wrapSource }),
  });
  const developmentKey = readSecretKey(keyDir, "development-token");
  const cases = namedCases(clock(), personKey);
  return {
    system,
    keyDir,
    cases,
    caseOf(name) {
      const found = cases.find((each) => each.name === name);
      if (!found) throw new Error(`no case ${name}`);
      return found;
    },
    tokenFor: (role, subject) =>
      mintDemoToken({ role, ...(subject !== undefined && { subject }) }, clock(), developmentKey),
    async close() {
      await system.close();
      await dropDatabases(place);
      await rm(keyDir, { recursive: true, force: true });
    },
  };
}

async function dropDatabases({
  mongoUri,
  databasePrefix,
}: Pick<EmbeddedOptions, "mongoUri" | "databasePrefix">): Promise<void> {
  const connection = await createConnection(databaseUrl(mongoUri, "admin")).asPromise();
  try {
    const { databases } = await connection.listDatabases();
    const ours = databases.filter(({ name }) => name.startsWith(databasePrefix));
    await Promise.all(ours.map(({ name }) => connection.useDb(name).dropDatabase()));
  } finally {
    await connection.close();
  }
}
