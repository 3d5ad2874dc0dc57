import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { registerCollection } from "../../kernel/register-entry.js";
import { checkQuery } from "../support/check-query.js";
import { createRecorder } from "../support/recording-source.js";
import { startTestSystem, type TestSystem } from "../support/test-system.js";

const recorder = createRecorder();
let system: TestSystem;
let subjects: string[];
beforeAll(async () => {
  system = await startTestSystem({ subjects: 1200, wrapSource: recorder.wrapSource });
  const found = await system.office.connection
    .collection<{ identifier: string }>("subjects")
    .find({ kind: { $ne: "PERSON" } })
    .limit(1000)
    .toArray();
  subjects = [...found.map(({ identifier }) => identifier), "wrong"];
}, 120_000);
afterAll(async () => {
  await system.close();
});

const purpose = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-7005" };
const start = "mutation($input: BatchInput!) { startBatch(input: $input) { id state total } }";
const results = `query($id: ID!, $first: Int, $after: String) { batch(id: $id) { state total done decisions { decision count }
  results(first: $first, after: $after) { nodes { identifier decision hits { recordId } } endCursor hasNextPage } } }`;

async function finish(id: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { data } = await system.ask("procurement", "query($id: ID!) { batch(id: $id) { state } }", { id });
    if (data.batch.state === "DONE") return;
    await pause(100);
  }
  throw new Error("the batch did not finish");
}

describe("a batch", () => {
  it("equals its single checks, in the order written, over several chunks", async () => {
    const { data, errors } = await system.ask("procurement", start, { input: { ...purpose, subjects } });
    expect(errors).toEqual([]);
    expect(data.startBatch.total).toBe(1001);
    await finish(data.startBatch.id);
    const nodes: { identifier: string; decision: string; hits: { recordId: string }[] }[] = [];
    let after: string | null = null;
    let last;
    do {
      last = (await system.ask("procurement", results, { id: data.startBatch.id, first: 300, after })).data
        .batch;
      nodes.push(...last.results.nodes);
      after = last.results.endCursor;
    } while (last.results.hasNextPage);
    expect(last).toMatchObject({ total: 1001, done: 1001 });
    expect(nodes.map(({ identifier }) => identifier)).toEqual(subjects);
    expect(last.decisions.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(1001);
    const sample = [0, 1, 2, 5, 499, 500, 501, 1000];
    for (const index of sample) {
      const single = await system.ask("procurement", checkQuery, {
        input: { ...purpose, subjects: [subjects[index]] },
      });
      const [result] = single.data.check.results;
      expect(nodes[index]?.decision).toBe(result.decision);
      expect(nodes[index]?.hits).toEqual(
        result.hits.map(({ recordId }: { recordId: string }) => ({ recordId })),
      );
    }
  });

  it("registers each chunk as a look of the unit that started it", async () => {
    const { data } = await system.ask("procurement", start, {
      input: { ...purpose, caseNumber: "CG-2026-7006", subjects: subjects.slice(0, 3) },
    });
    await finish(data.startBatch.id);
    const looks = await system
      .register()
      .collection(registerCollection)
      .find({ caseNumber: "CG-2026-7006", kind: "INTENT", field: "check" })
      .toArray();
    expect(looks).toHaveLength(1);
    expect(looks[0]).toMatchObject({ unit: "宿迁市政府采购中心" });
    expect(looks[0]?.["subjects"]).toHaveLength(3);
  });

  it("is looked at again by whoever reads its results, and only at those shown", async () => {
    const purposeOfIt = { ...purpose, caseNumber: "CG-2026-7009" };
    const { data } = await system.ask("procurement", start, {
      input: { ...purposeOfIt, subjects: [subjects[0], ...subjects.slice(0, 4)] },
    });
    const id: string = data.startBatch.id;
    await finish(id);
    await system.ask("procurement", results, { id, first: 2, after: "2" });
    const entries = await system
      .register()
      .collection(registerCollection)
      .find({ caseNumber: purposeOfIt.caseNumber, kind: "INTENT" })
      .sort({ at: 1, _id: 1 })
      .toArray();
    const namedBy = (field: string): string[][] =>
      entries.filter((entry) => entry["field"] === field).map((entry) => entry["subjects"] as string[]);
    const [chunk = []] = namedBy("check");
    expect(chunk).toHaveLength(4);
    // Asking for its state shows nobody.
    expect(namedBy("batch").filter((named) => named.length > 0)).toEqual([chunk.slice(1, 3)]);
    expect(namedBy("startBatch")).toEqual([[]]);
  });

  it("shows no result that was done only after the gateway had asked whom the page shows", async () => {
    const input = { ...purpose, subjects: subjects.slice(0, 3) };
    const { data } = await system.ask("procurement", start, { input });
    await finish(data.startBatch.id);
    recorder.interferences.set("credit-office", ({ operationName }) =>
      operationName === "BatchLooks" ? Promise.resolve({ data: { batchLooks: [] } }) : undefined,
    );
    const early = await system.ask("procurement", results, { id: data.startBatch.id, first: 10 });
    expect(early.data.batch).toMatchObject({
      done: 3,
      results: { nodes: [], endCursor: null, hasNextPage: true },
    });
    recorder.reset();
    const later = await system.ask("procurement", results, { id: data.startBatch.id, first: 10 });
    expect(later.data.batch.results.nodes).toHaveLength(3);
  });

  it("submitted twice with one key is one batch; with other content it is a conflict", async () => {
    const input = { ...purpose, subjects: subjects.slice(0, 2), idempotencyKey: "k-1" };
    const submit = async (changed: object) =>
      await system.ask("procurement", start, { input: { ...input, ...changed } });
    const [first, second] = await Promise.all([submit({}), submit({})]);
    expect(first.errors).toEqual([]);
    expect(second.errors).toEqual([]);
    expect(second.data.startBatch.id).toBe(first.data.startBatch.id);
    const conflict = await submit({ subjects: subjects.slice(0, 1) });
    expect(conflict.errors[0]?.extensions.code).toBe("IDEMPOTENCY_CONFLICT");
    await finish(first.data.startBatch.id);
    const { data } = await system.ask("procurement", results, { id: second.data.startBatch.id });
    expect(data.batch.done).toBe(2);
  });

  it("is not there for another unit", async () => {
    const { data } = await system.ask("procurement", start, {
      input: { ...purpose, subjects: subjects.slice(0, 1) },
    });
    const foreign = await system.ask("developer", results, { id: data.startBatch.id });
    expect(foreign.data.batch).toBeNull();
    expect(foreign.errors).toEqual([]);
  });

  it("keeps identifiers encrypted at rest", async () => {
    const chunk = await system.office.connection.collection("batch_chunks").findOne({});
    expect(JSON.stringify(chunk)).not.toContain(subjects[0]);
  });
});
