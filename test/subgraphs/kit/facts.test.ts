import { describe, expect, it } from "@jest/globals";
import { departmentFactsSchema } from "../../../kernel/facts.js";
import { recordStatuses, type RecordInView } from "../../../kernel/record.js";
import { factsOf } from "../../../subgraphs/kit/facts.js";
import { aRecord } from "../record-builder.js";

const viewed = (parts: Partial<RecordInView> = {}): RecordInView => ({
  ...aRecord(parts),
  status: "IN_FORCE",
  ...parts,
});

describe("factsOf", () => {
  it("says answered, with nothing, when nothing is on file", () => {
    expect(factsOf("o-1", [], new Date("2026-02-01T00:00:00Z"))).toEqual({
      state: "ANSWERED",
      subjectId: "o-1",
      dataAsOf: "2026-02-01T00:00:00.000Z",
      records: [],
    });
  });

  it("has not answered before the first collection: that nothing is on file is not known", () => {
    expect(factsOf("o-1", [viewed()], undefined)).toEqual({
      state: "UNAVAILABLE",
      subjectId: "o-1",
      reason: "NO_DATA",
    });
  });

  it("is what the verdict's schema takes", () => {
    const record = viewed({
      documentNo: "示〔2026〕1号",
      decidingAuthority: "示例局",
      severity: "SERIOUS",
      until: "2029-01-10",
      namedPersons: [{ subjectId: "p-1", role: "责任人", from: "2025-01-01" }],
      facts: { amount: "1.00" },
    });
    const facts = factsOf("o-1", [record, viewed()], new Date("2026-02-01T00:00:00Z"));
    expect(departmentFactsSchema.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
    expect(facts).toMatchObject({ dataAsOf: "2026-02-01T00:00:00.000Z" });
  });

  it("lets no record leave that is over, repaired, revoked, corrected or removed", () => {
    const records = recordStatuses.map((status) => viewed({ recordId: status, status }));
    const facts = factsOf("o-1", records, new Date("2026-02-01T00:00:00Z"));
    const left = facts.state === "ANSWERED" ? facts.records.map(({ status }) => status) : [];
    expect(left).toEqual(["IN_FORCE", "ANNOTATED", "SUSPENDED"]);
  });

  it("keeps what the verdict may not use", () => {
    const facts = JSON.stringify(factsOf("o-1", [viewed()], undefined));
    for (const kept of ["sourceRecordNo", "batch", "events", "recordedFrom", "legalBasis", "schemaVersion"]) {
      expect(facts).not.toContain(kept);
    }
  });
});
