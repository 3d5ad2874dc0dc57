import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { isEnumType, isObjectType, isSpecifiedScalarType, type ExecutionResult } from "graphql";
import { createConnection, type Connection } from "mongoose";
import { departmentFactsSchema } from "../../kernel/facts.js";
import type { Passport } from "../../kernel/passport.js";
import type { CreditRecord, RecordEventKind } from "../../kernel/record.js";
import { factsFieldOf, type DepartmentName } from "../../schema/departments.js";
import type { DepartmentStore } from "../../subgraphs/kit/department.js";
import { createSubgraphExecutor } from "../../subgraphs/kit/execute.js";
import { allDepartments } from "../../subgraphs/registry.js";
import { freshDatabaseName, testMongoUri } from "../support/mongo.js";
import { caseRecord, departmentCases } from "./department-cases.js";
import { aCaller, detailPassport, rootPassport } from "./passports.js";
import { aRecord, anEvent } from "./record-builder.js";
import { subject, viewKey } from "./representations.js";

const dataAsOf = "2026-10-31T16:00:00.000Z";
const optional = ["removedOn", "doneOn"];
const endings: readonly RecordEventKind[] = ["REPAIRED", "REVOKED", "CORRECTED", "REMOVED"];
const withheld = endings.filter((kind) => kind !== "REMOVED");
/** Data was collected before anything that the tests look back to. */
const longAgo = new Date("2025-01-01T00:00:00Z");
const wang = { subjectId: "p-wang", role: "法定代表人" };
const li = { subjectId: "p-li", role: "责任人" };
const checkPassport: Passport = { authority: "CHECK" };

