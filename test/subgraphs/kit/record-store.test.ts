import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createConnection, type Connection } from "mongoose";
import type { CreditRecord } from "../../../kernel/record.js";
import { openRecordStore, type RecordStore } from "../../../subgraphs/kit/record-store.js";
import { freshDatabaseName, testMongoUri } from "../../support/mongo.js";
import { aRecord, anEvent } from "../record-builder.js";

const at = (text: string): Date => new Date(text);
const person = "p-wang";
const enterprise = "o-91320812MA9TEXT192";

describe("openRecordStore", () => {
  let connection: Connection;
  let store: RecordStore;
  let finds: string[] = [];

  beforeAll(async () => {
    const options = { dbName: freshDatabaseName("records"), monitorCommands: true };
    connection = await createConnection(testMongoUri(), options).asPromise();
    connection.getClient().on("commandStarted", ({ commandName, command }) => {
      if (commandName === "find") finds.push(String((command as { find: unknown }).find));
    });
    await openRecordStore(freshModels(connection)).prepare();
  });
  beforeEach(async () => {
    await Promise.all(["records", "collections"].map((name) => connection.collection(name).deleteMany({})));
    // What the last test's store remembers of the collections must not reach the next one.
    store = openRecordStore(freshModels(connection));
    finds = [];
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  /** A connection compiles each model once: another store needs another handle on the same database. */
  function freshModels(of: Connection): Connection {
    return of.useDb(of.name, { useCache: false });
  }

  it("gives back what was appended, to the millisecond, and nothing of its own", async () => {
    const record = aRecord({
      namedPersons: [{ subjectId: person, role: "法定代表人", from: "2024-02-29" }],
      facts: { amount: "12345.60", formerNames: ["旧名"], nested: { items: [1, null] } },
      events: [anEvent("STAYED", "2026-02-01")],
      recordedFrom: at("2026-01-10T01:02:03.456Z"),
    });
    await store.append([record]);
    expect(await store.versionsOf(enterprise)).toEqual([record]);
  });

  it("has nothing about an unknown subject", async () => {
    expect(await store.versionsOf("o-unknown")).toEqual([]);
  });

  it("leaves a version that is there already as it is, and takes the new ones beside it", async () => {
    const first = aRecord();
    await store.append([first]);
    const again = { ...first, subjectName: "另一名称" };
    const later = aRecord({ recordedFrom: at("2026-02-01T00:00:00Z") });
    const other = aRecord({ recordId: "R-2" });
    await store.append([again, later, again, other]);
    const versions = await store.versionsOf(enterprise);
    expect(versions).toHaveLength(3);
    expect(versions).toEqual(expect.arrayContaining([first, later, other]));
  });

  it("changes nothing when the same file is imported twice", async () => {
    const records = Array.from({ length: 50 }, (_, index) => aRecord({ recordId: `R-${index}` }));
    await store.append(records);
    await store.append(records);
    expect(await store.versionsOf(enterprise)).toHaveLength(50);
  });

  it("appends nothing without asking the database", async () => {
    await store.append([]);
    expect(finds).toEqual([]);
  });

  it("does not swallow a fault other than a duplicate", async () => {
    const tooLarge = aRecord({ facts: { text: "长".repeat(6 * 1024 * 1024) } });
    await expect(store.append([tooLarge])).rejects.toThrow();
  });

  it("finds a record by its subject and by everybody whom it names", async () => {
    const named = [person, "p-li"].map((subjectId) => ({ subjectId, role: "责任人" }));
    await store.append([aRecord({ namedPersons: named })]);
    for (const id of [enterprise, person, "p-li"]) expect(await store.versionsOf(id)).toHaveLength(1);
  });

  it("reads for many subjects who ask at once in one query, each its own in the order asked", async () => {
    const ids = Array.from({ length: 500 }, (_, index) => `o-${index}`);
    await store.append(ids.map((subjectId) => aRecord({ subjectId, recordId: `R-${subjectId}` })));
    finds = [];
    const answers = await Promise.all([...ids, "o-7", "o-nobody"].map((id) => store.versionsOf(id)));
    expect(finds).toEqual(["records"]);
    expect(answers.map((versions) => versions.map(({ subjectId }) => subjectId))).toEqual([
      ...ids.map((id) => [id]),
      ["o-7"],
      [],
    ]);
  });

  it("caches nothing: the next question sees what was appended since", async () => {
    expect(await store.versionsOf(enterprise)).toEqual([]);
    await store.append([aRecord()]);
    expect(await store.versionsOf(enterprise)).toHaveLength(1);
  });

  it("tells a failure to everybody who asked", async () => {
    const elsewhere = await createConnection(testMongoUri(), {
      dbName: freshDatabaseName("gone"),
    }).asPromise();
    const gone = openRecordStore(elsewhere);
    await elsewhere.close();
    const answers = await Promise.allSettled([gone.versionsOf("o-1"), gone.versionsOf("o-2")]);
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await gone.isReachable()).toBe(false);
  });

  it("knows whether its database answers", async () => {
    expect(await store.isReachable()).toBe(true);
  });

  describe("when a version strikes out whom an earlier one named", () => {
    const mistaken = aRecord({ namedPersons: [{ subjectId: person, role: "责任人" }] });
    const mended = aRecord({
      recordedFrom: at("2026-03-01T00:00:00Z"),
      subjectId: "o-meant",
      namedPersons: [],
    });

    it.each([
      ["in order", [[mistaken], [mended]]],
      ["in the opposite order", [[mended], [mistaken]]],
      ["at once", [[mended, mistaken]]],
    ])("lets everybody concerned find both versions, appended %s", async (_, batches: CreditRecord[][]) => {
      for (const batch of batches) await store.append(batch);
      for (const id of [enterprise, person, "o-meant"]) {
        const versions = await store.versionsOf(id);
        expect(versions).toHaveLength(2);
        expect(versions).toEqual(expect.arrayContaining([mistaken, mended]));
      }
    });

    it("lets the superseded one's subject find what supersedes it", async () => {
      const replacing = aRecord({ recordId: "R-2", supersedes: "R-1", subjectId: "o-meant" });
      await store.append([replacing]);
      await store.append([mistaken]);
      expect(await store.versionsOf(person)).toHaveLength(2);
      expect(await store.versionsOf("o-meant")).toEqual([replacing]);
    });
  });

  describe("the age of the data", () => {
    const collected = (dataAsOf: string, recordedAt: string) => ({
      batch: recordedAt,
      dataAsOf: at(dataAsOf),
      recordedAt: at(recordedAt),
    });

    it("is unknown before the first collection", async () => {
      expect(await store.dataAsOf(at("2026-05-01T00:00:00Z"))).toBeUndefined();
      await store.recordCollection(collected("2026-04-30T16:00:00Z", "2026-05-02T00:00:00Z"));
      expect(await store.dataAsOf(at("2026-05-01T00:00:00Z"))).toBeUndefined();
    });

    it("is what was known at the time, also right after a collection", async () => {
      await store.recordCollection(collected("2026-04-01T00:00:00Z", "2026-04-02T00:00:00Z"));
      expect(await store.dataAsOf(at("2026-06-01T00:00:00Z"))).toEqual(at("2026-04-01T00:00:00Z"));
      await store.recordCollection(collected("2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z"));
      expect(await store.dataAsOf(at("2026-06-01T00:00:00Z"))).toEqual(at("2026-05-01T00:00:00Z"));
      expect(await store.dataAsOf(at("2026-05-02T00:00:00Z"))).toEqual(at("2026-05-01T00:00:00Z"));
      expect(await store.dataAsOf(at("2026-05-01T23:59:59.999Z"))).toEqual(at("2026-04-01T00:00:00Z"));
    });

    it("does not go back when a file of older days comes late", async () => {
      await store.recordCollection(collected("2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z"));
      await store.recordCollection(collected("2026-02-01T00:00:00Z", "2026-05-03T00:00:00Z"));
      expect(await store.dataAsOf(at("2026-06-01T00:00:00Z"))).toEqual(at("2026-05-01T00:00:00Z"));
    });

    it("is told for a moment that lies more than a thousand collections back", async () => {
      const many = Array.from({ length: 1010 }, (_, index) => ({
        batch: String(index),
        dataAsOf: new Date(Date.UTC(2026, 0, 1, index)),
        recordedAt: new Date(Date.UTC(2026, 0, 1, index, 30)),
      }));
      await connection.collection("collections").insertMany(many);
      expect(await store.dataAsOf(new Date(Date.UTC(2026, 0, 1, 3)))).toEqual(
        new Date(Date.UTC(2026, 0, 1, 2)),
      );
      expect(await store.dataAsOf(new Date(Date.UTC(2026, 0, 1)))).toBeUndefined();
    });

    it("is read once for all subjects of a check", async () => {
      await Promise.all(Array.from({ length: 100 }, () => store.dataAsOf(at("2026-06-01T00:00:00Z"))));
      expect(finds).toEqual(["collections"]);
    });
  });
});
