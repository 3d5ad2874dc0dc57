import { describe, expect, it } from "@jest/globals";
import { recordStatuses, type FactRecord } from "../../../../kernel/record.js";
import type { Row } from "../../../../subgraphs/credit-office/catalogue/catalogue.js";
import { loadCatalogue } from "../../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { decide } from "../../../../subgraphs/credit-office/verdict/decide.js";
import type { SubjectUnderCheck } from "../../../../subgraphs/credit-office/verdict/verdict.js";
import {
  asOf,
  createFacts,
  createRecord,
  decideOn,
  organisation,
  person,
  unavailable,
  withRows,
} from "../../../support/verdict-builders.js";

const catalogue = loadCatalogue();
const dishonest = createRecord("CT_DISHONEST");

describe("decide", () => {
  it("passes a subject about whom nothing is on file, and says who was asked", () => {
    const verdict = decideOn(catalogue, "PROCUREMENT_BID", []);
    expect(verdict).toMatchObject({ decision: "PASS", provisional: null, hits: [], incentives: [] });
    expect(verdict.sources).toEqual(
      ["tax", "market", "hrss", "ecology", "courts", "credit-office"].map((department) => ({
        department,
        answer: "CLEAR",
        dataAsOf: "2026-11-20T18:00:00.000Z",
        reason: null,
      })),
    );
  });

  it("carries with a hit all that its reader needs", () => {
    const record = createRecord("CT_DISHONEST", {
      recordId: "R7",
      documentNo: "（2026）苏0000执1号",
      until: "2028-05-05",
    });
    expect(decideOn(catalogue, "PROCUREMENT_BID", [record]).hits).toEqual([
      {
        department: "courts",
        recordType: "CT_DISHONEST",
        recordId: "R7",
        ruleId: "PROCUREMENT_BID.CT_DISHONEST",
        severity: "GENERAL",
        documentNumber: "（2026）苏0000执1号",
        decidingAuthority: "某机关",
        decidedOn: "2026-05-06",
        measure: "HOLD",
        measureText: expect.stringContaining("拦截待核"),
        effects: [],
        legalBasis: "财库〔2016〕125号",
        basisVerified: true,
        until: "2028-05-05",
        remedy: expect.stringContaining("执行法院"),
        disputed: false,
      },
    ]);
  });

  it("writes null for what a record does not state", () => {
    const optional = ["severity", "documentNo", "decidingAuthority"];
    const stated = Object.entries(dishonest).filter(([field]) => !optional.includes(field));
    const bare = Object.fromEntries(stated) as unknown as FactRecord;
    expect(decideOn(catalogue, "PROCUREMENT_BID", [bare]).hits).toMatchObject([
      { severity: null, documentNumber: null, decidingAuthority: null, until: null },
    ]);
  });

  it("refuses a matter that the catalogue does not have", () => {
    expect(() => decideOn(catalogue, "MARRIAGE", [])).toThrow(RangeError);
  });

  it("says in the text that an unverified measure is only a PROMPT", () => {
    const [hit] = decideOn(catalogue, "TENDER_BID", [dishonest]).hits;
    expect(hit).toMatchObject({ measure: "PROMPT", basisVerified: false });
    expect(hit?.measureText).toContain("依据待核");
  });

  it("lists hits strongest first, then by department and record", () => {
    const records = [
      createRecord("CT_EXECUTED"),
      createRecord("MSA_ABNORMAL", { recordId: "B" }),
      createRecord("MSA_ABNORMAL", { recordId: "A" }),
      createRecord("HR_WAGE_LIST"),
      createRecord("PROCUREMENT_LIST"),
      createRecord("TAX_SERIOUS"),
      createRecord("CT_DISHONEST", { status: "ANNOTATED" }),
    ];
    expect(decideOn(catalogue, "PROCUREMENT_BID", records).hits.map(({ recordId }) => recordId)).toEqual([
      "TAX_SERIOUS-1",
      "PROCUREMENT_LIST-1",
      "CT_DISHONEST-1",
      "HR_WAGE_LIST-1",
      "A",
      "B",
      "CT_EXECUTED-1",
    ]);
  });

  it("counts a record once that was sent twice", () => {
    expect(decideOn(catalogue, "PROCUREMENT_BID", [dishonest, { ...dishonest }]).hits).toHaveLength(1);
  });
});

