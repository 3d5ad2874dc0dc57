import { fixedSubjects } from "../../../cli/sample/generate-subjects.js";
import { namedCases, type CaseName } from "../../../cli/sample/named-cases.js";
import { seededSources } from "../../../cli/sample/sample-records.js";
import type { RecordInView } from "../../../kernel/record.js";
import { addDays, startOfDay } from "../../../kernel/shanghai-day.js";
import { loadCatalogue } from "../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { decide } from "../../../subgraphs/credit-office/verdict/decide.js";
import {
  strongest,
  type Decision,
  type FactsBySource,
  type Verdict,
} from "../../../subgraphs/credit-office/verdict/verdict.js";
import { factsOf } from "../../../subgraphs/kit/facts.js";
import type { SampleSubject } from "../../../subgraphs/kit/sample.js";
import { anchor, anchorDay, fileOf, isBlemish, personKey, seriousTypes, statusesOf } from "./sample-file.js";

const cases = namedCases(anchor, personKey);

function subjectsOf(name: CaseName): SampleSubject[] {
  const subjectIds = cases.find((each) => each.name === name)?.subjectIds ?? [];
  return subjectIds.flatMap((id) => fixedSubjects(personKey).filter(({ subjectId }) => subjectId === id));
}

function fileFor(name: CaseName, asOf = anchor): RecordInView[] {
  const [subject] = subjectsOf(name);
  if (!subject) throw new Error(`no subject for ${name}`);
  return fileOf(subject, asOf);
}

const daysAgo = (days: number): Date => startOfDay(addDays(anchorDay, -days));

const catalogue = loadCatalogue();

/** The verdict of the built-in catalogue when every source answers. */
function verdictOn(subject: SampleSubject, matter: string, asOf: Date, loadedOn = anchorDay): Verdict {
  const facts = seededSources.map((source) => {
    const records = fileOf(subject, asOf, loadedOn).filter(({ department }) => department === source);
    return [source, factsOf(subject.subjectId, records, asOf)];
  });
  const { subjectId, names } = subject;
  const kind = subject.kind === "PERSON" ? "PERSON" : "ORGANISATION";
  return decide({
    subject: { subjectId, kind, registered: true, names },
    facts: Object.fromEntries(facts) as FactsBySource,
    matter,
    catalogue,
    asOf,
  });
}

function decisionOn(name: CaseName, day: string): Decision {
  const matter = cases.find((each) => each.name === name)?.matter ?? "";
  return strongest(
    subjectsOf(name).map((subject) => verdictOn(subject, matter, startOfDay(day), day).decision),
  );
}

