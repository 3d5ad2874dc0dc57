import { describe, expect, it } from "@jest/globals";
import type { RecordInView } from "../../kernel/record.js";
import { toEcologyCredit } from "../../subgraphs/ecology/file.js";
import { toHrssCredit } from "../../subgraphs/hrss/file.js";
import { toMarketCredit } from "../../subgraphs/market/file.js";
import { toTaxCredit } from "../../subgraphs/tax/file.js";
import { aRecord, anEvent } from "./record-builder.js";

function viewed(recordType: string, parts: Partial<RecordInView> = {}): RecordInView {
  return { ...aRecord({ recordType, recordId: recordType }), status: "IN_FORCE", ...parts };
}

describe("a department's file", () => {
  it("shows as present only what counts, and the rest as history", () => {
    const ratings = [
      viewed("TAX_CREDIT", { recordId: "2026", status: "SUSPENDED", facts: { grade: "A" } }),
      viewed("TAX_CREDIT", { recordId: "2025", status: "EXPIRED", facts: { grade: "B" } }),
    ];
    expect(toTaxCredit(ratings).rating).toBeNull();
    expect(toTaxCredit(ratings).ratings?.map(({ grade }) => grade)).toEqual(["A", "B"]);
    expect(toHrssCredit([viewed("HR_GRADE", { status: "EXPIRED" })]).grade).toBeNull();
    expect(toMarketCredit([viewed("MSA_REGISTRATION", { status: "EXPIRED" })]).registration).toBeNull();
  });

  it("shows an objection as no end of a record", () => {
    const disputed = viewed("TAX_ABNORMAL", { status: "ANNOTATED" });
    expect(toTaxCredit([disputed]).abnormal?.[0]?.inForce).toBe(true);
    expect(toTaxCredit([viewed("TAX_ABNORMAL", { status: "SUSPENDED" })]).abnormal?.[0]?.inForce).toBe(false);
  });

  it("bears particulars that are missing or of another kind", () => {
    const broken = { facts: { year: "2025", grade: 1, items: "none", formerNames: ["旧名", 1] } };
    expect(toTaxCredit([viewed("TAX_CREDIT", broken)]).rating).toMatchObject({ year: null, grade: null });
    expect(toEcologyCredit([viewed("ENV_GRADE", broken)]).rating).toMatchObject({
      colour: null,
      items: null,
    });
    expect(toMarketCredit([viewed("MSA_REGISTRATION", broken)]).registration?.formerNames).toEqual(["旧名"]);
    expect(toMarketCredit([viewed("MSA_REGISTRATION")]).registration?.formerNames).toBeNull();
  });

  it("shows no honour that has ended, since it carries no mark of its end", () => {
    const honours = [viewed("MSA_HONOUR"), viewed("MSA_HONOUR", { recordId: "OLD", status: "EXPIRED" })];
    expect(toMarketCredit(honours).honours?.map(({ recordId }) => recordId)).toEqual(["MSA_HONOUR"]);
  });

  it("dates the removal of a listing by its particulars or else by the event", () => {
    const events = [anEvent("STAYED", "2026-02-01"), anEvent("REMOVED", "2026-05-01")];
    const removedOnOf = (parts: Partial<RecordInView>) =>
      toMarketCredit([viewed("MSA_SERIOUS", parts)]).seriousViolations?.[0]?.removedOn;
    expect(removedOnOf({ events })).toBe("2026-05-01");
    expect(removedOnOf({ events, facts: { removedOn: "2026-04-30" } })).toBe("2026-04-30");
    expect(removedOnOf({})).toBeNull();
  });

  it("never shows a permit that is out of date as valid", () => {
    const statusOf = (status: RecordInView["status"]) =>
      toEcologyCredit([viewed("ENV_PERMIT", { status, facts: { status: "有效" } })]).permits?.[0]?.status;
    expect(statusOf("IN_FORCE")).toBe("有效");
    expect(statusOf("EXPIRED")).toBe("已过期");
  });
});
