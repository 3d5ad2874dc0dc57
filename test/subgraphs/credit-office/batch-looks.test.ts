import { describe, expect, it } from "@jest/globals";
import { chunkSize } from "../../../subgraphs/credit-office/batch/batch-documents.js";
import { looksOfPage } from "../../../subgraphs/credit-office/batch/looks-of-page.js";

const first = {
  index: 0,
  receipt: "A",
  // Written twice, and differently: one subject.
  subjects: Array.from({ length: chunkSize }, (_, index) =>
    index < 2 ? (["ａ1", "A 1"][index] ?? "") : `B${index}`,
  ),
};
const second = { index: 1, receipt: "B", subjects: ["C1", "C2", "C1", "C3"] };

describe("looksOfPage", () => {
  it("tells the places of the subjects that a page shows, each once", () => {
    expect(looksOfPage([first], 0, 4)).toEqual([{ receipt: "A", positions: [0, 1, 2] }]);
    expect(looksOfPage([first], 1, 1)).toEqual([{ receipt: "A", positions: [0] }]);
    expect(looksOfPage([second], chunkSize + 1, 2)).toEqual([{ receipt: "B", positions: [1, 0] }]);
  });

  it("goes on from one check to the next", () => {
    expect(looksOfPage([first, second], chunkSize - 1, 2)).toEqual([
      { receipt: "A", positions: [chunkSize - 2] },
      { receipt: "B", positions: [0] },
    ]);
  });

  it("is empty past the end", () => {
    expect(looksOfPage([second], chunkSize + 4, 10)).toEqual([]);
    expect(looksOfPage([], 0, 10)).toEqual([]);
  });
});
