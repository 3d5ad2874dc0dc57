import { describe, expect, it } from "@jest/globals";
import { loadCatalogue } from "../../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { effectiveMeasure } from "../../../../subgraphs/credit-office/catalogue/effective-measure.js";
import { isInForce } from "../../../../subgraphs/credit-office/catalogue/in-force.js";
import type { Row } from "../../../../subgraphs/credit-office/catalogue/catalogue.js";
import {
  createRecord,
  decideOn,
  organisation,
  person,
  typicalFacts,
} from "../../../support/verdict-builders.js";

/**
 * The table of domain.md §5, written out a second time. † is an unverified basis: loaded as intended, capped to PROMPT.
 * ENV is † throughout (§9: the current Jiangsu rule is unverified) except where the matter's own document is the basis;
 * the wage list of PROCUREMENT_BID is the verified RESTRICT, not the intended HOLD.
 */
const columns = [
  "CT_DISHONEST",
  "TAX_SERIOUS",
  "MSA_SERIOUS",
  "MSA_ABNORMAL",
  "HR_WAGE_LIST",
  "ENV_GRADE",
  "PROCUREMENT_LIST",
] as const;

const table: Readonly<Record<string, string>> = {
  PROCUREMENT_BID: "HOLD HOLD RESTRICT† PROMPT RESTRICT PROMPT† HOLD",
  TENDER_BID: "HOLD† HOLD† RESTRICT† PROMPT RESTRICT PROMPT† PROMPT",
  SUBSIDY: "RESTRICT RESTRICT RESTRICT† PROMPT RESTRICT RESTRICT† PROMPT",
  LICENCE: "PROMPT PROMPT PROMPT PROMPT RESTRICT† PROMPT† –",
  COMMITMENT_ROUTE: "RESTRICT† RESTRICT† RESTRICT† PROMPT RESTRICT† RESTRICT† –",
  QUALIFICATION: "RESTRICT† RESTRICT† RESTRICT† PROMPT RESTRICT† PROMPT† PROMPT",
  LAND_AUCTION: "HOLD† HOLD† RESTRICT RESTRICT PROMPT PROMPT† –",
  RECRUITMENT: "HOLD HOLD – – HOLD – –",
  HONOUR: "RESTRICT† RESTRICT† RESTRICT RESTRICT RESTRICT RESTRICT† RESTRICT†",
  FINANCING: "PROMPT PROMPT PROMPT PROMPT PROMPT PROMPT PROMPT",
  INSPECTION: "PROMPT PROMPT PROMPT PROMPT PROMPT PROMPT† PROMPT",
};

/** Cells whose document and article the domain names. */
const cited: readonly (readonly [matter: string, column: string, legalBasis: string])[] = [
  ["PROCUREMENT_BID", "CT_DISHONEST", "财库〔2016〕125号"],
  ["PROCUREMENT_BID", "TAX_SERIOUS", "财库〔2016〕125号"],
  ["PROCUREMENT_BID", "HR_WAGE_LIST", "《保障农民工工资支付条例》第四十八条"],
  ["PROCUREMENT_BID", "PROCUREMENT_LIST", "《政府采购法》第七十七条"],
  ["TENDER_BID", "CT_DISHONEST", "发改法规〔2016〕285号（待核）"],
  ["TENDER_BID", "HR_WAGE_LIST", "《保障农民工工资支付条例》第四十八条"],
  ["SUBSIDY", "CT_DISHONEST", "苏财规〔2017〕10号"],
  ["SUBSIDY", "TAX_SERIOUS", "苏财规〔2017〕10号"],
  ["SUBSIDY", "HR_WAGE_LIST", "《保障农民工工资支付条例》第四十八条"],
  ["SUBSIDY", "MSA_SERIOUS", "地方规定，待核"],
  ["COMMITMENT_ROUTE", "CT_DISHONEST", "地方规定，待核"],
  ["LAND_AUCTION", "MSA_SERIOUS", "《企业信息公示暂行条例》第十八条"],
  ["LAND_AUCTION", "MSA_ABNORMAL", "《企业信息公示暂行条例》第十八条"],
  ["RECRUITMENT", "CT_DISHONEST", "《公务员法》第二十六条第四项"],
  ["HONOUR", "MSA_SERIOUS", "《企业信息公示暂行条例》第十八条"],
  ["HONOUR", "MSA_ABNORMAL", "《企业信息公示暂行条例》第十八条"],
  ["HONOUR", "HR_WAGE_LIST", "《保障农民工工资支付条例》第四十八条"],
  ["HONOUR", "CT_DISHONEST", "地方规定，待核"],
  ["FINANCING", "CT_DISHONEST", "国办发〔2020〕49号"],
];