describe("the status of a record", () => {
  it.each(recordStatuses)("%s counts as it should", (status) => {
    const expected = { IN_FORCE: "HOLD", ANNOTATED: "MANUAL" } as Readonly<Record<string, string>>;
    const verdict = decideOn(catalogue, "PROCUREMENT_BID", [createRecord("CT_DISHONEST", { status })]);
    expect(verdict.decision).toBe(expected[status] ?? "PASS");
    expect(verdict.hits).toHaveLength(status in expected ? 1 : 0);
  });

  it("turns HOLD into MANUAL under an open objection, unless another HOLD stands undisputed", () => {
    const disputed = createRecord("CT_DISHONEST", { status: "ANNOTATED" });
    expect(decideOn(catalogue, "PROCUREMENT_BID", [disputed])).toMatchObject({
      decision: "MANUAL",
      hits: [{ measure: "HOLD", disputed: true }],
    });
    const another = createRecord("CT_DISHONEST", { recordId: "OTHER" });
    expect(decideOn(catalogue, "PROCUREMENT_BID", [disputed, another])).toMatchObject({
      decision: "HOLD",
      hits: [
        { recordId: "OTHER", disputed: false },
        { recordId: "CT_DISHONEST-1", disputed: true },
      ],
    });
  });

  it("neither lifts nor strengthens a weaker measure under an open objection", () => {
    for (const [type, decision] of [
      ["HR_WAGE_LIST", "RESTRICT"],
      ["MSA_ABNORMAL", "PROMPT"],
    ] as const) {
      const verdict = decideOn(catalogue, "PROCUREMENT_BID", [createRecord(type, { status: "ANNOTATED" })]);
      expect(verdict).toMatchObject({ decision, hits: [{ disputed: true }] });
    }
  });

  it("makes a MINOR record a PROMPT at most, and says so", () => {
    const minor = createRecord("PENALTY", { severity: "MINOR" });
    const [hit] = decideOn(catalogue, "PROCUREMENT_BID", [minor]).hits;
    expect(hit).toMatchObject({ measure: "PROMPT", effects: [] });
    expect(hit?.measureText).toContain("轻微失信");
  });

  it("ends a procurement ban with its last day, in Shanghai", () => {
    const record = createRecord("PROCUREMENT_LIST", { facts: { banUntil: "2026-11-21" } });
    const at = (instant: string) =>
      decideOn(catalogue, "PROCUREMENT_BID", [record], { asOf: new Date(instant) }).decision;
    expect(at("2026-11-21T23:59:59+08:00")).toBe("HOLD");
    expect(at("2026-11-22T00:00:00+08:00")).toBe("PASS");
  });
});

describe("restructuring", () => {
  const ruling = createRecord("CT_BANKRUPT");

  it("suspends the measures of listed records while it is in force", () => {
    const listed = [
      "CT_DISHONEST",
      "TAX_SERIOUS",
      "MSA_SERIOUS",
      "MSA_ABNORMAL",
      "HR_WAGE_LIST",
      "PROCUREMENT_LIST",
    ];
    const verdict = decideOn(catalogue, "PROCUREMENT_BID", [
      ...listed.map((type) => createRecord(type)),
      ruling,
    ]);
    expect(verdict).toMatchObject({ decision: "PASS", hits: [] });
  });

  it("suspends nothing else", () => {
    const records = [createRecord("CT_EXECUTED"), createRecord("PENALTY"), ruling];
    expect(decideOn(catalogue, "PROCUREMENT_BID", records).hits.map(({ recordType }) => recordType)).toEqual([
      "PENALTY",
      "CT_EXECUTED",
    ]);
  });

  it.each([
    ["is disputed", { status: "ANNOTATED" }],
    ["has been carried out", { facts: { kind: "重整", approvedOn: "2025-08-01", doneOn: "2026-11-20" } }],
    ["is no longer in force", { status: "EXPIRED" }],
  ] as const)("suspends nothing once the ruling %s", (_, given) => {
    const records = [dishonest, createRecord("CT_BANKRUPT", given)];
    expect(decideOn(catalogue, "PROCUREMENT_BID", records).decision).toBe("HOLD");
  });

  it("tells the officer of a HOLD when the courts, who would know of a ruling, did not answer", () => {
    const facts = createFacts([createRecord("TAX_SERIOUS")], { courts: unavailable() });
    const verdict = decideOn(catalogue, "PROCUREMENT_BID", [], { facts });
    expect(verdict).toMatchObject({ decision: "HOLD", provisional: null });
    expect(verdict.hits[0]?.measureText).toContain("法院未答复");
  });
});

