import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { recordEventKinds, recordStatuses, type RecordEvent } from "../../../kernel/record.js";
import { addDays } from "../../../kernel/shanghai-day.js";
import { statusOf } from "../../../subgraphs/kit/status.js";
import { aRecord, anEvent } from "../record-builder.js";

const statusWith = (events: readonly RecordEvent[], on: string, lastDay?: string) =>
  statusOf(aRecord({ events }), lastDay, on);

describe("statusOf", () => {
  it("is in force through its last day and expired on the next", () => {
    expect(statusWith([], "2026-11-21", "2026-11-21")).toBe("IN_FORCE");
    expect(statusWith([], "2026-11-22", "2026-11-21")).toBe("EXPIRED");
  });

  it.each([
    ["REPAIRED", "REPAIRED"],
    ["REVOKED", "REVOKED"],
    ["CORRECTED", "CORRECTED"],
    ["REMOVED", "REMOVED"],
    ["STAYED", "SUSPENDED"],
    ["OBJECTION_ACCEPTED", "ANNOTATED"],
  ] as const)("after %s is %s from the start of that day", (kind, status) => {
    expect(statusWith([anEvent(kind, "2026-05-01")], "2026-04-30")).toBe("IN_FORCE");
    expect(statusWith([anEvent(kind, "2026-05-01")], "2026-05-01")).toBe(status);
  });

  it("counts again once a stay is lifted or an objection is closed", () => {
    const stayed = [anEvent("STAYED", "2026-05-01"), anEvent("STAY_LIFTED", "2026-06-01")];
    expect(statusWith(stayed, "2026-05-31")).toBe("SUSPENDED");
    expect(statusWith(stayed, "2026-06-01")).toBe("IN_FORCE");
    const disputed = [anEvent("OBJECTION_ACCEPTED", "2026-05-01"), anEvent("OBJECTION_CLOSED", "2026-06-01")];
    expect(statusWith(disputed, "2026-05-31")).toBe("ANNOTATED");
    expect(statusWith(disputed, "2026-06-01")).toBe("IN_FORCE");
    expect(statusWith([...disputed, anEvent("OBJECTION_ACCEPTED", "2026-07-01")], "2026-07-01")).toBe(
      "ANNOTATED",
    );
  });

  it("follows the days of events, not the order in which they were written", () => {
    const events = [anEvent("STAY_LIFTED", "2026-06-01"), anEvent("STAYED", "2026-05-01")];
    expect(statusWith(events, "2026-06-01")).toBe("IN_FORCE");
  });

  it("is never brought back by a lifted stay once it was revoked", () => {
    const events = [
      anEvent("STAYED", "2026-05-01"),
      anEvent("REVOKED", "2026-05-10"),
      anEvent("STAY_LIFTED", "2026-06-01"),
    ];
    expect(statusWith(events, "2026-12-01")).toBe("REVOKED");
  });

  it("says expired rather than suspended or disputed once its term is over", () => {
    const events = [anEvent("STAYED", "2026-05-01"), anEvent("OBJECTION_ACCEPTED", "2026-05-01")];
    expect(statusWith(events, "2026-06-01")).toBe("SUSPENDED");
    expect(statusWith(events, "2026-06-02", "2026-06-01")).toBe("EXPIRED");
  });

  it("reads no stored flag", () => {
    const record = aRecord({ dutyFulfilled: true, facts: { inForce: false, status: "REPAIRED" } });
    expect(statusOf(record, undefined, "2026-05-01")).toBe("IN_FORCE");
  });
});

describe("statusOf, whatever happens to a record", () => {
  const day = fc.integer({ min: 0, max: 2000 }).map((days) => addDays("2024-01-01", days));
  const event = fc.record({ kind: fc.constantFrom(...recordEventKinds), on: day });
  const history = fc.record({
    events: fc.array(event, { maxLength: 8 }),
    lastDay: fc.option(day, { nil: undefined }),
    on: day,
  });
  const final = ["REPAIRED", "REVOKED", "CORRECTED", "REMOVED"] as const;
  const counting: readonly string[] = ["IN_FORCE", "ANNOTATED", "SUSPENDED"];

  it("never counts on or after the day of a repair, a revocation, a correction or a removal", () => {
    fc.assert(
      fc.property(history, fc.constantFrom(...final), day, ({ events, lastDay, on }, kind, endedOn) => {
        fc.pre(on >= endedOn);
        expect(counting).not.toContain(statusWith([...events, anEvent(kind, endedOn)], on, lastDay));
      }),
    );
  });

  it("never counts after its last day", () => {
    fc.assert(
      fc.property(history, day, ({ events, on }, lastDay) => {
        fc.pre(on > lastDay);
        expect(counting).not.toContain(statusWith(events, on, lastDay));
      }),
    );
  });

  it("never counts again once it has ended: time goes one way", () => {
    fc.assert(
      fc.property(history, fc.nat({ max: 1000 }), ({ events, lastDay, on }, days) => {
        if (counting.includes(statusWith(events, on, lastDay))) return;
        expect(counting).not.toContain(statusWith(events, addDays(on, days), lastDay));
      }),
    );
  });

  it("takes no notice of what has not happened yet", () => {
    fc.assert(
      fc.property(history, ({ events, lastDay, on }) => {
        const past = events.filter((each) => each.on <= on);
        expect(statusWith(events, on, lastDay)).toBe(statusWith(past, on, lastDay));
        expect(recordStatuses).toContain(statusWith(events, on, lastDay));
      }),
    );
  });
});
