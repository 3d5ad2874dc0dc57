import { describe, expect, it } from "@jest/globals";
import { parse } from "graphql";
import { readCommittedFileFields } from "../../schema/file-fields.js";
import { readFieldRules, suffices } from "../../schema/field-rules.js";

const ruleOf = (field: string, type = "") =>
  readFieldRules(parse(`type T ${type} { f: String ${field} }`)).get("T.f");

describe("readFieldRules", () => {
  it("leaves out fields without a rule", () => {
    expect(ruleOf("")).toBeUndefined();
    expect(ruleOf("@deprecated")).toBeUndefined();
  });

  it("reads what stands on a field and on its type: both must hold", () => {
    expect(ruleOf("", "@authenticated")).toEqual({
      authenticated: true,
      scopes: [],
      policies: [],
      mask: null,
    });
    expect(
      ruleOf('@requiresScopes(scopes: [["c"]])', '@requiresScopes(scopes: [["a"], ["b"]])')?.scopes,
    ).toEqual([
      ["a", "c"],
      ["b", "c"],
    ]);
  });

  it("reads a masking rule, by default about every subject", () => {
    const directive = '@masked(as: "NAME", clear: [["p"]], masked: [["r"]])';
    expect(ruleOf(directive)?.mask).toEqual({
      as: "NAME",
      clear: [["p"]],
      masked: [["r"]],
      of: "EVERY_SUBJECT",
    });
  });

  it.each([
    '@masked(as: "NOTHING", clear: [["p"]], masked: [["r"]])',
    '@masked(as: "NAME", clear: ["p"], masked: [["r"]])',
    '@masked(as: "NAME", masked: [["r"]])',
    '@masked(as: "NAME", clear: [], masked: [], of: "SOME")',
    "@requiresScopes(scopes: [])",
    '@policy(policies: ["purpose"])',
  ])("refuses a rule that nobody understands: %s", (directive) => {
    expect(() => ruleOf(directive)).toThrow();
  });
});

describe("suffices", () => {
  it.each([
    [[], [["a"]], false],
    [["a"], [["a"]], true],
    [["a"], [["a", "b"]], false],
    [["a", "b"], [["a", "b"]], true],
    [["b"], [["a"], ["b"]], true],
    [[], [], true],
    [[], [[]], true],
  ])("%j for %j: %j", (held, required, expected) => {
    expect(suffices(new Set(held), required)).toBe(expected);
  });
});

describe("readCommittedFileFields", () => {
  it("knows whose department each field of a file is, and where containers lead", () => {
    const fields = readCommittedFileFields();
    expect(fields.get("Subject.market")).toMatchObject({ department: "market", leadsTo: "MarketCredit" });
    expect(fields.get("Registration.name")).toMatchObject({ department: "market", leadsTo: null });
    expect(fields.get("EcologyItem.points")).toMatchObject({ department: "ecology", leadsTo: null });
    expect(
      [...fields.keys()].filter((coordinate) => /^(Subject\.(id|name|.*Facts)|Hit\.|Check)/.test(coordinate)),
    ).toEqual([]);
  });
});