describe("identity", () => {
  it("sends a record with another name to a person, and its measure waits", () => {
    const verdict = decideOn(catalogue, "PROCUREMENT_BID", [
      createRecord("CT_DISHONEST", { subjectName: "云山建设有限公司" }),
    ]);
    expect(verdict).toMatchObject({
      decision: "MANUAL",
      hits: [{ recordType: "CT_DISHONEST", ruleId: "PROCUREMENT_BID.NAME_MISMATCH", measure: "PROMPT" }],
    });
    expect(verdict.hits[0]?.measureText).toContain("核对是否同一主体");
    expect(verdict.sources.find(({ department }) => department === "courts")?.answer).toBe("HIT");
  });

  it.each(["云杉工程有限公司", "云杉建设有限责任公司", "云杉 建设有限公司", ""])(
    "takes %j for the subject's name",
    (subjectName) => {
      const verdict = decideOn(catalogue, "PROCUREMENT_BID", [createRecord("CT_DISHONEST", { subjectName })]);
      expect(verdict.decision).toBe("HOLD");
    },
  );

  it("cannot disagree with names that nobody knows", () => {
    const subject: SubjectUnderCheck = { ...organisation, names: [] };
    expect(decideOn(catalogue, "PROCUREMENT_BID", [dishonest], { subject }).decision).toBe("HOLD");
  });

  it("does not ask a person about a record without any consequence for the matter", () => {
    const records = [
      createRecord("ENV_GRADE", { subjectName: "他人公司", facts: { colour: "BLUE" } }),
      createRecord("TAX_ABNORMAL", { subjectName: "他人公司" }),
      createRecord("CT_DISHONEST", { subjectName: "他人公司", status: "REPAIRED" }),
    ];
    expect(decideOn(catalogue, "PROCUREMENT_BID", records)).toMatchObject({ decision: "PASS", hits: [] });
  });

  it("grants no incentive and suspends nothing on a record with another name", () => {
    const reward = createRecord("TAX_CREDIT", { subjectName: "他人公司", facts: { grade: "A" } });
    expect(decideOn(catalogue, "SUBSIDY", [reward])).toMatchObject({ decision: "MANUAL", incentives: [] });
    const ruling = createRecord("CT_BANKRUPT", { subjectName: "他人公司" });
    expect(decideOn(catalogue, "PROCUREMENT_BID", [dishonest, ruling])).toMatchObject({
      decision: "HOLD",
      hits: [{ recordType: "CT_DISHONEST" }, { ruleId: "PROCUREMENT_BID.NAME_MISMATCH" }],
    });
  });

  it("still needs a person when no row is in force that would explain a mismatch", () => {
    const bare = withRows(catalogue, (rows) => rows.filter(({ id }) => !id.endsWith(".NAME_MISMATCH")));
    const record = createRecord("CT_DISHONEST", { subjectName: "他人公司" });
    expect(decideOn(bare, "PROCUREMENT_BID", [record])).toMatchObject({ decision: "MANUAL", hits: [] });
  });

  it("prompts when a code is not registered here, and never calls a person unknown", () => {
    const stranger: SubjectUnderCheck = { ...organisation, registered: false, names: [] };
    const verdict = decideOn(catalogue, "PROCUREMENT_BID", [], { subject: stranger });
    expect(verdict).toMatchObject({
      decision: "PROMPT",
      hits: [{ department: "credit-office", recordType: "NOT_REGISTERED", recordId: "NOT_REGISTERED" }],
    });
    expect(verdict.hits[0]?.measureText).toContain("本地未登记");
    const unknownPerson: SubjectUnderCheck = { ...person, registered: false, names: [] };
    expect(decideOn(catalogue, "RECRUITMENT", [], { subject: unknownPerson })).toMatchObject({
      decision: "PASS",
      hits: [],
    });
  });
});

