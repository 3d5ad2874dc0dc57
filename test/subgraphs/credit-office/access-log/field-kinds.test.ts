import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { buildSchema, isObjectType } from "graphql";
import { kindOfField, kindsOfFields } from "../../../../subgraphs/credit-office/access-log/field-kinds.js";

const apiFile = join(import.meta.dirname, "../../../../schema/generated/api.graphql");
const api = buildSchema(readFileSync(apiFile, "utf8"));

describe("kindsOfFields", () => {
  it("knows a kind, or that there is none, for every field of the public schema", () => {
    const coordinates = Object.values(api.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !name.startsWith("__"))
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    expect(coordinates.length).toBeGreaterThan(150);
    expect(coordinates.filter((coordinate) => kindOfField(coordinate) === "其他信息")).toEqual([]);
  });

  it("says each kind once, and nothing of particulars", () => {
    expect(
      kindsOfFields([
        "Query.subject",
        "Subject.courts",
        "CourtsCredit.dishonestListings",
        "DishonestListing.caseNumber",
        "Subject.tax",
        "TaxRating.grade",
        "TaxRating.year",
        "Registration.status",
      ]),
    ).toEqual(["纳税缴费信用级别", "登记信息", "失信被执行人"]);
  });

  it("tells a list of records even when nothing of a record was asked for", () => {
    expect(kindsOfFields(["CourtsCredit.dishonestListings"])).toEqual(["失信被执行人"]);
  });

  it("names the legal representative apart", () => {
    expect(kindsOfFields(["Registration.name", "Registration.legalRepresentative"])).toEqual([
      "登记信息",
      "法定代表人",
    ]);
  });

  it("hides nothing that it does not know", () => {
    expect(kindsOfFields(["NewType.field"])).toEqual(["其他信息"]);
  });
});
