import type { Look } from "../../kernel/register-entry.js";

/** A look with all that a test does not name filled in. */
export function lookOf(look: Partial<Look> = {}): Look {
  return {
    receipt: "FC20261121-0123456789ABCDEF0123",
    unit: "宿迁市政府采购中心",
    person: "zhou.min",
    surname: null,
    onBehalfOf: null,
    roles: ["procurement"],
    field: "check",
    matter: "PROCUREMENT_BID",
    caseNumber: "CG-2026-0001",
    caseVerified: null,
    subjects: ["subject"],
    sealed: [null],
    fields: ["Query.check", "Check.decision"],
    withheld: null,
    ...look,
  };
}
