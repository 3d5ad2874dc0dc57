import { rm } from "node:fs/promises";

/** Stops the mongod of global-setup.mjs and removes its data. */
export default async function globalTeardown() {
  const started = globalThis.fengchaTestMongo;
  if (started === undefined) return;
  await started.mongod.stop();
  await rm(started.dataDir, { recursive: true, force: true });
}