describe("a natural person", () => {
  const own = { subjectId: person.subjectId, subjectName: "林一苇" };
  const naming = { namedPersons: [{ subjectId: person.subjectId, role: "直接责任人员" }] };

  it("is held for a listing of his own", () => {
    const verdict = decideOn(catalogue, "RECRUITMENT", [createRecord("CT_DISHONEST", own)], {
      subject: person,
    });
    expect(verdict).toMatchObject({
      decision: "HOLD",
      hits: [{ legalBasis: "《公务员法》第二十六条第四项" }],
    });
  });

  it.each(["TAX_SERIOUS", "HR_WAGE_LIST"])("is held when %s of an enterprise names him", (type) => {
    const verdict = decideOn(catalogue, "RECRUITMENT", [createRecord(type, naming)], { subject: person });
    expect(verdict.decision).toBe("HOLD");
  });

  it.each(["CT_DISHONEST", "CT_CONSUMPTION", "CT_EXECUTED", "HR_MAJOR"])(
    "is not reached by %s of an enterprise that names him: no row says so",
    (type) => {
      const verdict = decideOn(catalogue, "RECRUITMENT", [createRecord(type, naming)], { subject: person });
      expect(verdict).toMatchObject({ decision: "PASS", hits: [] });
    },
  );

  it("is reached only while the record names him", () => {
    const until = (to: string) => {
      const record = createRecord("TAX_SERIOUS", {
        namedPersons: [{ subjectId: person.subjectId, role: "法定代表人", to }],
      });
      return decideOn(catalogue, "RECRUITMENT", [record], { subject: person }).decision;
    };
    expect([until("2026-11-21"), until("2026-11-20")]).toEqual(["HOLD", "PASS"]);
  });

  it("does not make the enterprise's record about the enterprise weaker", () => {
    expect(decideOn(catalogue, "PROCUREMENT_BID", [createRecord("TAX_SERIOUS", naming)]).decision).toBe(
      "HOLD",
    );
  });
});

