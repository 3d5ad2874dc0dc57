import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Passport } from "../../../../kernel/passport.js";
import { subjectIdOf } from "../../../../kernel/subject-id.js";
import { loadCatalogue } from "../../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import type { OpenedCheck } from "../../../../subgraphs/credit-office/check/check-record.js";
import { subgraph } from "../../../../subgraphs/credit-office/index.js";
import { presentDisclosures } from "../../../../subgraphs/credit-office/matters/present-disclosures.js";
import { createSubgraphExecutor } from "../../../../subgraphs/kit/execute.js";
import { aCaller, rootPassport } from "../../passports.js";
import { viewKey } from "../../representations.js";

const catalogue = loadCatalogue();
const personKey = Buffer.alloc(32, 3);
const person = { value: "321302199003071230", name: "张三丰", kind: "PERSON" as const };
const organisation = { value: "91320812MA9TEXT192", name: "示例有限公司", kind: "ORGANISATION" as const };
const indexed = new Map(
  [person, organisation].map(({ value, name, kind }) => [
    subjectIdOf({ value, kind }, personKey),
    { subjectId: subjectIdOf({ value, kind }, personKey), identifier: value, names: [name], kind },
  ]),
);
const both = ["Subject.identifier", "Subject.name"];

/** The office over an index of two subjects and one check, as an importer without masks might have stored it. */
function open(check?: OpenedCheck) {
  const store = {
    catalogue,
    keys: { person: personKey, view: viewKey },
    subjects: { find: (id: string) => Promise.resolve(indexed.get(id)) },
    checks: {
      opened: () => Promise.resolve(check),
      decided: () => Promise.resolve({ decision: "PASS", groups: [], verdicts: [verdict, verdict] }),
    },
  };
  return createSubgraphExecutor({ schema: subgraph.schema, store, viewKey, clock: () => now });
}
const now = new Date("2026-11-21T00:00:00Z");
const verdict = { decision: "PASS", provisional: null, hits: [], incentives: [], sources: [] };

const office = open();

async function askSubject(identifier: string, responseName: string, passport: Passport): Promise<unknown> {
  const query = `query ($id: String!, $purpose: PurposeInput!) {
    ${responseName}: subject(identifier: $id, purpose: $purpose) { identifier name }
  }`;
  const purpose = { matter: "RECRUITMENT", caseNumber: "LY-2026-1" };
  const { data } = await office({ query, variables: { id: identifier, purpose } }, passport);
  return JSON.parse(JSON.stringify(data?.[responseName] ?? null)) as unknown;
}

describe("a subject's name and number", () => {
  it("are a natural person's in clear only by passport and scope, field by field, and masked otherwise", async () => {
    const cases = fc.record({
      clear: fc.dictionary(fc.constantFrom("a", "b"), fc.subarray([...both, "Registration.name"])),
      scopes: fc.subarray(["credit-office:personal", "market:personal", "market:read"]),
      responseName: fc.constantFrom("a", "b"),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ clear, scopes, responseName }) => {
        const receipts = { a: "r-a", b: "r-b" };
        const passport = rootPassport({ caller: { ...aCaller, scopes }, receipts, clear });
        const isClear = (coordinate: string): boolean =>
          scopes.includes("credit-office:personal") && (clear[responseName] ?? []).includes(coordinate);
        expect(await askSubject(person.value, responseName, passport)).toEqual({
          identifier: isClear("Subject.identifier") ? person.value : "3213**********1230",
          name: isClear("Subject.name") ? person.name : "张**",
        });
        expect(await askSubject(organisation.value, responseName, passport)).toEqual({
          identifier: organisation.value,
          name: organisation.name,
        });
      }),
    );
  });

  it("leave a check masked for a natural person even if they were stored in clear", async () => {
    const checked = [person, organisation].map(({ value, name, kind }) => ({
      ...indexed.get(subjectIdOf({ value, kind }, personKey)),
      subjectId: subjectIdOf({ value, kind }, personKey),
      identifier: value,
      registered: true,
      name,
      kind,
      names: [name],
    }));
    const check = {
      lines: checked.map((_, subject) => ({ display: "", subject, problem: null })),
      subjects: checked,
      groups: [],
      view: "view",
      receipt: "r",
    } as unknown as OpenedCheck;
    const query = `{ _entities(representations: [{ __typename: "Check", receipt: "r" }]) {
      ... on Check { results { subject { identifier name } } } } }`;
    const { data } = await open(check)({ query }, { authority: "CHECK" });
    const [entity] = JSON.parse(JSON.stringify(data?.["_entities"])) as { results: unknown[] }[];
    expect(entity?.results).toEqual([
      { subject: { identifier: "3213**********1230", name: "张**" } },
      { subject: { identifier: organisation.value, name: organisation.name } },
    ]);
  });
});

describe("the disclosure lists", () => {
  const query = "{ disclosureLists }";

  it("are told to a gateway that asks for itself", async () => {
    const { data, errors } = await office({ query }, { authority: "GATEWAY" });
    expect(errors).toBeUndefined();
    expect(data?.["disclosureLists"]).toEqual(presentDisclosures(catalogue));
  });

  it.each([rootPassport({ receipts: { disclosureLists: "r" } }), { authority: "CHECK" } as const])(
    "are told under no other authority",
    async (passport) => {
      const { data, errors } = await office({ query }, passport);
      expect(data?.["disclosureLists"]).toBeNull();
      expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["PASSPORT_INVALID"]);
    },
  );

  it("are all that a gateway may ask for itself", async () => {
    const { data, errors } = await office({ query: "{ matters { code } }" }, { authority: "GATEWAY" });
    expect(data?.["matters"]).toBeNull();
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["PASSPORT_INVALID"]);
  });
});
