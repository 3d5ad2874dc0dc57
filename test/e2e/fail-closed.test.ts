import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { SourceFailure } from "../../gateway/execution/sources/source-failure.js";
import type { SourceRequest, SourceResponse } from "../../gateway/execution/sources/source.js";
import { codeOf, departments, type DepartmentName } from "../../schema/departments.js";
import { checkQuery } from "../support/check-query.js";
import { createRecorder, type Interference } from "../support/recording-source.js";
import { startTestSystem, type TestSystem } from "../support/test-system.js";

const deadlineMs = 300;
const recorder = createRecorder();
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ deadlineMs, wrapSource: recorder.wrapSource });
}, 120_000);
afterAll(async () => {
  await system.close();
});
afterEach(() => {
  recorder.reset();
});

const purpose = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-7003" };

async function check(name: "clean" | "dishonest-debtor") {
  return await system.ask("procurement", checkQuery, {
    input: { ...purpose, subjects: system.named(name).identifiers },
  });
}

const entitiesOf = (request: SourceRequest): { id: string }[] =>
  request.variables["representations"] as { id: string }[];
const answering = (data: unknown) => (): Promise<SourceResponse> =>
  Promise.resolve({ data } as SourceResponse);

/** All the ways in which a department may fail to answer, and the reason that must come out. */
const failures: readonly [string, (name: DepartmentName) => Interference, string][] = [
  ["never answers", () => () => new Promise<never>(() => undefined), "TIMEOUT"],
  ["cannot be reached", () => () => Promise.reject(new SourceFailure("DOWN")), "DOWN"],
  ["throws", () => () => Promise.reject(new Error("boom")), "ERROR"],
  ["refuses the passport", () => () => Promise.reject(new SourceFailure("DENIED")), "DENIED"],
  [
    "answers data null with an error",
    () => () => Promise.resolve({ data: null, errors: [{ message: "x" }] }),
    "ERROR",
  ],
  ["answers nothing at all", () => () => Promise.resolve({}), "INVALID_ANSWER"],
  [
    "answers a null entity",
    () => (request) => answering({ _entities: entitiesOf(request).map(() => null) })(),
    "ERROR",
  ],
  [
    "answers null facts",
    (name) => (request) =>
      answering({ _entities: entitiesOf(request).map(() => ({ [`${name}Facts`]: null })) })(),
    "ERROR",
  ],
  ["answers too few entities", () => answering({ _entities: [] }), "INVALID_ANSWER"],
  [
    "answers garbage for facts",
    (name) => (request) =>
      answering({ _entities: entitiesOf(request).map(() => ({ [`${name}Facts`]: "nothing on file" })) })(),
    "INVALID_ANSWER",
  ],
  [
    "answers about somebody else",
    (name) => (request) =>
      answering({
        _entities: entitiesOf(request).map(() => ({
          [`${name}Facts`]: {
            state: "ANSWERED",
            subjectId: "o-somebody-else",
            dataAsOf: new Date().toISOString(),
            records: [],
          },
        })),
      })(),
    "INVALID_ANSWER",
  ],
  [
    "says that it is not needed when it is",
    (name) => (request) =>
      answering({
        _entities: entitiesOf(request).map(({ id }) => ({
          [`${name}Facts`]: { state: "NOT_NEEDED", subjectId: id },
        })),
      })(),
    "INVALID_ANSWER",
  ],
];

describe.each(departments.map(({ name }) => name))("when %s", (name) => {
  it.each(failures)(
    "%s, the clean one is INCOMPLETE and says who and why",
    async (_what, interference, reason) => {
      recorder.interferences.set(name, interference(name));
      const startedAt = performance.now();
      const { data, errors } = await check("clean");
      const elapsedMs = performance.now() - startedAt;
      expect(errors).toEqual([]);
      const [result] = data.check.results;
      expect(result).toMatchObject({ decision: "INCOMPLETE", provisional: "PASS" });
      expect(data.check.decision).toBe("INCOMPLETE");
      const source = result.sources.find(
        ({ department }: { department: string }) => department === codeOf(name),
      );
      expect(source).toMatchObject({ answer: "UNAVAILABLE", reason });
      const others = result.sources.filter(
        ({ department }: { department: string }) => department !== codeOf(name),
      );
      expect(others.every(({ answer }: { answer: string }) => answer === "CLEAR")).toBe(true);
      // The bound on a hung department; a hang would wait for ever, so this asserts that the deadline works.
      expect(elapsedMs).toBeLessThan(deadlineMs + 3000);
    },
  );
});

