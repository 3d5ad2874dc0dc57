import { describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { sources } from "../../../../schema/departments.js";
import { effectiveMeasure } from "../../../../subgraphs/credit-office/catalogue/effective-measure.js";
import { rowsInForce } from "../../../../subgraphs/credit-office/catalogue/in-force.js";
import { loadCatalogue } from "../../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { recordTypes } from "../../../../subgraphs/credit-office/catalogue/record-types.js";
import { recordTypes as courts } from "../../../../subgraphs/courts/record.js";
import { recordTypes as office } from "../../../../subgraphs/credit-office/record.js";
import { recordTypes as ecology } from "../../../../subgraphs/ecology/record.js";
import { recordTypes as hrss } from "../../../../subgraphs/hrss/record.js";
import { recordTypes as market } from "../../../../subgraphs/market/record.js";
import { recordTypes as tax } from "../../../../subgraphs/tax/record.js";

const catalogue = loadCatalogue();

describe("the catalogue that comes with the program", () => {
  it("P01 does no harm without an article: every HOLD and RESTRICT names one, every effective one is verified", () => {
    const strict = catalogue.rows.filter(({ measure }) => measure === "HOLD" || measure === "RESTRICT");
    expect(strict.filter(({ basis }) => !basis.article)).toEqual([]);
    const effective = strict.filter((row) => effectiveMeasure(row) !== "PROMPT");
    expect(effective.filter(({ basis }) => !basis.verified)).toEqual([]);
    expect(effective.length).toBeGreaterThan(0);
  });

  it("tells of every negative row what would lift it and where to object", () => {
    const negative = catalogue.rows.filter(({ measure }) => measure !== "INCENTIVE");
    expect(negative.filter(({ remedy }) => !remedy)).toEqual([]);
  });

  it("reaches natural persons in RECRUITMENT only, and those whom a list itself names only through two lists", () => {
    expect(
      new Set(catalogue.rows.filter((row) => row.appliesTo.persons).map(({ matter }) => matter)),
    ).toEqual(new Set(["RECRUITMENT"]));
    expect(catalogue.rows.filter(({ namedPersons }) => namedPersons).map(({ id }) => id)).toEqual([
      "RECRUITMENT.TAX_SERIOUS",
      "RECRUITMENT.HR_WAGE_LIST",
    ]);
  });

  it("lets no row of FINANCING be stronger than PROMPT", () => {
    const rows = catalogue.rows.filter(({ matter }) => matter === "FINANCING");
    expect(new Set(rows.map(({ measure }) => measure))).toEqual(new Set(["PROMPT", "INCENTIVE"]));
  });

  it("holds and retries where the matter cannot wait for a recheck", () => {
    expect(
      catalogue.matters
        .filter(({ onUnavailable }) => onUnavailable === "HOLD_AND_RETRY")
        .map(({ code }) => code),
    ).toEqual(["PROCUREMENT_BID", "TENDER_BID", "LAND_AUCTION", "RECRUITMENT"]);
  });

  it("has the rows of a day only between their two days", () => {
    const [first] = catalogue.rows;
    const row = { ...first, matter: "X", effectiveFrom: "2026-01-31", effectiveTo: "2026-02-28" };
    const dated = { ...catalogue, rows: [row as NonNullable<typeof first>] };
    const inForce = (day: string) => rowsInForce(dated, "X", day).length;
    expect(["2026-01-30", "2026-01-31", "2026-02-28", "2026-03-01"].map(inForce)).toEqual([0, 1, 1, 0]);
  });
});

describe("the record types that rows may speak of", () => {
  const held = { tax, market, hrss, ecology, courts, "credit-office": office };

  it.each(sources.map(({ name }) => name))("are those of %s, with fields that it really sends", (source) => {
    const known = [...recordTypes].filter(
      ([type, line]) =>
        line.sources.includes(source) && !["NAME_MISMATCH", "NOT_REGISTERED", "QUERY_WINDOW"].includes(type),
    );
    expect(known.map(([type]) => type).sort()).toEqual(Object.keys(held[source]).sort());
    for (const [type, line] of known) {
      const shape = shapeOf((held[source] as Readonly<Record<string, unknown>>)[type]);
      expect(Object.keys(shape)).toEqual(expect.arrayContaining(Object.keys(line.fields)));
      for (const [field, kind] of Object.entries(line.fields)) {
        if (typeof kind === "string") continue;
        expect({ type, field, words: wordsOf(shape[field]) }).toEqual({ type, field, words: [...kind] });
      }
    }
  });
});

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> {
  if (!(schema instanceof z.ZodObject)) throw new Error("Not an object schema");
  return schema.shape;
}

function wordsOf(schema: unknown): unknown[] {
  if (!(schema instanceof z.ZodEnum)) throw new Error("Not an enum schema");
  return schema.options;
}
