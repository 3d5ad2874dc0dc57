import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { readSecret } from "../../kernel/key-files.js";
import { fileEverything, fullFileNow } from "../support/full-file.js";
import { proveDisclosure } from "../support/prove-disclosure.js";
import { createRecorder } from "../support/recording-source.js";
import { startTestSystem, type TestSystem } from "../support/test-system.js";

const recorder = createRecorder();
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ clock: () => fullFileNow, wrapSource: recorder.wrapSource });
  await fileEverything(system, readSecret(system.keyDir, "person"));
}, 120_000);
afterAll(async () => {
  await system.close();
});

it("promise 9: 1,000 random pairs of operations, two purposes each, disclose no denied field", async () => {
  const seen = await proveDisclosure(system, recorder, { numRuns: 1000, seed: 2026, endOnFailure: true });
  process.stdout.write(
    `    denied values seen as null: ${seen.denied}, shown: ${seen.shown}, too complex: ${seen.refused}\n`,
  );
  expect(seen.denied).toBeGreaterThan(5000);
}, 1_800_000);
