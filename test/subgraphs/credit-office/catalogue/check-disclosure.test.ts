import { describe, expect, it } from "@jest/globals";
import { readCommittedFileFields } from "../../../../schema/file-fields.js";
import { checkDisclosure } from "../../../../subgraphs/credit-office/catalogue/check-disclosure.js";
import { checkDisclosures } from "../../../../subgraphs/credit-office/catalogue/read-disclosures.js";
import {
  disclosureSchema,
  type WrittenDisclosure,
} from "../../../../subgraphs/credit-office/catalogue/row-schemas.js";

type Types = WrittenDisclosure["fields"];

const fileFields = readCommittedFileFields();
const registration: Types = {
  Subject: ["market"],
  MarketCredit: ["registration"],
  Registration: ["recordId", "legalRepresentative"],
};

function faultsOf(fields: Types, masked: Types = {}): { field?: string; problem: string }[] {
  const written = { matter: "LICENCE", fields, masked };
  return checkDisclosure(written, { fileFields, needs: new Set(["market", "courts"]) }).map(
    ({ field = "", problem }) => ({ field, problem }),
  );
}

describe("a disclosure list", () => {
  it("may list what leads from the subject to a record, and that the matter needs it only masked", () => {
    expect(faultsOf(registration)).toEqual([]);
    expect(faultsOf(registration, { Registration: ["legalRepresentative"] })).toEqual([]);
    expect(faultsOf({})).toEqual([]);
  });

  it("names no field that the files do not have, and none that is no part of a file", () => {
    expect(faultsOf({ ...registration, Registration: ["recordId", "owner"] })).toEqual([
      { field: "fields.Registration", problem: "信用档案中没有字段 Registration.owner" },
    ]);
    expect(faultsOf({ ...registration, Hit: ["remedy"] })).toEqual([
      { field: "fields.Hit", problem: "信用档案中没有字段 Hit.remedy" },
    ]);
    expect(faultsOf({ ...registration, Subject: ["market", "marketFacts"] })).toHaveLength(1);
    expect(faultsOf({ ...registration, Registration: ["recordId", "*"] })).toHaveLength(1);
  });

  it("names nothing of a department that the matter does not ask", () => {
    const tax = {
      ...registration,
      Subject: ["market", "tax"],
      TaxCredit: ["rating"],
      TaxRating: ["recordId"],
    };
    expect(faultsOf(tax)).toEqual([
      { field: "fields.Subject", problem: "该事项不查询 税务，不得披露其字段（如 Subject.tax）" },
    ]);
  });

  it("lists the containers on the way to a field", () => {
    expect(faultsOf({ ...registration, MarketCredit: ["honours"], MarketHonour: ["recordId"] })).toEqual([
      { field: "fields.Registration", problem: "没有列出通向 Registration 的字段" },
    ]);
    expect(faultsOf({ MarketCredit: ["registration"], Registration: ["recordId"] })).toEqual([
      { field: "fields.MarketCredit", problem: "没有列出通向 MarketCredit 的字段" },
    ]);
  });

  it("lists no container of which nothing may be seen", () => {
    expect(faultsOf({ ...registration, MarketCredit: ["registration", "honours"] })).toEqual([
      {
        field: "fields.MarketCredit",
        problem: "列出了 MarketCredit.honours，却没有列出 MarketHonour 的任何字段",
      },
    ]);
  });

  it("lists the number of every record that it shows", () => {
    expect(faultsOf({ ...registration, Registration: ["status"] })).toEqual([
      { field: "fields.Registration", problem: "没有列出 Registration.recordId" },
    ]);
  });

  it("lists nothing twice", () => {
    expect(faultsOf({ ...registration, Registration: ["recordId", "status", "status"] })).toEqual([
      { field: "fields.Registration", problem: "字段 Registration.status 写了不止一次" },
    ]);
  });

  it("masks only what it lists and what has a mask", () => {
    expect(faultsOf(registration, { Registration: ["recordId"] })).toEqual([
      { field: "masked.Registration", problem: "Registration.recordId 没有掩码规则" },
    ]);
    const without = { ...registration, Registration: ["recordId"] };
    expect(faultsOf(without, { Registration: ["legalRepresentative"] })).toEqual([
      {
        field: "masked.Registration",
        problem: "Registration.legalRepresentative 不在 fields 中，无从以掩码披露",
      },
    ]);
  });
});

describe("the disclosure lists together", () => {
  const matter = { value: { code: "LICENCE" }, file: "matters.yaml", row: "LICENCE" };
  const listOf = (code: string) => ({
    value: disclosureSchema.parse({ matter: code, fields: {} }),
    file: "disclosure.yaml",
    row: code,
  });
  const check = (codes: readonly string[]) =>
    checkDisclosures(codes.map(listOf), { matters: [matter as never], rows: [], fileFields });

  it("are one for every matter", () => {
    expect(check(["LICENCE"])).toEqual([]);
    expect(check([])).toEqual([
      expect.objectContaining({ file: "matters.yaml", row: "LICENCE", problem: "事项 LICENCE 没有披露清单" }),
    ]);
  });

  it("are of matters that exist", () => {
    expect(check(["LICENCE", "LICENSE"])).toEqual([
      expect.objectContaining({ file: "disclosure.yaml", row: "LICENSE", field: "matter" }),
    ]);
  });
});