const catalogue = loadCatalogue();
const today = "2026-11-21";

const cells = Object.entries(table).flatMap(([matter, line]) =>
  line.split(" ").map((cell, index) => ({ matter, column: columns[index] ?? "", cell })),
);

describe("the table of domain.md §5", () => {
  it("covers eleven matters and seven columns", () => {
    expect(catalogue.matters.map(({ code }) => code)).toEqual(Object.keys(table));
    expect(cells).toHaveLength(11 * columns.length);
  });

  it.each(cells)("$matter × $column is $cell", ({ matter, column, cell }) => {
    const rows = negativeRows(matter, column);
    if (cell === "–") {
      expect(rows).toEqual([]);
      expect(decideCell(matter, column)).toMatchObject({ decision: "PASS", hits: [] });
      return;
    }
    const intended = cell.replace("†", "");
    const verified = !cell.endsWith("†");
    const effective = verified ? intended : "PROMPT";
    expect(rows.map((row) => [row.measure, row.basis.verified, effectiveMeasure(row)])).toEqual([
      [intended, verified, effective],
    ]);
    expect(decideCell(matter, column)).toMatchObject({
      decision: effective,
      hits: [{ recordType: column, ruleId: rows[0]?.id, measure: effective, basisVerified: verified }],
    });
  });

  it.each(cited)("%s × %s cites %s", (matter, column, legalBasis) => {
    expect(decideCell(matter, column).hits[0]?.legalBasis).toBe(legalBasis);
  });

  it("treats BLACK as RED and leaves the other colours alone", () => {
    for (const [colour, decision] of Object.entries({
      BLACK: "PROMPT",
      YELLOW: "PASS",
      BLUE: "PASS",
      GREEN: "PASS",
    })) {
      const record = createRecord("ENV_GRADE", { facts: { colour } });
      expect(decideOn(catalogue, "SUBSIDY", [record])).toMatchObject({ decision });
    }
  });
});

