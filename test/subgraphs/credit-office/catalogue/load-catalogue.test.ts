import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "@jest/globals";
import { stringify } from "yaml";
import { CatalogueError, type Fault } from "../../../../subgraphs/credit-office/catalogue/fault.js";
import { loadCatalogue } from "../../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import type { Catalogue } from "../../../../subgraphs/credit-office/catalogue/catalogue.js";

type Fields = Readonly<Record<string, unknown>>;

const matter = {
  code: "SUBSIDY",
  name: "财政补贴",
  description: "测试用事项",
  onUnavailable: "CONTINUE_AND_RECHECK",
};

const row = {
  id: "CT_DISHONEST",
  matter: "SUBSIDY",
  recordTypes: ["CT_DISHONEST"],
  measure: "RESTRICT",
  measureText: "限制申报",
  basis: { document: "某文件", article: "第一条", verified: true },
  appliesTo: { organisations: true, persons: false },
  effectiveFrom: "2026-01-01",
  remedy: "履行义务；向执行法院提出异议",
};

const disclosure = {
  matter: "SUBSIDY",
  fields: { Subject: ["courts"], CourtsCredit: ["dishonestListings"], DishonestListing: ["recordId"] },
};

const observed = ["NAME_MISMATCH", "NOT_REGISTERED"].map((type) => ({
  ...row,
  id: type,
  recordTypes: [type],
  measure: "PROMPT",
  addsNeed: false,
}));

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("loadCatalogue", () => {
  it("loads what has no fault, and freezes it", () => {
    const catalogue = load({ rows: [row] });
    expect(catalogue.rows.find(({ id }) => id === "SUBSIDY.CT_DISHONEST")).toEqual({
      id: "SUBSIDY.CT_DISHONEST",
      matter: "SUBSIDY",
      recordTypes: ["CT_DISHONEST"],
      when: [],
      measure: "RESTRICT",
      measureText: "限制申报",
      effects: [],
      basis: { document: "某文件", article: "第一条", verified: true },
      appliesTo: { organisations: true, persons: false },
      namedPersons: false,
      addsNeed: true,
      appliesToEarlierRecords: false,
      effectiveFrom: "2026-01-01",
      remedy: "履行义务；向执行法院提出异议",
    });
    expect(Object.isFrozen(catalogue.rows[0]?.basis)).toBe(true);
  });

  it("knows whom a matter is for from its rows", () => {
    expect(load({ rows: [row] }).matters[0]).toMatchObject({ forOrganisations: true, forPersons: false });
    const reachingPersons = { ...row, id: "PERSONS", appliesTo: { organisations: false, persons: true } };
    expect(load({ rows: [row, reachingPersons] }).matters[0]).toMatchObject({ forPersons: true });
  });

  it("gives every matter a forgiving pattern for case numbers unless it has its own", () => {
    const pattern = new RegExp(load({ rows: [row] }).matters[0]?.caseNumberPattern ?? "", "u");
    for (const good of ["SQZC-2026-0117", "A202601", "ZC〔2026〕12", "A.b/c_(1)（2）"]) {
      expect(good).toMatch(pattern);
    }
    for (const bad of ["", "abc", "-abcd", "a b c d", "x".repeat(65), "办件2026"])
      expect(bad).not.toMatch(pattern);
    const own = { ...matter, caseNumberPattern: "^[0-9]{12}$" };
    expect(load({ matters: [own], rows: [row] }).matters[0]?.caseNumberPattern).toBe("^[0-9]{12}$");
  });

  it("gives a row the remedy of its record type when it states none", () => {
    const catalogue = load({ remedies: { CT_DISHONEST: "向执行法院申请" }, rows: [without(row, "remedy")] });
    expect(catalogue.rows.find(({ id }) => id.endsWith("CT_DISHONEST"))?.remedy).toBe("向执行法院申请");
  });

  it("makes one row of each matter of a list, with the text for that matter", () => {
    const second = { ...matter, code: "LICENCE" };
    const both = { ...row, matter: ["SUBSIDY", "LICENCE"], measureText: { SUBSIDY: "甲", LICENCE: "乙" } };
    const forBoth = observed.map((each) => ({ ...each, matter: ["SUBSIDY", "LICENCE"] }));
    const catalogue = loadFiles({
      "all.yaml": {
        version: "v",
        matters: [matter, second],
        disclosures: [disclosure, { ...disclosure, matter: "LICENCE" }],
        rows: [both, ...forBoth],
      },
    });
    expect(catalogue.rows.slice(0, 2).map(({ id, measureText }) => [id, measureText])).toEqual([
      ["SUBSIDY.CT_DISHONEST", "甲"],
      ["LICENCE.CT_DISHONEST", "乙"],
    ]);
  });
});

