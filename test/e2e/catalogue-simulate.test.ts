import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createConnection } from "mongoose";
import { chooseSample } from "../../cli/catalogue/choose-sample.js";
import { openSubjectFacts, type SubjectFacts } from "../../cli/catalogue/open-subject-facts.js";
import { readCatalogue } from "../../cli/catalogue/read-catalogue.js";
import { simulate, type Simulation } from "../../cli/catalogue/simulate.js";
import { databaseUrl } from "../../cli/database-url.js";
import { databaseOf, loadSample } from "../../cli/load-sample.js";
import { createKeyFiles, readSecret } from "../../kernel/key-files.js";
import { sources } from "../../schema/departments.js";
import { loadCatalogue } from "../../subgraphs/credit-office/catalogue/load-catalogue.js";
import type { IndexedSubject } from "../../subgraphs/credit-office/subjects/subject-index.js";
import { copyCatalogue } from "../support/catalogue-folder.js";
import { freshDatabaseName, testMongoUri } from "../support/mongo.js";

const subjects = 700;
const asOf = new Date();
const databasePrefix = `${freshDatabaseName("t")}_`;
const keyDir = mkdtempSync(join(tmpdir(), "fengcha-keys-"));
const weaker = copyCatalogue([
  { file: "measures/procurement-bid.yaml", from: "measure: HOLD", to: "measure: RESTRICT" },
]);
let facts: SubjectFacts;

beforeAll(async () => {
  createKeyFiles(keyDir);
  const parts = {
    mongoUri: testMongoUri(),
    databasePrefix,
    personKey: readSecret(keyDir, "person"),
    personCipherKey: readSecret(keyDir, "person-cipher"),
  };
  await loadSample({ ...parts, subjects, seed: 1, anchor: asOf });
  facts = await openSubjectFacts(parts);
}, 120_000);

afterAll(async () => {
  await facts.close();
  for (const { name } of sources) {
    const url = databaseUrl(testMongoUri(), databasePrefix + databaseOf(name));
    const connection = await createConnection(url).asPromise();
    await connection.dropDatabase();
    await connection.close();
  }
  for (const folder of [keyDir, weaker]) rmSync(folder, { recursive: true });
});

async function simulateWith(folder: string, of: AsyncIterable<IndexedSubject>): Promise<Simulation> {
  const before = loadCatalogue();
  const after = readCatalogue(folder);
  const matters = before.matters.map(({ code }) => code);
  return await simulate({ before, after, matters, asOf, subjects: of, factsOf: facts.factsOf });
}

describe("fengcha catalogue simulate", () => {
  it("flips nothing under the same rules, over every subject of the database", async () => {
    const simulation = await simulateWith("-", facts.each());
    expect(simulation).toMatchObject({ subjects, flipped: 0, otherRules: 0, examples: [] });
    expect(simulation.verdicts).toBeGreaterThan(subjects * 5);
    expect(await facts.count()).toBe(subjects);
  });

  it("flips exactly the verdicts that stood on the changed row alone, and names them", async () => {
    const { flips, flipped, flipsByMatter, examples } = await simulateWith(weaker, facts.each());
    expect(flips.map(({ from, to }) => `${from} ${to}`)).toContain("HOLD RESTRICT");
    expect(flipsByMatter).toEqual({ PROCUREMENT_BID: flipped });
    // A HOLD in dispute weighed MANUAL.
    for (const { from, to } of flips) expect([`HOLD ${to}`, "MANUAL RESTRICT"]).toContain(`${from} ${to}`);
    expect(examples[0]).toMatchObject({
      matter: "PROCUREMENT_BID",
      identifier: expect.stringMatching(/^[0-9A-Z]{18}$/),
      rulesBefore: ["PROCUREMENT_BID.CT_DISHONEST HOLD"],
      rulesAfter: ["PROCUREMENT_BID.CT_DISHONEST RESTRICT"],
    });
  });

  it("looks at a sample of the size asked for, the same again for the same seed", async () => {
    const sample = { size: 100, total: await facts.count(), seed: 3 };
    const first = await simulateWith(weaker, chooseSample(facts.each(), sample));
    expect(first.subjects).toBe(100);
    expect(await simulateWith(weaker, chooseSample(facts.each(), sample))).toEqual(first);
  });
});
