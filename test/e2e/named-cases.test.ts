import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { checkQuery } from "../support/check-query.js";
import { startTestSystem, type GraphQLAnswer, type TestSystem } from "../support/test-system.js";
import type { CaseName } from "../../cli/sample/named-cases.js";

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
}, 120_000);
afterAll(async () => {
  await system.close();
});

const names: CaseName[] = [
  "clean",
  "dishonest-debtor",
  "repaired-last-month",
  "namesake",
  "expired",
  "disputed",
  "wage-arrears",
  "black-ecology",
  "a-grade",
  "consortium-member",
  "person-recruitment",
  "revoked-licence",
];

async function checkCase(name: CaseName): Promise<GraphQLAnswer> {
  const { matter, caseNumber, identifiers, groups, role } = system.named(name);
  return await system.ask(role, checkQuery, { input: { matter, caseNumber, subjects: identifiers, groups } });
}

describe("the named cases", () => {
  it("are twelve", () => {
    expect(system.cases.map(({ name }) => name)).toEqual(names);
  });

  it.each(names)("%s is decided as the README says", async (name) => {
    const { data, errors } = await checkCase(name);
    expect(errors).toEqual([]);
    expect(data.check.decision).toBe(system.named(name).expected);
  });

  it("holds the dishonest debtor with its legal basis and its remedy", async () => {
    const { data } = await checkCase("dishonest-debtor");
    const [hit] = data.check.results[0].hits;
    expect(hit).toMatchObject({
      measure: "HOLD",
      department: "COURTS",
      recordType: "CT_DISHONEST",
      basisVerified: true,
    });
    expect(hit.legalBasis).toContain("财库〔2016〕125号");
    expect(hit.remedy).toContain("履行");
    expect(hit.until > data.check.asOf.slice(0, 10)).toBe(true);
  });

  it("passes the clean one with six sources that answered and found nothing", async () => {
    const { data } = await checkCase("clean");
    const [result] = data.check.results;
    expect(result).toMatchObject({ decision: "PASS", provisional: null, hits: [], problem: null });
    expect(result.sources.map((source: { answer: string }) => source.answer)).toEqual(Array(6).fill("CLEAR"));
    expect(result.sources.map((source: { department: string }) => source.department)).toEqual([
      "TAX",
      "MARKET",
      "HRSS",
      "ECOLOGY",
      "COURTS",
      "CREDIT_OFFICE",
    ]);
  });

  it("cites nothing of a record that was repaired, and does cite it as of two months ago", async () => {
    const { matter, caseNumber, identifiers } = system.named("repaired-last-month");
    const now = await checkCase("repaired-last-month");
    expect(now.data.check.results[0]).toMatchObject({ decision: "PASS", hits: [] });
    const asOf = new Date(Date.now() - 60 * 86_400_000).toISOString();
    const then = await system.ask("officer", checkQuery, {
      input: { matter, caseNumber, subjects: identifiers, asOf },
    });
    expect(then.data.check).toMatchObject({ decision: "HOLD", historical: true });
  });

  it("finds nothing on a namesake of the dishonest debtor", async () => {
    const { data } = await checkCase("namesake");
    const debtor = await checkCase("dishonest-debtor");
    expect(data.check.results[0].subject.name).toBe(debtor.data.check.results[0].subject.name);
    expect(data.check.results[0]).toMatchObject({ decision: "PASS", hits: [] });
  });

  it("counts a member's hit for its consortium and never for another bidder", async () => {
    const { data } = await checkCase("consortium-member");
    const decisions = data.check.results.map((result: { decision: string }) => result.decision);
    expect(decisions).toEqual(["PASS", "HOLD", "PASS"]);
    expect(data.check.groups).toHaveLength(1);
    expect(data.check.groups[0]).toMatchObject({
      decision: "HOLD",
      members: system.named("consortium-member").identifiers.slice(0, 2),
    });
  });

  it("shows a natural person masked, by number and by name", async () => {
    const { data, text } = await checkCase("person-recruitment");
    const [identifier] = system.named("person-recruitment").identifiers;
    const [result] = data.check.results;
    expect(result.identifier).toMatch(/^\d{4}\*{10}\d{3}[\dX]$/);
    expect(result.subject.name).toMatch(/^.\*+$/u);
    expect(text).not.toContain(identifier);
    expect(result.hits[0].legalBasis).toContain("公务员法");
  });

  it("gives the A-grade its incentives beside PASS", async () => {
    const { data } = await checkCase("a-grade");
    const types = data.check.results[0].incentives.map((each: { recordType: string }) => each.recordType);
    expect(types).toEqual(expect.arrayContaining(["TAX_CREDIT", "ENV_GRADE", "HR_GRADE", "MSA_HONOUR"]));
  });
});
