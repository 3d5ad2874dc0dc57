import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { request } from "undici";
import { codeOf, sources } from "../../schema/departments.js";
import type { Decision } from "../../subgraphs/credit-office/verdict/verdict.js";
import { checkQuery } from "../support/check-query.js";
import { startDeployedSystem, type DeployedSystem } from "../support/deployed-system.js";

const deadlineMs = 1000;
let system: DeployedSystem;
beforeAll(async () => {
  system = await startDeployedSystem({ deadlineMs });
}, 120_000);

const purpose = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-7010" };
const stops: ReadonlySet<Decision> = new Set(["INCOMPLETE", "HOLD"]);

interface Answer {
  readonly decision: Decision;
  readonly sources: readonly {
    readonly department: string;
    readonly answer: string;
    readonly reason: string | null;
  }[];
}

async function check(name: "clean" | "dishonest-debtor"): Promise<Answer> {
  const { identifiers } = system.named(name);
  const { data, errors } = await system.ask("procurement", checkQuery, {
    input: { ...purpose, subjects: identifiers },
  });
  expect(errors).toEqual([]);
  return data.check.results[0];
}

const courtsOf = ({ sources: lines }: Answer) =>
  lines.find(({ department }) => department === codeOf("courts"));

describe("the deployed shape", () => {
  it("answers as the embedded one does, verdict and details", async () => {
    expect((await check("clean")).decision).toBe("PASS");
    expect((await check("dishonest-debtor")).decision).toBe("HOLD");
    const query = `query($id: String!) { subject(identifier: $id, purpose: {matter: "PROCUREMENT_BID", caseNumber: "CG-1234"}) {
      name tax { rating { grade } } market { registration { status } } hrss { grade { grade } }
      ecology { rating { colour } } courts { dishonestListings { caseNumber } } } }`;
    const { data, errors } = await system.ask("procurement", query, {
      id: system.named("dishonest-debtor").identifiers[0],
    });
    expect(errors).toEqual([]);
    expect(data.subject.courts.dishonestListings).toHaveLength(1);
  });

  it.each(sources.map(({ name }) => name))("%s refuses whoever has no passport", async (name) => {
    const response = await request(system.urlOf(name), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ _service { sdl } }" }),
    });
    expect(response.statusCode).toBe(401);
    expect(await response.body.text()).toContain("PASSPORT_REQUIRED");
  });

  it("works off a batch over HTTP, in the name of its starter", async () => {
    const subjects = [...system.named("clean").identifiers, ...system.named("dishonest-debtor").identifiers];
    const started = await system.ask(
      "procurement",
      "mutation($input: BatchInput!) { startBatch(input: $input) { id } }",
      {
        input: { ...purpose, subjects },
      },
    );
    const query = "query($id: ID!) { batch(id: $id) { state results { nodes { decision } } } }";
    for (let tries = 0; tries < 100; tries += 1) {
      const { data } = await system.ask("procurement", query, { id: started.data.startBatch.id });
      if (data.batch.state === "DONE") {
        expect(data.batch.results.nodes).toEqual([{ decision: "PASS" }, { decision: "HOLD" }]);
        return;
      }
      await pause(100);
    }
    throw new Error("the batch did not finish");
  });

  it("names a killed department in every answer, is never weaker, and recovers by itself", async () => {
    const courts: { isKilled: boolean; isBack: boolean } = { isKilled: false, isBack: false };
    const hasReturned = (): boolean => courts.isBack;
    const during: Answer[] = [];
    const callers = Array.from({ length: 4 }, async (_, index) => {
      const name = index % 2 === 0 ? "clean" : "dishonest-debtor";
      while (!hasReturned()) {
        const startedAfterKill = courts.isKilled;
        const answer = await check(name);
        if (startedAfterKill && !hasReturned()) during.push(answer);
        else expect(answer.decision === "PASS" && name !== "clean").toBe(false);
      }
    });
    await pause(500);
    await system.kill("courts");
    courts.isKilled = true;
    await pause(1500);
    const answered = [...during];
    expect(answered.length).toBeGreaterThan(4);
    for (const answer of answered) {
      expect(stops.has(answer.decision)).toBe(true);
      expect(courtsOf(answer)).toMatchObject({ answer: "UNAVAILABLE", reason: "DOWN" });
    }
    await system.start("courts");
    courts.isBack = true;
    await Promise.all(callers);
    expect((await check("clean")).decision).toBe("PASS");
    expect((await check("dishonest-debtor")).decision).toBe("HOLD");
  }, 60_000);

  it("a HOLD that stands without the killed department stays HOLD", async () => {
    await system.kill("tax");
    expect((await check("dishonest-debtor")).decision).toBe("HOLD");
    expect((await check("clean")).decision).toBe("INCOMPLETE");
    await system.start("tax");
    expect((await check("clean")).decision).toBe("PASS");
  }, 60_000);

  it("a frozen department is a TIMEOUT, and its thaw needs nobody", async () => {
    system.signal("hrss", "SIGSTOP");
    const startedAt = performance.now();
    const answer = await check("clean");
    const elapsedMs = performance.now() - startedAt;
    system.signal("hrss", "SIGCONT");
    expect(answer.decision).toBe("INCOMPLETE");
    const hrss = answer.sources.find(({ department }) => department === "HRSS");
    expect(hrss).toMatchObject({ answer: "UNAVAILABLE", reason: "TIMEOUT" });
    // Not a speed test: without the deadline this would never end.
    expect(elapsedMs).toBeLessThan(deadlineMs + 5000);
    for (let tries = 0; tries < 50 && (await check("clean")).decision !== "PASS"; tries += 1)
      await pause(100);
    expect((await check("clean")).decision).toBe("PASS");
  }, 60_000);

  it("logs no identifier, no name and no token", () => {
    const { identifiers } = system.named("dishonest-debtor");
    const output = system.output();
    expect(output).toContain("gateway.started");
    expect(output).toContain("department.unavailable");
    for (const secret of [...identifiers, "宿迁沉舟", "Bearer", "eyJ"]) expect(output).not.toContain(secret);
  });
});

afterAll(async () => {
  const codes = await system.stop();
  // Stopping cleanly is part of the deployed shape: every process that was not killed ends with 0.
  expect(codes.every((code) => code === 0)).toBe(true);
}, 60_000);