describe("sources", () => {
  it("are INCOMPLETE when a needed one did not answer, with the strongest known", () => {
    const facts = createFacts([createRecord("HR_WAGE_LIST")], { tax: null, ecology: unavailable() });
    const verdict = decideOn(catalogue, "PROCUREMENT_BID", [], { facts });
    expect(verdict).toMatchObject({ decision: "INCOMPLETE", provisional: "RESTRICT" });
    expect(verdict.sources.map(({ answer, reason }) => [answer, reason])).toEqual([
      ["UNAVAILABLE", "DOWN"],
      ["CLEAR", null],
      ["HIT", null],
      ["UNAVAILABLE", "TIMEOUT"],
      ["CLEAR", null],
      ["CLEAR", null],
    ]);
    expect(verdict.sources[0]?.dataAsOf).toBeNull();
  });

  it("are not needed whatever they said when the matter does not need them", () => {
    const wrong = createFacts([createRecord("PROCUREMENT_LIST")]);
    expect(decideOn(catalogue, "LAND_AUCTION", [], { facts: wrong })).toMatchObject({
      decision: "PASS",
      hits: [],
    });
    const facts = createFacts(
      [],
      { market: null, ecology: unavailable(person), "credit-office": null },
      person,
    );
    const verdict = decideOn(catalogue, "RECRUITMENT", [], { facts, subject: person });
    expect(verdict.decision).toBe("PASS");
    expect(verdict.sources.map(({ answer }) => answer)).toEqual([
      "CLEAR",
      "NOT_NEEDED",
      "CLEAR",
      "NOT_NEEDED",
      "CLEAR",
      "NOT_NEEDED",
    ]);
  });

  it("have not answered when they believe that they are not needed", () => {
    const facts = createFacts([], { courts: { state: "NOT_NEEDED", subjectId: organisation.subjectId } });
    const verdict = decideOn(catalogue, "PROCUREMENT_BID", [], { facts });
    expect(verdict).toMatchObject({ decision: "INCOMPLETE", provisional: "PASS" });
    expect(verdict.sources[4]).toMatchObject({ answer: "UNAVAILABLE", reason: "INVALID_ANSWER" });
  });

  it.each<[string, FactRecord]>([
    ["about somebody else", { ...dishonest, subjectId: "org:other" }],
    ["of another department", { ...dishonest, department: "tax" }],
    ["with an amount that is no money", createRecord("TAX_ARREARS", { facts: { balance: 12345.6 } })],
    ["with a grade that is no text", createRecord("TAX_CREDIT", { facts: { grade: 4 } })],
    [
      "with a day that does not exist",
      createRecord("PROCUREMENT_LIST", { facts: { banUntil: "2026-02-30" } }),
    ],
  ])("have not answered with a record %s", (_, record) => {
    const source =
      record === dishonest || record.recordType === "CT_DISHONEST" ? "courts" : record.department;
    const answer = {
      state: "ANSWERED",
      subjectId: organisation.subjectId,
      dataAsOf: "2026-11-20T18:00:00.000Z",
      records: [record],
    } as const;
    const verdict = decideOn(catalogue, "PROCUREMENT_BID", [], {
      facts: createFacts([], { [source]: answer }),
    });
    expect(verdict).toMatchObject({ decision: "INCOMPLETE", hits: [] });
    expect(verdict.sources.find(({ department }) => department === source)).toMatchObject({
      reason: "INVALID_ANSWER",
    });
  });

  it("may say something of which the catalogue knows nothing", () => {
    const record = createRecord("TAX_ABNORMAL", { recordType: "TAX_NOVELTY" });
    expect(decideOn(catalogue, "PROCUREMENT_BID", [record]).decision).toBe("PASS");
  });
});

describe("the query window", () => {
  const queryWindow = {
    from: new Date("2026-11-20T09:00:00+08:00"),
    to: new Date("2026-11-21T12:00:00+08:00"),
  };
  const at = (matter: string, instant: string) =>
    decideOn(catalogue, matter, [], { queryWindow, asOf: new Date(instant) });

  it("includes both its ends", () => {
    expect(at("PROCUREMENT_BID", "2026-11-20T09:00:00+08:00").decision).toBe("PASS");
    expect(at("TENDER_BID", "2026-11-21T12:00:00+08:00").decision).toBe("PASS");
  });

  it.each(["2026-11-20T08:59:59+08:00", "2026-11-21T12:00:01+08:00"])(
    "prompts outside, as at %s",
    (instant) => {
      for (const matter of ["PROCUREMENT_BID", "TENDER_BID"]) {
        const verdict = at(matter, instant);
        expect(verdict).toMatchObject({
          decision: "PROMPT",
          hits: [{ recordType: "QUERY_WINDOW", legalBasis: "财库〔2016〕125号" }],
        });
        expect(verdict.hits[0]?.measureText).toContain("查询时点不符");
      }
      expect(at("SUBSIDY", instant).decision).toBe("PASS");
    },
  );
});

