import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tsImport } from "tsx/esm/api";

/**
 * Starts the one mongod that all test files of a run share. jest does not transform ES modules here, so the
 * TypeScript is loaded by tsx.
 */
export default async function globalSetup() {
  if (process.env.FENGCHA_TEST_NO_MONGO) return;
  const { startMongod } = await tsImport("../../cli/mongod/index.ts", import.meta.url);
  const dataDir = await mkdtemp(join(tmpdir(), "fengcha-test-"));
  const mongod = await startMongod({ dataDir, cacheSizeGb: 0.25, log: console.log });
  process.env.FENGCHA_TEST_MONGO_URI = mongod.uri;
  globalThis.fengchaTestMongo = { mongod, dataDir };
}