describe("the version of a catalogue", () => {
  it("is the name and a short digest of the content", () => {
    expect(load({ rows: [row] }).version).toMatch(/^v1\+[0-9a-f]{8}$/);
  });

  it("does not depend on comments, the order of rows or the files they stand in", () => {
    const other = { ...row, id: "TAX", recordTypes: ["TAX_SERIOUS"] };
    const { version } = load({ rows: [row, other] });
    expect(load({ rows: [other, row] }).version).toBe(version);
    const split = {
      "a.yaml": { version: "v1", matters: [matter], rows: [other] },
      "b/c.yml": { rows: [...observed, row] },
      "d.yaml": { disclosures: [disclosure] },
    };
    expect(loadFiles(split).version).toBe(version);
  });

  it("changes with any change of a measure", () => {
    const { version } = load({ rows: [row] });
    expect(load({ rows: [{ ...row, measure: "PROMPT" }] }).version).not.toBe(version);
    expect(load({ rows: [{ ...row, effectiveFrom: "2026-01-02" }] }).version).not.toBe(version);
  });

  it("changes with any change of a disclosure list", () => {
    const { version } = load({ rows: [row] });
    const wider = { ...disclosure.fields, DishonestListing: ["recordId", "court"] };
    const widened = load({ rows: [row], disclosures: [{ ...disclosure, fields: wider }] });
    expect(widened.version).not.toBe(version);
  });
});

