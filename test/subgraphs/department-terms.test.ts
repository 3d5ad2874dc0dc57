import { describe, expect, it } from "@jest/globals";
import type { CreditRecord, RecordEvent } from "../../kernel/record.js";
import { addDays } from "../../kernel/shanghai-day.js";
import type { DepartmentName } from "../../schema/departments.js";
import { terms as courts } from "../../subgraphs/courts/rules.js";
import { terms as ecology } from "../../subgraphs/ecology/rules.js";
import { terms as hrss } from "../../subgraphs/hrss/rules.js";
import { recordsInView } from "../../subgraphs/kit/records-in-view.js";
import { severityTerms, termOf, type TermRow } from "../../subgraphs/kit/terms.js";
import { terms as market } from "../../subgraphs/market/rules.js";
import { allDepartments } from "../../subgraphs/registry.js";
import { terms as tax } from "../../subgraphs/tax/rules.js";
import { departmentCases } from "./department-cases.js";
import { aRecord, anEvent, endOf, startOf } from "./record-builder.js";

const rowsOf: Record<DepartmentName, readonly TermRow[]> = { tax, market, hrss, ecology, courts };
const all = [...Object.values(rowsOf).flat(), ...severityTerms];

const statusAt = (record: CreditRecord, asOf: Date) => recordsInView([record], asOf, all)[0]?.status;

function made(
  recordType: string,
  facts: CreditRecord["facts"] = {},
  events: readonly RecordEvent[] = [],
): CreditRecord {
  const cases = Object.values(departmentCases).find((each) => recordType in each.facts)?.facts[recordType];
  return aRecord({
    recordType,
    facts: { ...cases, ...facts },
    events,
    severity: "SERIOUS",
    decidedOn: "2024-02-29",
  });
}

describe("the terms of the departments", () => {
  it.each(allDepartments.map(({ name, recordTypes }) => [name, Object.keys(recordTypes)] as const))(
    "of %s cover every type of its records on any day",
    (name, recordTypes) => {
      for (const recordType of recordTypes) {
        for (const decidedOn of ["1949-10-01", "2026-03-31", "2026-04-01", "2099-12-31"]) {
          const record = aRecord({
            recordType,
            decidedOn,
            facts: departmentCases[name].facts[recordType] ?? {},
          });
          expect([recordType, termOf(record, [...rowsOf[name], ...severityTerms])]).toEqual([
            recordType,
            expect.anything(),
          ]);
        }
      }
    },
  );

  it.each([
    ["TAX_SERIOUS", {}, "2027-02-28"],
    ["MSA_SERIOUS", {}, "2027-02-28"],
    ["HR_WAGE_LIST", {}, "2027-02-28"],
    ["CT_DISHONEST", { cause: 2 }, "2026-02-28"],
    ["CT_DISHONEST", { cause: 6 }, "2026-02-28"],
    ["ENV_PERMIT", { validTo: "2028-02-29" }, "2028-02-29"],
    ["PENALTY", {}, "2027-02-28"],
  ])("let %s of 29 February 2024 with %j count through %s", (recordType, facts, last) => {
    const record = made(recordType, facts);
    expect(statusAt(record, endOf(last))).toBe("IN_FORCE");
    expect(statusAt(record, startOf(addDays(last, 1)))).toBe("EXPIRED");
  });

  it.each(["TAX_ARREARS", "TAX_ABNORMAL", "HR_MAJOR", "MSA_HONOUR", "CT_CONSUMPTION", "CT_EXECUTED"])(
    "let %s count until something ends it",
    (recordType) => {
      expect(statusAt(made(recordType), endOf("2099-12-31"))).toBe("IN_FORCE");
      const ended = made(recordType, {}, [anEvent("REMOVED", "2030-01-01")]);
      expect(statusAt(ended, endOf("2029-12-31"))).toBe("IN_FORCE");
      expect(statusAt(ended, startOf("2030-01-01"))).toBe("REMOVED");
    },
  );

  it("let cause 1 of dishonesty count until the duty is performed, and not a day longer", () => {
    expect(statusAt(made("CT_DISHONEST", { cause: 1 }), endOf("2099-12-31"))).toBe("IN_FORCE");
    const performed = made("CT_DISHONEST", { cause: 1 }, [anEvent("DUTY_FULFILLED", "2025-05-01")]);
    expect(statusAt(performed, endOf("2025-04-30"))).toBe("IN_FORCE");
    expect(statusAt(performed, startOf("2025-05-01"))).toBe("EXPIRED");
  });

  it("do not end the other causes by performance alone: the court has to remove them", () => {
    const performed = made("CT_DISHONEST", { cause: 2 }, [anEvent("DUTY_FULFILLED", "2025-05-01")]);
    expect(statusAt(performed, endOf("2025-05-01"))).toBe("IN_FORCE");
  });

  it.each([
    ["MSA_ABNORMAL", "removedOn"],
    ["MSA_SERIOUS", "removedOn"],
    ["CT_BANKRUPT", "doneOn"],
  ])("take %s as removed on its %s", (recordType, field) => {
    const record = made(recordType, { [field]: "2025-03-01" });
    expect(statusAt(record, endOf("2025-02-28"))).toBe("IN_FORCE");
    expect(statusAt(record, startOf("2025-03-01"))).toBe("REMOVED");
  });

  it.each(["TAX_CREDIT", "MSA_REGISTRATION", "HR_GRADE", "HR_SOCIAL", "ENV_GRADE"])(
    "let only the latest %s count",
    (recordType) => {
      const old = made(recordType);
      const latest = { ...old, recordId: "R-2", decidedOn: "2025-02-28", validFrom: "2025-02-28" };
      const statuses = recordsInView([old, latest], endOf("2040-01-01"), all).map(({ status }) => status);
      expect(statuses).toEqual(["IN_FORCE", "EXPIRED"]);
    },
  );

  it("cite a basis each, and say where nobody has checked it", () => {
    for (const { basis, verified } of all) {
      expect(basis).not.toBe("");
      if (basis.includes("待核")) expect([basis, verified]).toEqual([basis, false]);
    }
  });
});
