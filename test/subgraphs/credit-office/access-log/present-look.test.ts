import { describe, expect, it } from "@jest/globals";
import type { NumberedLook } from "../../../../subgraphs/credit-office/access-log/access-log-reader.js";
import {
  presentToAuditor,
  presentToSubject,
} from "../../../../subgraphs/credit-office/access-log/present-look.js";
import { loadCatalogue } from "../../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { createChainBuilder, type EntryParts } from "../../../support/register-builders.js";

const catalogue = loadCatalogue();
const now = new Date("2026-11-21T12:00:00+08:00");
const withheld = { basis: "《示例调查条例》第九条", until: new Date("2026-12-01T00:00:00+08:00") };

function lookOf(parts: EntryParts): NumberedLook {
  const [begun, ...outcomes] = createChainBuilder().look(parts);
  if (!begun) throw new Error("no look");
  return { begun, outcomes, abandoned: false, number: 7 };
}

describe("presentToSubject", () => {
  const look = lookOf({
    fields: ["Subject.courts", "CourtsCredit.dishonestListings", "DishonestListing.court", "TaxRating.grade"],
    disclosed: ["DishonestListing.court"],
    caseNumber: "BT-2026-0815",
    person: "clerk-77",
  });

  it("tells time, unit, class of purpose and kinds of what was disclosed", () => {
    expect(presentToSubject(look, catalogue, now)).toMatchObject({
      number: 7,
      at: look.begun.at,
      unit: "示例市政务服务中心",
      purpose: "信用核查（财政补贴/专项资金）",
      fields: ["失信被执行人"],
      refused: false,
    });
  });

  it("never tells account, receipt, case, coordinates or decision", () => {
    const shown = presentToSubject(look, catalogue, now);
    expect(JSON.stringify(shown)).not.toMatch(/clerk-77|BT-2026-0815|FC2026|DishonestListing/);
    const { number, at, unit, purpose, fields, refused, ...rest } = shown;
    expect([number, at, unit, purpose, fields, refused]).not.toContain(null);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  it("keeps the place of a look that it is told of later, with its day and the legal basis", () => {
    const hidden = lookOf({ withheld, at: new Date("2026-11-20T23:59:59+08:00"), refusal: "FORBIDDEN" });
    expect(presentToSubject(hidden, catalogue, now)).toMatchObject({
      number: 7,
      at: new Date("2026-11-20T00:00:00+08:00"),
      unit: "依法暂缓告知",
      purpose: withheld.basis,
      fields: [],
      refused: false,
    });
  });

  it("tells it whole from the moment at which the delay ends", () => {
    const hidden = lookOf({ withheld });
    const before = new Date(withheld.until.getTime() - 1);
    expect(presentToSubject(hidden, catalogue, before).unit).toBe("依法暂缓告知");
    expect(presentToSubject(hidden, catalogue, withheld.until).unit).toBe("示例市政务服务中心");
  });

  it("says that a look was refused, whether before or after its intent", () => {
    const refusal = createChainBuilder().entry({ kind: "REFUSAL", refusal: "FORBIDDEN" });
    const before = { begun: refusal, outcomes: [], abandoned: false, number: 1 };
    expect(presentToSubject(before, catalogue, now).refused).toBe(true);
    expect(presentToSubject(lookOf({ refusal: "CASE_NOT_OPEN" }), catalogue, now).refused).toBe(true);
  });
});

describe("presentToAuditor", () => {
  it("shows everything, also of a look that the subject is told of later", () => {
    const look = lookOf({
      withheld,
      fields: ["TaxRating.grade", "TaxRating.year"],
      disclosed: ["TaxRating.grade"],
      person: "sys-01",
      onBehalfOf: "clerk-02",
      roles: ["system"],
      caseVerified: false,
      decision: "HOLD",
    });
    expect(presentToAuditor(look, catalogue)).toEqual({
      number: 7,
      at: look.begun.at,
      unit: "示例市政务服务中心",
      purpose: "信用核查（财政补贴/专项资金）",
      fields: ["纳税缴费信用级别"],
      refused: false,
      receipt: look.begun.receipt,
      person: "sys-01",
      onBehalfOf: "clerk-02",
      roles: ["system"],
      matter: "SUBSIDY",
      caseNumber: "BT-2026-0001",
      caseVerified: false,
      coordinates: ["TaxRating.grade"],
      decision: "HOLD",
      refusal: null,
      abandoned: false,
      withheldBasis: withheld.basis,
      withheldUntil: withheld.until,
    });
  });

  it("shows what was asked for where nothing was answered", () => {
    const [intent] = createChainBuilder().look({ fields: ["TaxRating.grade"] });
    if (!intent) throw new Error("no look");
    const shown = presentToAuditor({ begun: intent, outcomes: [], abandoned: true, number: 1 }, catalogue);
    expect(shown).toMatchObject({ coordinates: ["TaxRating.grade"], abandoned: true, decision: null });
  });
});