describe("a fault in the catalogue", () => {
  const cases: readonly (readonly [what: string, given: Fields, expected: Partial<Fault>])[] = [
    [
      "a HOLD without an article",
      { measure: "HOLD", basis: { document: "某文件", verified: true } },
      { field: "basis.article" },
    ],
    [
      "a RESTRICT without an article",
      { basis: { document: "某文件", verified: false } },
      { field: "basis.article" },
    ],
    [
      "a row without a document",
      { basis: { article: "第一条", verified: true } },
      { field: "basis.document", problem: "未填写" },
    ],
    ["a row without a basis", { basis: undefined }, { field: "basis", problem: "未填写" }],
    [
      "待核 marked as verified",
      { basis: { document: "地方规定", article: "待核", verified: true } },
      { field: "basis.verified" },
    ],
    [
      "an effect whose 待核 is marked as verified",
      { effects: [{ code: "CONFIRMATION", text: "确认", basis: { document: "待核", verified: true } }] },
      { field: "effects.0.basis.verified" },
    ],
    ["an unknown measure", { measure: "BAN" }, { field: "measure" }],
    ["an unknown effect", { effects: [{ code: "BAN", text: "禁止" }] }, { field: "effects.0.code" }],
    [
      "an incentive with an effect",
      { measure: "INCENTIVE", effects: [{ code: "CONFIRMATION", text: "确认" }] },
      { field: "effects" },
    ],
    ["an unknown matter", { matter: "MARRIAGE" }, { field: "matter", problem: "没有事项 MARRIAGE" }],
    [
      "an unknown record type",
      { recordTypes: ["CT_DISHONESTY"] },
      { field: "recordTypes", problem: "没有记录类型 CT_DISHONESTY" },
    ],
    ["no record type", { recordTypes: [] }, { field: "recordTypes" }],
    ["a misspelt field", { mesure: "HOLD" }, { field: "mesure", problem: "没有这个字段" }],
    [
      "a day that does not exist",
      { effectiveFrom: "2026-02-29" },
      { field: "effectiveFrom", problem: "不是日期" },
    ],
    ["an end before the beginning", { effectiveTo: "2025-12-31" }, { field: "effectiveTo" }],
    ["a row for nobody", { appliesTo: { organisations: false, persons: false } }, { field: "appliesTo" }],
    ["named persons in a row for organisations", { namedPersons: true }, { field: "namedPersons" }],
    ["no remedy", { remedy: undefined }, { field: "remedy" }],
    ["no text for a matter of a list", { measureText: { LICENCE: "乙" } }, { field: "measureText" }],
    [
      "a condition on a field that the records do not have",
      { when: [{ field: "caus", equals: "1" }] },
      { field: "when.0.field" },
    ],
    ["a condition without a comparison", { when: [{ field: "cause" }] }, { field: "when.0" }],
    [
      "a condition with two comparisons",
      { when: [{ field: "cause", equals: 1, in: ["1"] }] },
      { field: "when.0" },
    ],
    [
      "an amount that is not written as text",
      { when: [{ field: "amount", atLeast: 2000000 }] },
      { field: "when.0.atLeast" },
    ],
    [
      "an amount compared with what is none",
      { recordTypes: ["CT_CONSUMPTION"], when: [{ field: "orderedOn", atLeast: "1" }] },
      { field: "when.0.atLeast" },
    ],
    [
      "a day compared with what is none",
      { recordTypes: ["PENALTY"], when: [{ field: "kind", notPast: true }] },
      { field: "when.0.notPast" },
    ],
    [
      "a value that never occurs",
      { recordTypes: ["TAX_CREDIT"], when: [{ field: "grade", equals: "d" }] },
      { field: "when.0.equals", problem: "没有取值 d" },
    ],
  ];

  it.each(cases)("is told: %s", (_, given, expected) => {
    const faults = faultsOf({ rows: [{ ...row, ...given }] });
    expect(faults).toContainEqual(expect.objectContaining({ file: "all.yaml", ...expected }));
    for (const fault of faults) expect(fault.mend).not.toBe("");
  });

  it("names file, row, field, what is wrong and how to mend it, in Chinese", () => {
    const broken = { ...row, measure: "HOLD", basis: { document: "某文件", verified: true } };
    expect(() => load({ rows: [broken] })).toThrow(
      "1. 文件 all.yaml，行 SUBSIDY.CT_DISHONEST，字段 basis.article：HOLD 没有写明依据的条款。请填写条款",
    );
  });

  it("does not hide the other faults", () => {
    const faults = faultsOf({
      rows: [
        { ...row, measure: "BAN", mesure: "HOLD" },
        { ...row, id: "SECOND", matter: "MARRIAGE", remedy: undefined },
      ],
    });
    expect(faults.map(({ row: place, field }) => [place, field])).toEqual([
      ["CT_DISHONEST", "measure"],
      ["CT_DISHONEST", "mesure"],
      ["MARRIAGE.SECOND", "matter"],
      ["MARRIAGE.SECOND", "remedy"],
    ]);
  });

  it("is two rows for one record on one day", () => {
    const later = { ...row, id: "LATER", effectiveFrom: "2026-06-01" };
    expect(faultsOf({ rows: [row, later] })).toMatchObject([
      { row: "SUBSIDY.LATER", field: "effectiveFrom" },
    ]);
    expect(faultsOf({ rows: [{ ...row, effectiveTo: "2026-06-01" }, later] })).toHaveLength(1);
    expect(() => load({ rows: [{ ...row, effectiveTo: "2026-05-31" }, later] })).not.toThrow();
    const forPersons = { ...later, appliesTo: { organisations: false, persons: true } };
    expect(() => load({ rows: [row, forPersons] })).not.toThrow();
    const otherCondition = { ...later, when: [{ field: "performance", equals: "全部未履行" }] };
    expect(() => load({ rows: [row, otherCondition] })).not.toThrow();
  });

  it("is a repeated row, matter or version", () => {
    expect(faultsOf({ rows: [row, row] })).toContainEqual(
      expect.objectContaining({ row: "SUBSIDY.CT_DISHONEST", field: "id" }),
    );
    expect(faultsOf({ matters: [matter, matter], rows: [row] })).toMatchObject([
      { row: "SUBSIDY", field: "id" },
    ]);
    const files = {
      "all.yaml": { version: "v1", matters: [matter], rows: observed },
      "b.yaml": { version: "v2" },
    };
    expect(faultsOfFiles(files)).toMatchObject([{ file: "b.yaml", field: "version" }]);
  });

  it("is a missing version, an empty folder, a broken file", () => {
    expect(faultsOfFiles({ "all.yaml": { matters: [matter], rows: observed } })).toMatchObject([
      { field: "version" },
    ]);
    expect(faultsOfFiles({})).toMatchObject([{ problem: "文件夹中没有 YAML 文件" }]);
    expect(faultsOfFiles({ "all.yaml": "rows: [" })[0]).toMatchObject({ file: "all.yaml" });
    expect(faultsOfFiles({ "all.yaml": "version: a\nversion: b" })[0]).toMatchObject({
      field: "第 2 行第 1 列",
    });
    expect(faultsOfFiles({ "all.yaml": { version: "v", lines: [] } })).toContainEqual(
      expect.objectContaining({ field: "lines", problem: "没有这个字段" }),
    );
  });

  it("is a matter that could not explain what a check observes", () => {
    const files = { "all.yaml": { version: "v", matters: [{ ...matter, queryWindow: true }], rows: [row] } };
    expect(faultsOfFiles(files).map(({ problem }) => problem)).toEqual([
      "事项 SUBSIDY 没有 NAME_MISMATCH 的行",
      "事项 SUBSIDY 没有 NOT_REGISTERED 的行",
      "事项 SUBSIDY 没有 QUERY_WINDOW 的行",
      "事项 SUBSIDY 没有披露清单",
    ]);
  });

  it("is a matter that is badly described", () => {
    const given = { ...matter, caseNumberPattern: "[", onUnavailable: "SHRUG" };
    expect(faultsOf({ matters: [given], rows: [] }).map(({ field }) => field)).toEqual(
      expect.arrayContaining(["caseNumberPattern", "onUnavailable"]),
    );
  });

  it("is a measure stronger than its matter allows", () => {
    const bounded = { ...matter, ceiling: "PROMPT" };
    expect(faultsOf({ matters: [bounded], rows: [row] })).toMatchObject([
      { field: "measure", problem: "事项 SUBSIDY 的措施不得强于 PROMPT，此处为 RESTRICT" },
    ]);
  });

  it("is a suspension of records that do not exist", () => {
    const suspension = {
      id: "RESTRUCTURING",
      recordTypes: ["CT_BANKRUPT"],
      when: [{ field: "finishedOn", notPast: true }],
      suspends: ["CT_DISHONESTY"],
      unknownText: "请核实",
      basis: row.basis,
      effectiveFrom: "2026-01-01",
      effectiveTo: "2025-01-01",
    };
    expect(faultsOf({ suspensions: [suspension], rows: [row] }).map(({ field }) => field)).toEqual([
      "suspends",
      "when.0.field",
      "effectiveTo",
    ]);
  });
});

function load(content: Fields): Catalogue {
  return loadFiles({ "all.yaml": complete(content) });
}

function faultsOf(content: Fields): readonly Fault[] {
  return faultsOfFiles({ "all.yaml": complete(content) });
}

function complete({ rows, ...content }: Fields): Fields {
  const written = { version: "v1", matters: [matter], disclosures: [disclosure], ...content };
  return { ...written, rows: [...(rows as Fields[]), ...observed] };
}

function faultsOfFiles(files: Readonly<Record<string, Fields | string>>): readonly Fault[] {
  try {
    loadFiles(files);
  } catch (error) {
    if (error instanceof CatalogueError) return error.faults;
    throw error;
  }
  throw new Error("The catalogue was loaded");
}

function loadFiles(files: Readonly<Record<string, Fields | string>>): Catalogue {
  const folder = mkdtempSync(join(tmpdir(), "fengcha-catalogue-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === "string" ? content : stringify(content));
  }
  return loadCatalogue(folder);
}

function without(fields: Fields, name: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name));
}
