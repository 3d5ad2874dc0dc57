import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { checkQuery } from "../support/check-query.js";
import { startTestSystem, type TestSystem } from "../support/test-system.js";

let system: TestSystem;
let pool: string[];
beforeAll(async () => {
  system = await startTestSystem({ subjects: 400 });
  const found = await system.office.connection
    .collection<{ identifier: string }>("subjects")
    .find({ kind: { $ne: "PERSON" } })
    .limit(300)
    .toArray();
  pool = found.map(({ identifier }) => identifier);
}, 120_000);
afterAll(async () => {
  await system.close();
});

const purpose = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-7030" };
const runs = (numRuns: number) => ({ numRuns, seed: 20261121 });

interface Result {
  readonly decision: string;
  readonly problem: unknown;
  readonly hits: readonly {
    readonly recordType: string;
    readonly measure: string;
    readonly ruleId: string;
  }[];
  readonly sources: readonly { readonly answer: string }[];
}

async function results(subjects: readonly string[], matter = purpose.matter): Promise<Result[]> {
  const { data, errors } = await system.ask("officer", checkQuery, {
    input: { ...purpose, matter, subjects },
  });
  expect(errors).toEqual([]);
  return data.check.results;
}

describe("promise 4: a name never suffices", () => {
  it("one character of the identifier changed, and no measure of the debtor follows", async () => {
    const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const debtors = ["dishonest-debtor", "wage-arrears", "disputed"] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...debtors),
        fc.nat(17),
        fc.constantFrom(...Array.from(alphabet)),
        async (name, position, character) => {
          const [own = ""] = system.named(name).identifiers;
          fc.pre(own[position] !== character);
          const changed = own.slice(0, position) + character + own.slice(position + 1);
          const [result] = await results([changed]);
          expect(result?.hits.filter(({ measure }) => measure !== "PROMPT")).toEqual([]);
          expect(["MANUAL", "PROMPT"]).toContain(result?.decision);
        },
      ),
      runs(60),
    );
  });
});

describe("promise 8: a batch equals its single checks", () => {
  it("for any list, in any order, with duplicates and malformed ones among it", async () => {
    const identifiers = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...Array.from({ length: 60 }, (_, index) => index)) },
      { weight: 1, arbitrary: fc.constant(-1) },
    );
    const matters = fc.constantFrom("PROCUREMENT_BID", "SUBSIDY", "LICENCE", "HONOUR", "FINANCING");
    await fc.assert(
      fc.asyncProperty(
        fc.array(identifiers, { minLength: 1, maxLength: 12 }),
        matters,
        async (picked, matter) => {
          const subjects = picked.map((index) => (index < 0 ? "91-wrong" : (pool[index] ?? "")));
          const together = await results(subjects, matter);
          const apart = await Promise.all(
            subjects.map(async (subject) => (await results([subject], matter))[0]),
          );
          expect(together).toEqual(apart);
        },
      ),
      runs(25),
    );
  });
});

describe("promise 2: replay", () => {
  it("the same check of the same moment gives the same bytes", async () => {
    const asOf = new Date(Date.now() - 5000).toISOString();
    const input = { ...purpose, subjects: pool.slice(0, 40), asOf };
    const ask = async () => {
      const { data } = await system.ask("officer", checkQuery, { input });
      return JSON.stringify({ ...data.check, receipt: "" });
    };
    expect(await ask()).toBe(await ask());
  });
});
