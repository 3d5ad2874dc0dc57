import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { colourOfScore, environmentColours, maxScore } from "../../subgraphs/ecology/environment-colour.js";

describe("colourOfScore", () => {
  it.each([
    [12, "GREEN"],
    [11, "GREEN"],
    [10, "BLUE"],
    [9, "BLUE"],
    [6, "BLUE"],
    [5, "YELLOW"],
    [3, "YELLOW"],
    [2, "RED"],
    [1, "RED"],
    [0, "BLACK"],
    [-6, "BLACK"],
  ])("of %d is %s", (score, colour) => {
    expect(colourOfScore(score)).toBe(colour);
  });

  it("is never worse for more points", () => {
    const rank = (score: number): number => environmentColours.indexOf(colourOfScore(score));
    const score = fc.integer({ min: -40, max: maxScore });
    fc.assert(fc.property(score, score, (a, b) => (rank(a) - rank(b)) * (a - b) <= 0));
  });
});