describe("a HOLD", () => {
  it("stands when another department does not answer", async () => {
    recorder.interferences.set("tax", () => Promise.reject(new SourceFailure("DOWN")));
    const { data } = await check("dishonest-debtor");
    expect(data.check.results[0]).toMatchObject({ decision: "HOLD" });
    const tax = data.check.results[0].sources.find(
      ({ department }: { department: string }) => department === "TAX",
    );
    expect(tax).toMatchObject({ answer: "UNAVAILABLE", reason: "DOWN" });
  });

  it("whose own department does not answer becomes INCOMPLETE, never weaker", async () => {
    recorder.interferences.set("courts", () => Promise.reject(new SourceFailure("DOWN")));
    const { data } = await check("dishonest-debtor");
    expect(data.check.results[0].decision).toBe("INCOMPLETE");
  });
});

describe("one bad subject in a list", () => {
  it("never spoils the others", async () => {
    const [clean = ""] = system.named("clean").identifiers;
    const [grade = ""] = system.named("a-grade").identifiers;
    recorder.interferences.set("tax", (request) => {
      const entities = entitiesOf(request).map(({ id }) =>
        id === `o-${clean}`
          ? null
          : {
              taxFacts: { state: "ANSWERED", subjectId: id, dataAsOf: new Date().toISOString(), records: [] },
            },
      );
      return Promise.resolve({
        data: { _entities: entities },
        errors: [{ message: "x", path: ["_entities", 0] }],
      });
    });
    const { data } = await system.ask("procurement", checkQuery, {
      input: { ...purpose, subjects: [clean, grade] },
    });
    expect(data.check.results.map(({ decision }: { decision: string }) => decision)).toEqual([
      "INCOMPLETE",
      "PASS",
    ]);
  });
});

describe("when the credit office does not answer", () => {
  it("in the first stage, the check is refused and no department is asked", async () => {
    recorder.interferences.set("credit-office", () => Promise.reject(new SourceFailure("DOWN")));
    const { data, errors, text } = await check("clean");
    expect(data).toEqual({ check: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["CREDIT_OFFICE_UNAVAILABLE"]);
    expect(recorder.fetches.map(({ source }) => source)).toEqual(["credit-office"]);
    expect(text).not.toMatch(/stack|Error:|127\.0\.0\.1/);
  });

  it("in the stage of the verdict, there is no answer at all: never a check without its verdict", async () => {
    let calls = 0;
    recorder.interferences.set("credit-office", () => {
      calls += 1;
      return calls === 2 ? Promise.reject(new SourceFailure("TIMEOUT")) : undefined;
    });
    const { data, errors } = await check("clean");
    expect(data).toEqual({ check: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["CREDIT_OFFICE_UNAVAILABLE"]);
  });
});

describe("a subject's file", () => {
  it("is null for the department that does not answer, beside an error that names it in Chinese", async () => {
    recorder.interferences.set("market", () => Promise.reject(new SourceFailure("TIMEOUT")));
    const [identifier] = system.named("clean").identifiers;
    const query = `query($id: String!) { subject(identifier: $id, purpose: {matter: "PROCUREMENT_BID", caseNumber: "CG-2026-1"}) {
      name tax { rating { grade } } market { registration { status } } } }`;
    const { data, errors } = await system.ask("procurement", query, { id: identifier });
    expect(data.subject.market).toBeNull();
    expect(data.subject.tax.rating.grade).toBeDefined();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ path: ["subject"], extensions: { code: "DEPARTMENT_UNAVAILABLE" } });
    expect(errors[0]?.message).toContain("市场监管");
  });
});
