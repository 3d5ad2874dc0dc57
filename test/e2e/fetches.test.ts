import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "graphql";
import { prettyFormatQueryPlan } from "@apollo/query-planner";
import { readSupergraph } from "../../gateway/authorization/read-supergraph.js";
import { createPlanner } from "../../gateway/execution/planner.js";
import { supergraphFile } from "../../gateway/index.js";
import { readView } from "../../kernel/view.js";
import { readSecret } from "../../kernel/key-files.js";
import { departments } from "../../schema/departments.js";
import { checkQuery } from "../support/check-query.js";
import { expectGolden } from "../support/golden.js";
import { createRecorder } from "../support/recording-source.js";
import { startTestSystem, type TestSystem } from "../support/test-system.js";

const recorder = createRecorder();
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ subjects: 600, wrapSource: recorder.wrapSource });
}, 120_000);
afterAll(async () => {
  await system.close();
});
afterEach(() => {
  recorder.reset();
});

const names = departments.map(({ name }) => name);
const purpose = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-7002" };

const everythingQuery = /* GraphQL */ `
  query Everything($input: CheckInput!) {
    check(input: $input) {
      decision
      results {
        decision
        subject {
          name
          tax {
            rating {
              grade
            }
          }
          market {
            registration {
              status
            }
          }
          hrss {
            grade {
              grade
            }
          }
          ecology {
            rating {
              colour
            }
          }
          courts {
            dishonestListings {
              caseNumber
              inForce
            }
          }
        }
      }
    }
  }
`;

describe("the plan of a check with the five departments' details", () => {
  it("has four stages: office, five facts at once, office, five details at once", () => {
    const plan = createPlanner(readSupergraph(readFileSync(supergraphFile, "utf8")).supergraphSdl)(
      parse(everythingQuery),
    );
    expectGolden("plan-check-with-details.txt", `${prettyFormatQueryPlan(plan)}\n`);
    const stages = plan.node?.kind === "Sequence" ? plan.node.nodes : [];
    expect(stages.map(({ kind }) => kind)).toEqual(["Fetch", "Parallel", "Flatten", "Parallel"]);
  });

  it("is carried out as planned", async () => {
    const { identifiers } = system.named("dishonest-debtor");
    const { data, errors } = await system.ask("procurement", everythingQuery, {
      input: { ...purpose, subjects: identifiers },
    });
    expect(errors).toEqual([]);
    expect(data.check.results[0].subject.courts.dishonestListings).toHaveLength(1);
    const asked = recorder.fetches.map(({ source }) => source);
    expect(asked).toHaveLength(12);
    expect(asked[0]).toBe("credit-office");
    expect(new Set(asked.slice(1, 6))).toEqual(new Set(names));
    expect(asked[6]).toBe("credit-office");
    expect(new Set(asked.slice(7))).toEqual(new Set(names));
  });

  it("asks for facts in nobody's name and for details in the caller's", async () => {
    const { identifiers } = system.named("clean");
    await system.ask("procurement", everythingQuery, { input: { ...purpose, subjects: identifiers } });
    const authorities = recorder.fetches.map(({ request }) => request.passport.authority);
    expect(authorities).toEqual([
      "ROOT",
      ...Array<string>(5).fill("CHECK"),
      "CHECK",
      ...Array<string>(5).fill("DETAIL"),
    ]);
  });
});

describe("one check of 500 subjects", () => {
  it("makes one _entities call to each department, with 500 representations of one view", async () => {
    const found = await system.office.connection
      .collection<{ identifier: string }>("subjects")
      .find({ kind: { $ne: "PERSON" } })
      .limit(500)
      .toArray();
    const subjects = found.map(({ identifier }) => identifier);
    const query = "query($input: CheckInput!) { check(input: $input) { results { decision } } }";
    const { data } = await system.ask("officer", query, { input: { ...purpose, subjects } });
    expect(data.check.results).toHaveLength(500);
    for (const name of names) {
      const calls = recorder.fetches.filter(({ source }) => source === name);
      expect(calls).toHaveLength(1);
      const representations = calls[0]?.request.variables["representations"] as {
        id: string;
        view: string;
      }[];
      expect(representations).toHaveLength(500);
      expect(new Set(representations.map(({ view }) => view)).size).toBe(1);
    }
  });

  it("asks once about a subject that is named twice", async () => {
    const [identifier = ""] = system.named("clean").identifiers;
    const query = "query($input: CheckInput!) { check(input: $input) { results { decision } } }";
    await system.ask("officer", query, {
      input: { ...purpose, subjects: [identifier, identifier.toLowerCase()] },
    });
    const [call] = recorder.fetches.filter(({ source }) => source === "tax");
    expect(call?.request.variables["representations"]).toHaveLength(1);
  });
});

