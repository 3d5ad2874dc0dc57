import { describe, expect, it } from "@jest/globals";
import { mattersInBoth } from "../../../cli/catalogue/matters-in-both.js";
import { renderSimulation } from "../../../cli/catalogue/simulation-table.js";
import { simulate, type Simulation } from "../../../cli/catalogue/simulate.js";
import type { Catalogue } from "../../../subgraphs/credit-office/catalogue/catalogue.js";
import { loadCatalogue } from "../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import type { IndexedSubject } from "../../../subgraphs/credit-office/subjects/subject-index.js";
import { asOf, createFacts, createRecord, withRows } from "../../support/verdict-builders.js";

const catalogue = loadCatalogue();
const weaker = withRows(catalogue, (rows) =>
  rows.map((row) =>
    row.id === "PROCUREMENT_BID.CT_DISHONEST" ? { ...row, measure: "RESTRICT" as const } : row,
  ),
);

describe("simulate", () => {
  it("counts what flips, from what to what, with the rows behind it", async () => {
    const simulation = await simulateOn(subjects(10), weaker, ["PROCUREMENT_BID"]);
    expect(simulation).toMatchObject({ subjects: 10, verdicts: 10, flipped: 5, otherRules: 0 });
    expect(simulation.flips).toEqual([{ from: "HOLD", to: "RESTRICT", count: 5 }]);
    expect(simulation.flipsByMatter).toEqual({ PROCUREMENT_BID: 5 });
    expect(simulation.examples).toHaveLength(3);
    expect(simulation.examples[0]).toEqual({
      matter: "PROCUREMENT_BID",
      identifier: "CODE-0",
      from: "HOLD",
      to: "RESTRICT",
      rulesBefore: ["PROCUREMENT_BID.CT_DISHONEST HOLD"],
      rulesAfter: ["PROCUREMENT_BID.CT_DISHONEST RESTRICT"],
    });
  });

  it("names the rows that only one of the two catalogues applies", async () => {
    const without = withRows(catalogue, (rows) =>
      rows.filter(({ id }) => id !== "PROCUREMENT_BID.CT_DISHONEST"),
    );
    const { examples } = await simulateOn(subjects(1), without, ["PROCUREMENT_BID"]);
    expect(examples).toMatchObject([
      { from: "HOLD", to: "PASS", rulesBefore: ["PROCUREMENT_BID.CT_DISHONEST HOLD"], rulesAfter: [] },
    ]);
  });

  it("finds that nothing flips under the same catalogue", async () => {
    const simulation = await simulateOn(subjects(10), structuredClone(catalogue), ["PROCUREMENT_BID"]);
    expect(simulation).toMatchObject({ verdicts: 10, flipped: 0, otherRules: 0, examples: [] });
    expect(renderSimulation(simulation, { total: 10 })).toContain("判定改变 0 个（0.00%）");
  });

  it("does not count whom neither catalogue accepts, and counts whom only one does; numbers stay masked", async () => {
    const [procurement] = catalogue.rows.filter(({ id }) => id === "PROCUREMENT_BID.CT_DISHONEST");
    if (!procurement) throw new Error("no such row");
    const forPersons: Catalogue = {
      ...withRows(catalogue, (rows) =>
        rows.map((row) =>
          row === procurement ? { ...row, appliesTo: { organisations: true, persons: true } } : row,
        ),
      ),
      matters: catalogue.matters.map((each) =>
        each.code === "PROCUREMENT_BID" ? { ...each, forPersons: true } : each,
      ),
    };
    const person = { ...subject(0), kind: "PERSON" as const, identifier: "11010519491231002X" };
    expect(await simulateOn([person], catalogue, ["PROCUREMENT_BID"])).toMatchObject({ verdicts: 0 });
    const { examples } = await simulateOn([person], forPersons, ["PROCUREMENT_BID"]);
    expect(examples).toMatchObject([{ from: "REFUSED", to: "HOLD", identifier: "1101**********002X" }]);
  });

  it("holds no more than one chunk, however many subjects there are", async () => {
    const held = { now: 0, most: 0 };
    const { subjects: done } = await simulateOn(subjects(5000), catalogue, ["PROCUREMENT_BID"], held);
    expect(done).toBe(5000);
    expect(held.most).toBe(500);
  });

  it("shows a matrix and examples", async () => {
    const simulation = await simulateOn(subjects(10), weaker, ["PROCUREMENT_BID"]);
    const text = renderSimulation(simulation, { total: 40, sample: { size: 10, seed: 3 } });
    expect(text).toContain("主体 10／40 个（抽样，种子 3），事项 1 个，判定 10 个");
    expect(text).toMatch(/拦截待核 HOLD +│ 5 +│ — /);
    expect(text).toMatch(/CODE-0 .*拦截待核 HOLD +│ PROCUREMENT_BID\.CT_DISHONEST HOLD/);
  });
});

describe("mattersInBoth", () => {
  it("compares what both have, and names the others", () => {
    const fewer = { ...catalogue, matters: catalogue.matters.slice(1) };
    const [first] = catalogue.matters;
    expect(mattersInBoth(catalogue, fewer)).toMatchObject({ onlyBefore: [first?.code], onlyAfter: [] });
    expect(mattersInBoth(catalogue, catalogue, "SUBSIDY").matters).toEqual(["SUBSIDY"]);
    expect(() => mattersInBoth(catalogue, catalogue, "NOTHING")).toThrow("没有共同的事项 NOTHING");
  });
});

/** Every second one is a dishonest debtor. */
function subjects(count: number): IndexedSubject[] {
  return Array.from({ length: count }, (_, index) => subject(index));
}

function subject(index: number): IndexedSubject {
  return {
    subjectId: `s-${index}`,
    formerSubjectIds: [],
    kind: "ENTERPRISE",
    identifier: `CODE-${index}`,
    names: ["云杉建设有限公司"],
    status: null,
  };
}

async function simulateOn(
  of: readonly IndexedSubject[],
  after: Catalogue,
  matters: readonly string[],
  held = { now: 0, most: 0 },
): Promise<Simulation> {
  return await simulate({
    before: catalogue,
    after,
    matters,
    asOf,
    subjects: stream(of),
    async factsOf(subjectId) {
      held.now += 1;
      held.most = Math.max(held.most, held.now);
      await new Promise((resolve) => setImmediate(resolve));
      held.now -= 1;
      const isDebtor = Number(subjectId.slice(2)) % 2 === 0;
      const records = isDebtor ? [createRecord("CT_DISHONEST", { subjectId })] : [];
      return createFacts(records, {}, { subjectId, kind: "ORGANISATION", registered: true, names: [] });
    },
  });
}

async function* stream(of: readonly IndexedSubject[]): AsyncIterable<IndexedSubject> {
  await Promise.resolve();
  yield* of;
}
