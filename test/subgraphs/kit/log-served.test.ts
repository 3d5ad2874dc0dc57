import { beforeEach, describe, expect, it } from "@jest/globals";
import { createLog } from "../../../kernel/log.js";
import { createServedLog } from "../../../subgraphs/kit/log-served.js";

let lines: Record<string, unknown>[];
const log = createLog({
  level: "info",
  write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>),
});
const logServed = createServedLog("tax", log);
beforeEach(() => {
  lines = [];
});
const representations = [{ id: "s-1" }, { id: "s-2" }, { id: "s-3" }];

describe("what a department has served", () => {
  it("is one line with the receipts of the request, and no subject", () => {
    logServed({ authority: "CHECK", receipts: new Set(["FC-1", "FC-2"]), variables: { representations } });
    logServed({ authority: "DETAIL", receipts: new Set(["FC-3"]), variables: { representations } });
    expect(lines).toMatchObject([
      { event: "facts.served", source: "tax", receipts: ["FC-1", "FC-2"], receiptCount: 2, entities: 3 },
      { event: "detail.served", source: "tax", receipts: ["FC-3"], receiptCount: 1, entities: 3 },
    ]);
    expect(JSON.stringify(lines)).not.toContain("s-1");
  });

  it("names at most a hundred receipts, and counts the rest", () => {
    const receipts = new Set(Array.from({ length: 250 }, (_, index) => `FC-${index}`));
    logServed({ authority: "CHECK", receipts });
    expect(lines[0]?.["receipts"]).toHaveLength(100);
    expect(lines[0]).toMatchObject({ receiptCount: 250, entities: 0 });
  });

  it("is not said where no view was read", () => {
    logServed({ authority: "CHECK", receipts: new Set() });
    logServed({ authority: "ROOT", receipts: new Set(["FC-1"]) });
    logServed({ authority: "GATEWAY", receipts: new Set(["FC-1"]) });
    expect(lines).toEqual([]);
  });
});
