import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createConnection, type Connection } from "mongoose";
import { authoritiesCollection } from "../../../kernel/case-documents.js";
import { openCaseFeed } from "../../../gateway/cases/case-feed.js";
import { forgetSubject } from "../../../gateway/cases/forget-subject.js";
import { casesCollection, type StoredCase } from "../../../kernel/case-documents.js";
import { registerSubjectOf } from "../../../kernel/register-entry.js";
import { freshDatabaseName, testMongoUri } from "../../support/mongo.js";

const registerKey = Buffer.alloc(32, 7);
const person = "321302199003071230";
const other = "91320812MA9TEXT192";
let control: Connection;
beforeAll(async () => {
  control = await createConnection(testMongoUri(), { dbName: freshDatabaseName("forget") }).asPromise();
  const feed = openCaseFeed({ control, registerKey, clock: () => new Date("2026-11-21T02:00:00Z") });
  await feed.prepare();
  const openedAt = new Date("2026-11-01T01:00:00Z");
  const aCase = {
    unit: "示例单位",
    matter: "RECRUITMENT",
    openedAt,
    window: null,
    subjects: [person, other],
  };
  await feed.put([
    { ...aCase, caseNumber: "A", state: "OPEN", closedAt: null },
    { ...aCase, caseNumber: "B", state: "CLOSED", closedAt: new Date("2026-11-02T01:00:00Z") },
  ]);
  await control
    .collection(authoritiesCollection)
    .insertMany([person, other].map((each) => ({ subject: registerSubjectOf(each, registerKey) })));
});
afterAll(async () => {
  await control.dropDatabase();
  await control.close();
});

describe("forgetSubject", () => {
  it("takes a subject out of closed cases and authorities, and says which cases are still open", async () => {
    expect(await forgetSubject(control, person, registerKey)).toEqual({ cases: 1, open: 1, authorities: 1 });
    const cases = control.collection<StoredCase>(casesCollection);
    const named = async (caseNumber: string): Promise<number | undefined> =>
      (await cases.findOne({ caseNumber }))?.subjects.length;
    expect([await named("A"), await named("B")]).toEqual([2, 1]);
    expect(await control.collection(authoritiesCollection).countDocuments()).toBe(1);
    expect(await forgetSubject(control, person, registerKey)).toEqual({ cases: 0, open: 1, authorities: 0 });
  });
});
