import { describe, expect, it } from "@jest/globals";
import type { Catalogue } from "../../../../subgraphs/credit-office/catalogue/catalogue.js";
import { diffCatalogues } from "../../../../subgraphs/credit-office/catalogue/diff-catalogues.js";
import { loadCatalogue } from "../../../../subgraphs/credit-office/catalogue/load-catalogue.js";

const catalogue = loadCatalogue();
const id = "PROCUREMENT_BID.CT_DISHONEST";

describe("diffCatalogues", () => {
  it("finds nothing where only the order differs", () => {
    const reordered = { ...catalogue, rows: [...catalogue.rows].reverse() };
    const { rows, matters, suspensions, disclosures } = diffCatalogues(catalogue, reordered);
    expect([rows, matters, suspensions, disclosures]).toEqual([[], [], [], []]);
  });

  it("names rows that came, went or changed, with the fields from what to what", () => {
    const [row] = catalogue.rows.filter((each) => each.id === id);
    if (!row) throw new Error("no such row");
    const weaker: Catalogue = {
      ...catalogue,
      version: "new",
      rows: [
        ...catalogue.rows.filter((each) => each.id !== id && each.id !== "PROCUREMENT_BID.MSA_ABNORMAL"),
        { ...row, measure: "RESTRICT", effectiveTo: "2027-12-31" },
        { ...row, id: "PROCUREMENT_BID.NEW" },
      ],
    };
    expect(diffCatalogues(catalogue, weaker)).toEqual({
      from: catalogue.version,
      to: "new",
      rows: [
        {
          kind: "CHANGED",
          id,
          fields: [
            { field: "measure", from: "HOLD", to: "RESTRICT" },
            { field: "effectiveTo", to: "2027-12-31" },
          ],
        },
        { kind: "REMOVED", id: "PROCUREMENT_BID.MSA_ABNORMAL" },
        { kind: "ADDED", id: "PROCUREMENT_BID.NEW" },
      ],
      matters: [],
      suspensions: [],
      disclosures: [],
    });
  });

  it("names changed matters, suspensions, and of disclosure lists what came and went", () => {
    const changed: Catalogue = {
      ...catalogue,
      matters: catalogue.matters.map((each) =>
        each.code === "HONOUR" ? { ...each, onUnavailable: "HOLD_AND_RETRY" } : each,
      ),
      suspensions: [],
      disclosures: catalogue.disclosures.map((each) =>
        each.matter === "PROCUREMENT_BID"
          ? { ...each, disclosed: each.disclosed.filter((name) => name !== "TaxRating.grade") }
          : each,
      ),
    };
    const diff = diffCatalogues(catalogue, changed);
    expect(diff.matters).toMatchObject([{ id: "HONOUR", fields: [{ field: "onUnavailable" }] }]);
    expect(diff.suspensions).toEqual([{ kind: "REMOVED", id: "RESTRUCTURING" }]);
    expect(diff.disclosures).toEqual([
      {
        kind: "CHANGED",
        id: "PROCUREMENT_BID",
        fields: [{ field: "disclosed", from: ["TaxRating.grade"], to: [] }],
      },
    ]);
  });
});
