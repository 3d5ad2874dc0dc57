import { describe, expect, it } from "@jest/globals";
import { sources } from "../../../../schema/departments.js";
import { loadCatalogue } from "../../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { neededSources, refusalFor } from "../../../../subgraphs/credit-office/verdict/needs.js";

const catalogue = loadCatalogue();
const all = sources.map(({ name }) => name);

describe("neededSources", () => {
  it.each(catalogue.matters.map(({ code }) => code))(
    "asks for %s whom its applicable cells name",
    (matter) => {
      const expected: Readonly<Record<string, readonly string[]>> = {
        // Neither incentives nor the credit office's lists.
        LAND_AUCTION: ["tax", "market", "hrss", "ecology", "courts"],
        RECRUITMENT: ["tax", "hrss", "courts"],
      };
      expect(neededSources(catalogue, matter, "2026-11-21")).toEqual(expected[matter] ?? all);
    },
  );

  it("needs nobody before any row was in force", () => {
    expect(neededSources(catalogue, "SUBSIDY", "2000-01-01")).toEqual([]);
  });
});

describe("refusalFor", () => {
  it("refuses whom a matter is not for", () => {
    const forPersons = { forPersons: true, forOrganisations: false };
    const forOrganisations = { forPersons: false, forOrganisations: true };
    expect(refusalFor(forPersons, "PERSON")).toBeUndefined();
    expect(refusalFor(forPersons, "ORGANISATION")).toBe("MATTER_NOT_FOR_ORGANISATIONS");
    expect(refusalFor(forOrganisations, "ORGANISATION")).toBeUndefined();
    expect(refusalFor(forOrganisations, "PERSON")).toBe("MATTER_NOT_FOR_PERSONS");
  });

  it("lets persons be checked for RECRUITMENT only, and organisations for everything else", () => {
    for (const matter of catalogue.matters) {
      const isRecruitment = matter.code === "RECRUITMENT";
      expect(refusalFor(matter, "PERSON") === undefined).toBe(isRecruitment);
      expect(refusalFor(matter, "ORGANISATION") === undefined).toBe(!isRecruitment);
    }
  });
});