describe("two aliased checks of two matters and times in one operation", () => {
  it("stay apart: each has its receipt, its view, its time and its verdict", async () => {
    const { identifiers } = system.named("repaired-last-month");
    const asOf = new Date(Date.now() - 60 * 86_400_000).toISOString();
    const query = /* GraphQL */ `
      query Two($now: CheckInput!, $then: CheckInput!) {
        now: check(input: $now) {
          receipt
          matter {
            code
          }
          asOf
          historical
          decision
        }
        then: check(input: $then) {
          receipt
          matter {
            code
          }
          asOf
          historical
          decision
        }
      }
    `;
    const { data, errors } = await system.ask("officer", query, {
      now: { matter: "LICENCE", caseNumber: "XK-2026-1", subjects: identifiers },
      then: { ...purpose, subjects: identifiers, asOf },
    });
    expect(errors).toEqual([]);
    expect(data.now).toMatchObject({ matter: { code: "LICENCE" }, historical: false, decision: "PASS" });
    expect(data.then).toMatchObject({
      matter: { code: "PROCUREMENT_BID" },
      historical: true,
      decision: "HOLD",
      asOf,
    });
    expect(data.now.receipt).not.toBe(data.then.receipt);
    const viewKey = readSecret(system.keyDir, "view");
    const views = recorder.fetches
      .filter(({ source }) => source === "tax")
      .flatMap(({ request }) => request.variables["representations"] as { view: string }[])
      .map(({ view }) => readView(view, viewKey));
    expect(new Set(views.map(({ receipt }) => receipt))).toEqual(
      new Set([data.now.receipt, data.then.receipt]),
    );
  });

  it("a refused one is null beside its error and the other is answered", async () => {
    const [identifier] = system.named("clean").identifiers;
    const query = /* GraphQL */ `
      query Two($good: CheckInput!, $bad: CheckInput!) {
        good: check(input: $good) {
          decision
        }
        bad: check(input: $bad) {
          decision
        }
      }
    `;
    const { data, errors } = await system.ask("procurement", query, {
      good: { ...purpose, subjects: [identifier] },
      bad: { matter: "HONOUR", caseNumber: "PY-2026-1", subjects: [identifier] },
    });
    expect(data).toEqual({ good: { decision: "PASS" }, bad: null });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ path: ["bad"], extensions: { code: "FORBIDDEN" } });
  });
});

describe("a check that selects no decision", () => {
  it("still asks, decides and stores, and shows nothing that was not selected", async () => {
    const { identifiers } = system.named("dishonest-debtor");
    const { data } = await system.ask(
      "procurement",
      "query($input: CheckInput!) { check(input: $input) { receipt } }",
      {
        input: { ...purpose, subjects: identifiers },
      },
    );
    expect(Object.keys(data.check)).toEqual(["receipt"]);
    expect(new Set(recorder.fetches.map(({ source }) => source))).toEqual(
      new Set([...names, "credit-office"]),
    );
    const again = await system.ask(
      "procurement",
      checkQuery
        .replace("query Check($input: CheckInput!)", "query($r: ID!)")
        .replace("check(input: $input)", "check: checkByReceipt(receipt: $r)"),
      {
        r: data.check.receipt,
      },
    );
    expect(again.data.check).toMatchObject({ receipt: data.check.receipt, decision: "HOLD" });
  });
});

describe("a matter that does not need a department", () => {
  it("does not ask it and says NOT_NEEDED", async () => {
    const { identifiers, caseNumber } = system.named("person-recruitment");
    const { data } = await system.ask("officer", checkQuery, {
      input: { matter: "RECRUITMENT", caseNumber, subjects: identifiers },
    });
    const notNeeded = data.check.results[0].sources
      .filter(({ answer }: { answer: string }) => answer === "NOT_NEEDED")
      .map(({ department }: { department: string }) => department);
    expect(notNeeded).toEqual(expect.arrayContaining(["MARKET", "ECOLOGY"]));
    const asked = new Set(recorder.fetches.map(({ source }) => source));
    expect(asked.has("ecology")).toBe(false);
    expect(asked.has("market")).toBe(false);
    expect(asked.has("courts")).toBe(true);
  });
});
