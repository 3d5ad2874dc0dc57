import { describe, expect, it } from "@jest/globals";
import { killGateways } from "../support/kill-gateways.js";

/** A slice of `npm run prove register`, which kills twenty times. */
describe("a gateway that is killed by -9 under load", () => {
  it("leaves an outcome for every answered query, a register that verifies, and its open intents marked", async () => {
    const { answered, withoutOutcome, report } = await killGateways({ kills: 3, seed: 20261121 });
    expect(answered.length).toBeGreaterThan(50);
    expect(withoutOutcome).toEqual([]);
    expect(report.findings).toEqual([]);
    expect(report.uncovered).toBe(0);
    expect(report.openIntents.filter(({ isMarked }) => !isMarked)).toEqual([]);
  }, 300_000);
});