describe("the rows beside the table", () => {
  const organisationMatters = Object.keys(table).filter((matter) => matter !== "RECRUITMENT");

  it.each(organisationMatters)(
    "%s: a registration that is revoked or cancelled is a PROMPT, at most intended RESTRICT†",
    (matter) => {
      const isStrict = ["PROCUREMENT_BID", "TENDER_BID", "LICENCE"].includes(matter);
      expect(negativeRows(matter, "MSA_REGISTRATION")).toMatchObject([
        { measure: isStrict ? "RESTRICT" : "PROMPT", basis: { verified: false } },
      ]);
      for (const [status, decision] of Object.entries({
        吊销: "PROMPT",
        注销: "PROMPT",
        存续: "PASS",
        歇业: "PASS",
      })) {
        expect(
          decideOn(catalogue, matter, [createRecord("MSA_REGISTRATION", { facts: { status } })]),
        ).toMatchObject({
          decision,
        });
      }
    },
  );

  it.each(
    Object.keys(table).flatMap((matter) =>
      ["TAX_CREDIT", "TAX_ARREARS", "CT_CONSUMPTION", "CT_EXECUTED", "HR_MAJOR", "HR_GRADE"].map((type) => ({
        matter,
        type,
      })),
    ),
  )("$matter: $type is a PROMPT that adds no need", ({ matter, type }) => {
    expect(decideCell(matter, type)).toMatchObject({ decision: "PROMPT", hits: [{ recordType: type }] });
    expect(negativeRows(matter, type)).toMatchObject([{ measure: "PROMPT", addsNeed: false }]);
  });

  it("prompts on the lowest tax and labour grades only", () => {
    for (const grade of ["A", "B", "M", "C"]) {
      expect(
        decideOn(catalogue, "SUBSIDY", [createRecord("TAX_CREDIT", { facts: { grade } })]).decision,
      ).toBe("PASS");
    }
    expect(
      decideOn(catalogue, "SUBSIDY", [createRecord("HR_GRADE", { facts: { grade: "B" } })]).decision,
    ).toBe("PASS");
  });

  it("knows social-insurance and tax arrears as 政府采购法第二十二条第一款第四项, for procurement only", () => {
    const basis = {
      legalBasis: "《政府采购法》第二十二条第一款第四项",
      basisVerified: true,
      measure: "PROMPT",
    };
    expect(decideCell("PROCUREMENT_BID", "TAX_ARREARS").hits).toMatchObject([basis]);
    expect(decideCell("PROCUREMENT_BID", "HR_SOCIAL").hits).toMatchObject([basis]);
    expect(decideCell("TENDER_BID", "HR_SOCIAL").hits).toEqual([]);
  });

  it.each([
    ["2000000.00", "2026-05-06", "RESTRICT"],
    ["1999999.99", "2026-05-06", "PASS"],
    ["2000000", "2023-11-21", "RESTRICT"],
    ["2000000", "2023-11-20", "PASS"],
  ])("restricts procurement for a penalty of %s decided on %s: %s", (amount, decidedOn, decision) => {
    const record = createRecord("PENALTY", { facts: { kind: "罚款", amount }, decidedOn });
    const verdict = decideOn(catalogue, "PROCUREMENT_BID", [record]);
    expect(verdict.decision).toBe(decision);
    if (decision !== "PASS") {
      expect(verdict.hits).toMatchObject([
        { effects: ["CONFIRMATION"], legalBasis: "《政府采购法实施条例》第十九条", basisVerified: true },
      ]);
    }
    expect(decideOn(catalogue, "TENDER_BID", [record]).decision).toBe("PASS");
  });

  it("finds a large penalty of every department that imposes one", () => {
    for (const department of ["tax", "market", "hrss", "ecology"] as const) {
      const verdict = decideOn(catalogue, "PROCUREMENT_BID", [createRecord("PENALTY", { department })]);
      expect(verdict).toMatchObject({ decision: "RESTRICT", hits: [{ department }] });
    }
  });

  it("closes the commitment route and raises the inspection ratio as effects with a basis of their own", () => {
    for (const type of ["CT_DISHONEST", "TAX_SERIOUS", "MSA_SERIOUS", "ENV_GRADE"]) {
      expect(decideCell("LICENCE", type).hits).toMatchObject([
        { measure: "PROMPT", effects: ["ROUTE_CLOSED"] },
      ]);
    }
    for (const type of columns) {
      expect(decideCell("INSPECTION", type).hits).toMatchObject([
        { measure: "PROMPT", effects: ["INSPECTION_RATIO"] },
      ]);
    }
    expect(decideCell("LICENCE", "CT_DISHONEST").hits[0]?.measureText).toContain(
      "国办发〔2020〕42号（待核）",
    );
  });

  it("tells an enterprise on the abnormal list how to mend it when it applies for a licence", () => {
    expect(decideCell("LICENCE", "MSA_ABNORMAL").hits[0]?.measureText).toContain("补报年度报告");
  });

  it("keeps the credit office's own lists flagged", () => {
    for (const row of catalogue.rows.filter(({ recordTypes }) => /FUND|BREACH/.test(recordTypes.join()))) {
      expect(row.basis.verified).toBe(false);
    }
    expect(decideCell("SUBSIDY", "FUND_DISHONESTY").decision).toBe("PROMPT");
    expect(decideCell("COMMITMENT_ROUTE", "BREACH").decision).toBe("PROMPT");
  });
});

describe("incentives", () => {
  const good = [
    createRecord("TAX_CREDIT", { facts: { grade: "A" } }),
    createRecord("ENV_GRADE", { facts: { colour: "GREEN" } }),
    createRecord("HR_GRADE", { facts: { grade: "A" } }),
    createRecord("MSA_HONOUR"),
    createRecord("HONOUR"),
  ];

  it.each(Object.keys(table))("%s rewards A tax, GREEN, A labour and honours, or nothing", (matter) => {
    const expected = ["LAND_AUCTION", "RECRUITMENT"].includes(matter)
      ? []
      : ["TAX_CREDIT", "MSA_HONOUR", "HR_GRADE", "ENV_GRADE", "HONOUR"];
    if (matter === "RECRUITMENT") {
      expect(catalogue.rows.filter((row) => row.matter === matter && row.measure === "INCENTIVE")).toEqual(
        [],
      );
      return;
    }
    const verdict = decideOn(catalogue, matter, good);
    expect(verdict.decision).toBe("PASS");
    expect(verdict.incentives.map(({ recordType }) => recordType)).toEqual(expected);
  });
});

function negativeRows(matter: string, type: string): Row[] {
  return catalogue.rows.filter(
    (row) =>
      row.matter === matter &&
      row.recordTypes.includes(type) &&
      row.measure !== "INCENTIVE" &&
      isInForce(row, today),
  );
}

function decideCell(matter: string, type: string) {
  const subject = matter === "RECRUITMENT" ? person : organisation;
  const about = {
    subjectId: subject.subjectId,
    subjectName: subject.names[0] ?? "",
    facts: typicalFacts[type] ?? {},
  };
  return decideOn(catalogue, matter, [createRecord(type, about)], { subject });
}