describe("the named cases", () => {
  it.each([anchorDay, "2026-01-01", "2026-04-21", "2027-06-20", "2028-02-29"])(
    "are decided as expected by the catalogue that comes with the program, when loaded on %s",
    (day) => {
      expect(cases.map(({ name }) => [name, decisionOn(name, day)])).toEqual(
        cases.map(({ name, expected }) => [name, expected]),
      );
    },
  );

  it("clean: all six sources are clear; a-grade: four incentives; repaired-last-month: HOLD two months ago", () => {
    const verdictFor = (name: CaseName, asOf = anchor): Verdict | undefined =>
      subjectsOf(name)
        .map((subject) => verdictOn(subject, "PROCUREMENT_BID", asOf))
        .at(0);
    expect(verdictFor("clean")?.sources.map(({ answer }) => answer)).toEqual(Array(6).fill("CLEAR"));
    expect(
      verdictFor("a-grade")
        ?.incentives.map(({ recordType }) => recordType)
        .sort(),
    ).toEqual(["ENV_GRADE", "HR_GRADE", "MSA_HONOUR", "TAX_CREDIT"]);
    expect(verdictFor("repaired-last-month", daysAgo(60))?.decision).toBe("HOLD");
  });

  it("have a neighbour whose record bears another name, which goes to a person", () => {
    const mistaken = fixedSubjects(personKey).find(({ reference }) => reference === "DEMO-14");
    expect(mistaken && verdictOn(mistaken, "PROCUREMENT_BID", anchor).decision).toBe("MANUAL");
  });

  it("are the twelve of the README, with codes that never change", () => {
    expect(cases.map(({ name, identifiers, expected }) => [name, ...identifiers, expected])).toEqual([
      ["clean", "91321302MA9TD00198", "PASS"],
      ["dishonest-debtor", "91321311MA9TD00274", "HOLD"],
      ["repaired-last-month", "91320812MA9TD0035T", "PASS"],
      ["namesake", "91321322MA9TD0043P", "PASS"],
      ["expired", "91320803MA9TD0051F", "PASS"],
      ["disputed", "91321323MA9TD006XQ", "MANUAL"],
      ["wage-arrears", "91321302MA9TD0078B", "RESTRICT"],
      ["black-ecology", "91320826MA9TD0086C", "PROMPT"],
      ["a-grade", "91321324MA9TD0094W", "PASS"],
      ["consortium-member", "91320813MA9TD01072", "91320831MA9TD0115Y", "91321302MA9TD00198", "HOLD"],
      ["person-recruitment", "321398199508170122", "HOLD"],
      ["revoked-licence", "91320830MA9TD01316", "PROMPT"],
    ]);
  });

  it("expect between them every decision but INCOMPLETE, for matters and case numbers that can be asked", () => {
    expect(new Set(cases.map(({ expected }) => expected))).toEqual(
      new Set(["PASS", "PROMPT", "RESTRICT", "MANUAL", "HOLD"]),
    );
    for (const { name, matter, caseNumber, role } of cases) {
      const isPerson = name === "person-recruitment";
      expect([matter, role]).toEqual(
        isPerson ? ["RECRUITMENT", "officer"] : ["PROCUREMENT_BID", "procurement"],
      );
      expect(caseNumber).toMatch(/^(CG|LY)-2026-00\d\d$/);
    }
  });

  it.each([anchorDay, "2026-01-01", "2026-04-21", "2027-06-20", "2028-02-29"])(
    "have nothing on file but what they are about when loaded on %s",
    (day) => {
      const blemishesOf = (name: CaseName): string[] =>
        subjectsOf(name)
          .flatMap((subject) => fileOf(subject, startOfDay(day), day))
          .filter(isBlemish)
          .map(({ recordType }) => recordType);
      expect(cases.map(({ name }) => [name, ...blemishesOf(name)])).toEqual([
        ["clean"],
        ["dishonest-debtor", "CT_DISHONEST"],
        ["repaired-last-month"],
        ["namesake"],
        ["expired"],
        ["disputed", "CT_DISHONEST"],
        ["wage-arrears", "HR_WAGE_LIST"],
        ["black-ecology", "ENV_GRADE"],
        ["a-grade"],
        ["consortium-member", "CT_DISHONEST"],
        ["person-recruitment", "CT_DISHONEST"],
        ["revoked-licence", "MSA_REGISTRATION"],
      ]);
    },
  );

  it("clean: every department knows it, and nothing counts against it or for it", () => {
    const file = fileFor("clean");
    expect(new Set(file.map(({ department }) => department))).toEqual(new Set(["tax", "market", "hrss"]));
    expect(file.find(({ recordType }) => recordType === "TAX_CREDIT")?.facts["grade"]).toBe("B");
  });

  it("repaired-last-month: on a list two months ago, repaired now", () => {
    expect(statusesOf(fileFor("repaired-last-month"), "TAX_SERIOUS")).toEqual(["TAX_SERIOUS REPAIRED"]);
    expect(statusesOf(fileFor("repaired-last-month", daysAgo(60)), "TAX_SERIOUS")).toEqual([
      "TAX_SERIOUS IN_FORCE",
    ]);
    expect(statusesOf(fileFor("repaired-last-month", daysAgo(31)), "TAX_SERIOUS")).toEqual([
      "TAX_SERIOUS IN_FORCE",
    ]);
    expect(statusesOf(fileFor("repaired-last-month", daysAgo(29)), "TAX_SERIOUS")).toEqual([
      "TAX_SERIOUS REPAIRED",
    ]);
    expect(statusesOf(fileFor("repaired-last-month", daysAgo(700)), "TAX_SERIOUS")).toEqual([]);
  });

  it("namesake: the same registered name as the debtor, in another county", () => {
    const [debtor] = subjectsOf("dishonest-debtor");
    const [namesake] = subjectsOf("namesake");
    expect(namesake?.names).toEqual(debtor?.names);
    expect(namesake?.region).not.toEqual(debtor?.region);
  });

  it("expired: in force a year ago, over before the day of loading", () => {
    expect(statusesOf(fileFor("expired"), "TAX_SERIOUS")).toEqual(["TAX_SERIOUS EXPIRED"]);
    expect(statusesOf(fileFor("expired", daysAgo(365)), "TAX_SERIOUS")).toEqual(["TAX_SERIOUS IN_FORCE"]);
  });

  it("disputed: its only listing is annotated since the objection was accepted", () => {
    expect(statusesOf(fileFor("disputed"), ...seriousTypes)).toEqual(["CT_DISHONEST ANNOTATED"]);
    expect(statusesOf(fileFor("disputed", daysAgo(20)), ...seriousTypes)).toEqual(["CT_DISHONEST IN_FORCE"]);
  });

  it("black-ecology: a score of 0 or less, nine points not long before", () => {
    const ratingOf = (asOf: Date): unknown =>
      fileFor("black-ecology", asOf).find(({ recordType }) => recordType === "ENV_GRADE")?.facts["colour"];
    expect(ratingOf(anchor)).toBe("BLACK");
    expect(ratingOf(daysAgo(500))).toBe("BLUE");
  });

  it("a-grade: best grades everywhere and an honour, all in force", () => {
    const file = fileFor("a-grade").filter(({ status }) => status === "IN_FORCE");
    const particularsOf = (type: string): unknown =>
      file.find(({ recordType }) => recordType === type)?.facts;
    expect(particularsOf("TAX_CREDIT")).toMatchObject({ grade: "A" });
    expect(particularsOf("ENV_GRADE")).toMatchObject({ colour: "GREEN" });
    expect(particularsOf("HR_GRADE")).toMatchObject({ grade: "A" });
    expect(particularsOf("MSA_HONOUR")).toMatchObject({ award: "守合同重信用企业" });
  });

  it("consortium-member: a clean and a listed member, and a clean bidder outside", () => {
    const consortium = cases.find(({ name }) => name === "consortium-member");
    expect(consortium?.groups).toEqual([
      { name: "星槎联合体", members: consortium?.identifiers.slice(0, 2) },
    ]);
    const listed = subjectsOf("consortium-member").map((subject) =>
      statusesOf(fileOf(subject, anchor), ...seriousTypes),
    );
    expect(listed).toEqual([[], ["CT_DISHONEST IN_FORCE"], []]);
  });

  it("person-recruitment: the record is about the person, under the hash of the number", () => {
    const [record] = fileFor("person-recruitment");
    expect(record).toMatchObject({ recordType: "CT_DISHONEST", status: "IN_FORCE" });
    expect(record?.subjectId).toMatch(/^p-/);
  });

  it("revoked-licence: revoked in the registration and in the index", () => {
    expect(subjectsOf("revoked-licence")[0]?.status).toBe("吊销");
    const registration = fileFor("revoked-licence").find(
      ({ recordType }) => recordType === "MSA_REGISTRATION",
    );
    expect(registration?.facts["status"]).toBe("吊销");
  });
});
