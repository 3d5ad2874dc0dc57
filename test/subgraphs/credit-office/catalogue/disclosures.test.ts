import { describe, expect, it } from "@jest/globals";
import { parse, buildSchema } from "graphql";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createExampleTabs } from "../../../../gateway/http/playground/examples.js";
import { coordinatesOfDocument } from "../../../../kernel/coordinates.js";
import { disclosureListsSchema } from "../../../../kernel/disclosure.js";
import { readCommittedFileFields } from "../../../../schema/file-fields.js";
import { loadCatalogue } from "../../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { presentDisclosures } from "../../../../subgraphs/credit-office/matters/present-disclosures.js";

const catalogue = loadCatalogue();
const fileFields = readCommittedFileFields();
const listOf = (code: string) => {
  const found = catalogue.disclosures.find(({ matter }) => matter === code);
  if (!found) throw new Error(`${code} has no list`);
  return found;
};
const disclosing = (coordinate: string): string[] =>
  catalogue.disclosures
    .filter(({ disclosed, masked }) => disclosed.includes(coordinate) && !masked.includes(coordinate))
    .map(({ matter }) => matter)
    .sort();

describe("the disclosure lists that come with the program", () => {
  it("are told to gateways in the form that they read", () => {
    const lists = presentDisclosures(catalogue);
    expect(disclosureListsSchema.parse(lists)).toEqual(lists);
    expect(lists.version).toBe(catalogue.version);
    expect(Object.keys(lists.matters).sort()).toEqual(catalogue.matters.map(({ code }) => code).sort());
  });

  it("are each narrower than the file: no matter needs everything", () => {
    for (const { disclosed } of catalogue.disclosures) expect(disclosed.length).toBeLessThan(fileFields.size);
  });

  it("show a legal representative in clear to procurement and tenders only", () => {
    expect(disclosing("Registration.legalRepresentative")).toEqual(["PROCUREMENT_BID", "TENDER_BID"]);
  });

  it("show what is owed in taxes and social insurance to procurement only (《政府采购法》第二十二条第四项)", () => {
    expect(disclosing("TaxArrears.balance")).toEqual(["PROCUREMENT_BID"]);
    expect(disclosing("SocialInsurance.arrears")).toEqual(["PROCUREMENT_BID"]);
  });

  it("tell recruitment of a person's listings, and of no amount, registration or environment", () => {
    const { disclosed } = listOf("RECRUITMENT");
    expect(disclosed.filter((coordinate) => coordinate.startsWith("Subject."))).toEqual([
      "Subject.courts",
      "Subject.hrss",
      "Subject.tax",
    ]);
    expect(disclosed.filter((coordinate) => /amount|balance|arrears$|workers/.test(coordinate))).toEqual([]);
  });

  it("show procurement everything that the playground's examples select", () => {
    const api = readFileSync(
      join(import.meta.dirname, "..", "..", "..", "..", "schema", "generated", "api.graphql"),
      "utf8",
    );
    const schema = buildSchema(api);
    const tabs = createExampleTabs({
      matter: "PROCUREMENT_BID",
      caseNumber: "CG-1",
      cleanUscc: "",
      debtorUscc: "",
      bidders: [],
      checkRole: "procurement",
      auditRole: "auditor",
    });
    const selected = tabs
      .flatMap(({ query }) => coordinatesOfDocument(schema, parse(query)))
      .filter((coordinate) => fileFields.has(coordinate));
    expect(selected.length).toBeGreaterThan(0);
    const { disclosed } = listOf("PROCUREMENT_BID");
    expect(selected.filter((coordinate) => !disclosed.includes(coordinate))).toEqual([]);
  });
});