describe.each(allDepartments)("department $name", ({ name, subgraph, recordTypes, openStore }) => {
  const { facts: caseFacts, selection, file, emptyFile, refused } = departmentCases[name];
  const types = Object.keys(recordTypes);
  /** A type of record that no later one replaces. */
  const single = types.includes("PENALTY") ? "PENALTY" : "CT_EXECUTED";
  const factsField = factsFieldOf(name);
  const factsQuery = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Subject { __typename id ${factsField} } } }`;
  const fileQuery = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Subject { id ${name} { ${selection} } } } }`;
  const passportWith = (scopes: readonly string[], clear: readonly string[] = []): Passport =>
    detailPassport({ schema: subgraph.schema, query: fileQuery }, { scopes, clear });
  const every = [`${name}:read`, `${name}:personal`, `${name}:amounts`];
  const filePassport = passportWith(every, ["Registration.legalRepresentative"]);

  let connection: Connection;
  let store: DepartmentStore;

  beforeAll(async () => {
    connection = await createConnection(testMongoUri(), { dbName: freshDatabaseName(name) }).asPromise();
    store = openStore(connection);
    await store.prepare();
    await store.append([
      ...types.map((recordType) => recordOf(recordType)),
      ...endings.map((kind) =>
        recordOf(single, { recordId: kind, subjectId: `o-${kind}`, events: [anEvent(kind, "2026-02-01")] }),
      ),
      recordOf(single, { recordId: "NAMING", subjectId: "o-other", namedPersons: [wang, li] }),
      recordOf(single, {
        recordId: "NAMING",
        subjectId: "o-other",
        namedPersons: [wang],
        recordedFrom: new Date("2026-03-01T00:00:00Z"),
      }),
    ]);
    await store.recordCollection({ batch: "a", dataAsOf: longAgo, recordedAt: longAgo });
    await store.recordCollection({
      batch: "b",
      dataAsOf: new Date(dataAsOf),
      recordedAt: new Date("2026-11-01T00:00:00Z"),
    });
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  function recordOf(recordType: string, parts: Partial<CreditRecord> = {}): CreditRecord {
    const facts = caseFacts[recordType] ?? {};
    return aRecord({
      ...caseRecord,
      recordType,
      recordId: recordType,
      department: name,
      subjectId: "o-full",
      facts,
      ...parts,
    });
  }

  async function ask(
    query: string,
    of: readonly object[],
    passport: Passport,
    from: DepartmentStore = store,
  ): Promise<Answer> {
    const { schema } = subgraph;
    const clock = (): Date => new Date("2026-11-21T00:00:00Z");
    const execute = createSubgraphExecutor({ schema, store: from, viewKey, clock });
    const result = (await execute({ query, variables: { of } }, passport)) as ExecutionResult<{
      _entities: Entity[];
    }>;
    return {
      entities: result.data?._entities ?? [],
      faults: (result.errors ?? []).map(({ path, extensions }) => [path?.[1], extensions["code"]]),
      messages: (result.errors ?? []).map(({ message }) => message),
    };
  }

  describe("its schema", () => {
    it("describes every type, field and value in Chinese first, then in English", () => {
      const bare: string[] = [];
      const chineseFirst = /^\p{Script=Han}.*/u;
      const bilingual = /^\p{Script=Han}.*。.*[a-zA-Z].*\.$/u;
      for (const type of Object.values(subgraph.schema.getTypeMap())) {
        if (/^_|^Query$|^(?:federation|link)__/.test(type.name) || isSpecifiedScalarType(type)) continue;
        if (!bilingual.test(type.description ?? "")) bare.push(type.name);
        const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
        bare.push(
          ...fields
            .filter(({ description }) => !bilingual.test(description ?? ""))
            .map((field) => `${type.name}.${field.name}`),
        );
        const values = isEnumType(type) ? type.getValues() : [];
        bare.push(
          ...values
            .filter(({ description }) => !chineseFirst.test(description ?? ""))
            .map((value) => `${type.name}.${value.name}`),
        );
      }
      expect(bare.filter((coordinate) => !/^(?:Int|Float|Boolean|String|ID)$/.test(coordinate))).toEqual([]);
    });

    it("promises nothing but ids: any other field of a file may be null, and any item of a list", () => {
      const promised = Object.values(subgraph.schema.getTypeMap())
        .filter((type) => isObjectType(type))
        .filter((type) => !/^_|^Query$|^Subject$/.test(type.name))
        .flatMap((type) =>
          Object.values(type.getFields()).map((field) => `${field.name}: ${String(field.type)}`),
        )
        .filter((field) => field.includes("!"));
      expect(new Set(promised)).toEqual(new Set(["recordId: ID!"]));
    });

    it("hides facts and views from clients", () => {
      expect(subgraph.sdl).toContain(`${factsField}: DepartmentFacts @inaccessible`);
      expect(subgraph.sdl).toContain("view: ID! @inaccessible");
      expect(subgraph.sdl).toContain("scalar DepartmentFacts @inaccessible");
    });
  });

  describe("its records", () => {
    it("are of the types that its cases know", () => {
      expect(Object.keys(caseFacts).sort()).toEqual([...types].sort());
    });

    it.each(types)("take the particulars of %s as they are", (recordType) => {
      expect(recordTypes[recordType]?.parse(caseFacts[recordType])).toEqual(caseFacts[recordType]);
    });

    it.each(types)("refuse %s without its particulars", (recordType) => {
      for (const field of Object.keys(caseFacts[recordType] ?? {}).filter(
        (each) => !optional.includes(each),
      )) {
        const rest = Object.fromEntries(
          Object.entries(caseFacts[recordType] ?? {}).filter(([key]) => key !== field),
        );
        expect([field, recordTypes[recordType]?.safeParse(rest).success]).toEqual([field, false]);
      }
    });

    it.each(refused)("refuse %s in %s", (_, recordType, facts) => {
      expect(recordTypes[recordType]?.safeParse(facts).success).toBe(false);
    });
  });

  describe("its facts", () => {
    it("answer every representation in its order", async () => {
      const ids = ["o-nobody", "o-full", "o-somebody", "o-full"];
      const { entities, faults } = await ask(
        factsQuery,
        ids.map((id) => subject(id)),
        checkPassport,
      );
      expect(faults).toEqual([]);
      expect(entities.map(({ id }) => id)).toEqual(ids);
      expect(entities.map((entity) => departmentFactsSchema.parse(entity[factsField]).subjectId)).toEqual(
        ids,
      );
    });

    it("name every record that counts, with its particulars", async () => {
      const { entities } = await ask(factsQuery, [subject("o-full")], checkPassport);
      const facts = departmentFactsSchema.parse(entities[0]?.[factsField]);
      const records = facts.state === "ANSWERED" ? facts.records : [];
      const ended = ["MSA_ABNORMAL", "CT_BANKRUPT"];
      expect(records.map(({ recordType }) => recordType).sort()).toEqual(
        types.filter((type) => !ended.includes(type)).sort(),
      );
      for (const { recordType, facts: particulars } of records)
        expect(particulars).toEqual(caseFacts[recordType]);
    });

    it("say that nothing is on file rather than nothing", async () => {
      const { entities, faults } = await ask(factsQuery, [subject("o-nobody")], checkPassport);
      expect(faults).toEqual([]);
      expect(entities[0]?.[factsField]).toEqual({
        state: "ANSWERED",
        subjectId: "o-nobody",
        dataAsOf,
        records: [],
      });
    });

    it("are of the moment that the view names", async () => {
      const before = subject("o-full", { asOf: "2026-01-09T15:59:59.999Z" });
      const after = subject("o-full", { asOf: "2026-01-09T17:00:00.000Z" });
      const { entities } = await ask(factsQuery, [before, after], checkPassport);
      const counts = entities.map((entity) => {
        const facts = departmentFactsSchema.parse(entity[factsField]);
        return facts.state === "ANSWERED" ? facts.records.length : -1;
      });
      expect(counts).toEqual([0, types.length]);
    });

    it("reach the person whom a record names", async () => {
      const { entities } = await ask(factsQuery, [subject("p-wang")], checkPassport);
      expect(entities[0]?.[factsField]).toMatchObject({
        subjectId: "p-wang",
        records: [{ recordId: "NAMING", subjectId: "o-other", namedPersons: [{ subjectId: "p-wang" }] }],
      });
    });

    it("no longer reach a person whose name was struck out", async () => {
      const { entities } = await ask(
        factsQuery,
        [subject("p-li", { asOf: "2026-02-28T00:00:00.000Z" }), subject("p-li")],
        checkPassport,
      );
      expect(entities[0]?.[factsField]).toMatchObject({ records: [{ recordId: "NAMING" }] });
      expect(entities[1]?.[factsField]).toMatchObject({ state: "ANSWERED", records: [] });
    });

    it.each(endings)("leave out a record from the day on which it was %s", async (kind) => {
      const before = subject(`o-${kind}`, { asOf: "2026-01-31T15:59:59.999Z" });
      const { entities } = await ask(factsQuery, [before, subject(`o-${kind}`)], checkPassport);
      expect(entities[0]?.[factsField]).toMatchObject({ records: [{ recordId: kind }] });
      expect(entities[1]?.[factsField]).toMatchObject({ state: "ANSWERED", records: [] });
    });

    it("are NOT_NEEDED without a read where the matter does not need the department", async () => {
      const counting = countReads(store);
      const unneeded = subject("o-full", { needs: ["credit-office"] });
      const { entities } = await ask(factsQuery, [unneeded, unneeded], checkPassport, counting.store);
      const notNeeded = { state: "NOT_NEEDED", subjectId: "o-full" };
      expect(entities.map((entity) => entity[factsField])).toEqual([notNeeded, notNeeded]);
      expect(counting.reads()).toBe(0);
      await ask(factsQuery, [unneeded, subject("o-full")], checkPassport, counting.store);
      expect(counting.reads()).toBe(1);
    });

    it.each([
      ["DETAIL", detailPassport({ schema: subgraph.schema, query: factsQuery }, { scopes: every })],
      ["ROOT", rootPassport({ caller: { ...aCaller, scopes: every } })],
      ["GATEWAY", { authority: "GATEWAY" }],
    ] satisfies [string, Passport][])(
      "are refused under the authority %s, without a read",
      async (_, passport) => {
        const counting = countReads(store);
        const { entities, faults } = await ask(factsQuery, [subject("o-full")], passport, counting.store);
        expect(faults).toEqual([[0, "PASSPORT_INVALID"]]);
        expect(entities[0]?.[factsField]).toBeNull();
        expect(counting.reads()).toBe(0);
      },
    );
  });

  describe("its file", () => {
    it("shows every record with every field", async () => {
      const { entities, faults } = await ask(fileQuery, [subject("o-full")], filePassport);
      expect(faults).toEqual([]);
      expect(entities).toEqual([{ id: "o-full", [name]: file }]);
    });

    it("of a subject with nothing on file is empty, not missing", async () => {
      const { entities, faults } = await ask(fileQuery, [subject("o-nobody")], filePassport);
      expect(faults).toEqual([]);
      expect(entities).toEqual([{ id: "o-nobody", [name]: emptyFile }]);
    });

    it("selects every field that the schema has", () => {
      const coordinates = Object.values(subgraph.schema.getTypeMap())
        .filter((type) => isObjectType(type))
        .filter((type) => !/^_|^Query$|^Subject$/.test(type.name))
        .flatMap((type) => Object.keys(type.getFields()));
      for (const field of coordinates) expect(selection).toMatch(new RegExp(`\\b${field}\\b`));
    });

    it.each(withheld)("does not show a record that was %s", async (kind) => {
      const before = subject(`o-${kind}`, { asOf: "2026-01-31T15:59:59.999Z" });
      const { entities } = await ask(fileQuery, [before, subject(`o-${kind}`)], filePassport);
      expect(entities[0]?.[name]).not.toEqual(emptyFile);
      expect(entities[1]?.[name]).toEqual(emptyFile);
    });

    it.each([
      ["the authority CHECK", checkPassport],
      ["the authority ROOT", rootPassport({ caller: { ...aCaller, scopes: every } })],
      ["the authority GATEWAY", { authority: "GATEWAY" }],
      ["no scope at all", passportWith([])],
      ["the scope of another department", passportWith([`${otherThan(name)}:read`])],
    ] satisfies [string, Passport][])("is refused under %s, without a read", async (_, passport) => {
      const counting = countReads(store);
      const { entities, faults } = await ask(fileQuery, [subject("o-full")], passport, counting.store);
      expect(faults).toEqual([[0, "UNAUTHORIZED_FIELD_OR_TYPE"]]);
      expect(entities).toEqual([{ id: "o-full", [name]: null }]);
      expect(counting.reads()).toBe(0);
    });
  });

  it("refuses whole, without a read, a request for other fields than the passport vouches for", async () => {
    const counting = countReads(store);
    for (const query of [
      factsQuery,
      `query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }`,
    ]) {
      const { entities, faults } = await ask(query, [subject("o-full")], filePassport, counting.store);
      expect(faults).toEqual([[undefined, "PASSPORT_INVALID"]]);
      expect(entities).toEqual([]);
    }
    expect(counting.reads()).toBe(0);
  });

  describe.each([
    ["facts", factsQuery, factsField, checkPassport],
    ["a file", fileQuery, name, filePassport],
  ] as const)("asked for %s", (_, query, field, passport) => {
    it("refuses the one entity whose view is forged, and answers the others", async () => {
      const forged = subject("o-full", {}, Buffer.alloc(32, 8));
      const of = [subject("o-full"), forged, subject("o-nobody")];
      const { entities, faults } = await ask(query, of, passport);
      expect(faults).toEqual([[1, "VIEW_INVALID"]]);
      expect(entities.map((entity) => entity[field] === null)).toEqual([false, true, false]);
    });

    it.each([
      ["no view", { __typename: "Subject", id: "o-full" }],
      ["a view that is no text", { __typename: "Subject", id: "o-full", view: 1 }],
      ["no id", { __typename: "Subject", view: subject("o-full").view }],
    ])("refuses the one representation with %s", async (_why, representation) => {
      const { entities, faults } = await ask(query, [representation, subject("o-nobody")], passport);
      expect(faults).toEqual([[0, "VIEW_INVALID"]]);
      expect(entities[0]).toBeNull();
      expect(entities[1]?.[field]).not.toBeNull();
    });

    it("lets a failure of the database be seen as one, not as a refusal", async () => {
      const down: DepartmentStore = {
        ...store,
        recordsOf: () => Promise.reject(new Error("connection refused")),
        factsOf: () => Promise.reject(new Error("connection refused")),
      };
      const { entities, faults, messages } = await ask(query, [subject("o-full")], passport, down);
      expect(faults).toEqual([[0, undefined]]);
      expect(messages).toEqual(["connection refused"]);
      expect(entities[0]?.[field]).toBeNull();
    });
  });
});

type Entity = Record<string, unknown>;

interface Answer {
  readonly entities: readonly Entity[];
  /** Index of the entity and code of each error. */
  readonly faults: readonly unknown[];
  readonly messages: readonly string[];
}

function otherThan(name: DepartmentName): DepartmentName {
  return name === "tax" ? "market" : "tax";
}

function countReads(store: DepartmentStore) {
  let reads = 0;
  const counted: DepartmentStore = {
    ...store,
    recordsOf: (...of) => {
      reads += 1;
      return store.recordsOf(...of);
    },
    factsOf: (...of) => {
      reads += 1;
      return store.factsOf(...of);
    },
  };
  return { store: counted, reads: () => reads };
}