describe("the catalogue of the day", () => {
  const [row] = catalogue.rows.filter(({ id }) => id === "PROCUREMENT_BID.CT_DISHONEST") as [Row];
  const promptBefore: Row = {
    ...row,
    id: "OLD",
    measure: "PROMPT",
    effectiveFrom: "2020-01-01",
    effectiveTo: "2026-05-31",
  };
  const holdAfter: Row = { ...row, id: "NEW", effectiveFrom: "2026-06-01", appliesToEarlierRecords: false };
  const changed = (...rows: Row[]) =>
    withRows(catalogue, (all) => [...all.filter((each) => each !== row), ...rows]);
  const decided = (decidedOn: string) => createRecord("CT_DISHONEST", { decidedOn });

  it("is the one in force at the time of the check", () => {
    const past = { asOf: new Date("2026-05-31T23:59:59+08:00") };
    expect(
      decideOn(changed(promptBefore, holdAfter), "PROCUREMENT_BID", [decided("2026-01-01")], past).hits,
    ).toMatchObject([{ ruleId: "OLD", measure: "PROMPT" }]);
    const before2016 = { asOf: new Date("2016-07-31T23:59:59+08:00") };
    expect(decideOn(catalogue, "PROCUREMENT_BID", [decided("2015-01-01")], before2016).hits).toEqual([]);
  });

  it("leaves a record decided before a row took effect the row of its day", () => {
    const catalogueOfToday = changed(promptBefore, holdAfter);
    expect(decideOn(catalogueOfToday, "PROCUREMENT_BID", [decided("2026-06-01")]).hits).toMatchObject([
      { ruleId: "NEW" },
    ]);
    expect(decideOn(catalogueOfToday, "PROCUREMENT_BID", [decided("2026-05-31")]).hits).toMatchObject([
      { ruleId: "OLD" },
    ]);
    expect(decideOn(catalogueOfToday, "PROCUREMENT_BID", [decided("2019-12-31")]).hits).toEqual([]);
    expect(decideOn(changed(holdAfter), "PROCUREMENT_BID", [decided("2026-05-31")]).hits).toEqual([]);
  });

  it("follows a transition that says otherwise", () => {
    const transition = changed(promptBefore, { ...holdAfter, appliesToEarlierRecords: true });
    expect(decideOn(transition, "PROCUREMENT_BID", [decided("2019-12-31")]).hits).toMatchObject([
      { ruleId: "NEW" },
    ]);
  });

  it("is never cited again once a measure has been abolished", () => {
    expect(decideOn(changed(promptBefore), "PROCUREMENT_BID", [decided("2026-01-01")]).hits).toEqual([]);
  });
});

describe("effects", () => {
  it("without a basis of their own are only mentioned", () => {
    const changed = withRows(catalogue, (rows) =>
      rows.map((row) =>
        row.id === "SUBSIDY.MSA_ABNORMAL"
          ? { ...row, effects: [{ code: "CONFIRMATION", text: "须经确认" }] }
          : row,
      ),
    );
    const [hit] = decideOn(changed, "SUBSIDY", [createRecord("MSA_ABNORMAL")]).hits;
    expect(hit?.effects).toEqual([]);
    expect(hit?.measureText).toContain("须经确认");
  });
});

describe("incentives", () => {
  it("never cancel a HOLD, and both are listed", () => {
    const reward = createRecord("TAX_CREDIT", { facts: { grade: "A" } });
    const verdict = decideOn(catalogue, "PROCUREMENT_BID", [dishonest, reward]);
    expect(verdict).toMatchObject({
      decision: "HOLD",
      incentives: [{ department: "tax", recordType: "TAX_CREDIT" }],
    });
    expect(verdict.sources.find(({ department }) => department === "tax")?.answer).toBe("CLEAR");
  });

  it("are listed once for two honours alike, and not granted on a disputed record", () => {
    const honours = [createRecord("MSA_HONOUR"), createRecord("MSA_HONOUR", { recordId: "TWO" })];
    expect(decideOn(catalogue, "SUBSIDY", honours).incentives).toHaveLength(1);
    expect(
      decideOn(catalogue, "SUBSIDY", [createRecord("MSA_HONOUR", { status: "ANNOTATED" })]).incentives,
    ).toEqual([]);
  });
});

describe("FINANCING", () => {
  it("prompts at most, even when the identity is in doubt", () => {
    const facts = createFacts([
      dishonest,
      createRecord("TAX_SERIOUS"),
      createRecord("PROCUREMENT_LIST", { subjectName: "他人公司" }),
    ]);
    const verdict = decide({ subject: organisation, facts, matter: "FINANCING", catalogue, asOf });
    expect(verdict.decision).toBe("PROMPT");
    expect(verdict.hits).toHaveLength(3);
  });
});
