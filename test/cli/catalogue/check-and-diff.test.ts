import { rmSync } from "node:fs";
import { afterEach, describe, expect, it } from "@jest/globals";
import { checkCatalogue } from "../../../cli/catalogue/check-catalogue.js";
import { renderDiff } from "../../../cli/catalogue/diff-table.js";
import { readCatalogue } from "../../../cli/catalogue/read-catalogue.js";
import { diffCatalogues } from "../../../subgraphs/credit-office/catalogue/diff-catalogues.js";
import { copyCatalogue } from "../../support/catalogue-folder.js";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const file = "measures/procurement-bid.yaml";
const article = "basis: { document: 财库〔2016〕125号, article: 全文, verified: true }";

describe("fengcha catalogue check", () => {
  it("sums up a catalogue without faults", () => {
    const { text, isSound } = checkCatalogue("-");
    expect(isSound).toBe(true);
    const [heading, counts] = text.split("\n");
    expect(heading).toMatch(/^清单版本 \S+\+[0-9a-f]{8}：没有错误$/);
    expect(counts).toMatch(/^事项 11 个，措施 \d+ 行，中止规则 1 条，依据待核 \d+ 行$/);
    expect(text).toMatch(/拦截待核 HOLD .*│ \d+ +│ \d+ +│ \d+/);
  });

  it("names every fault with its place and how to mend it", () => {
    const folder = copy([
      { file, from: article, to: "basis: { document: 财库〔2016〕125号, verified: true }" },
    ]);
    const { text, isSound } = checkCatalogue(folder);
    expect(isSound).toBe(false);
    expect(text).toContain("措施清单有 1 处错误");
    for (const part of ["PROCUREMENT_BID.CT", "basis.article", "HOLD 没有写明依据的条款", "第四十八条"])
      expect(text).toContain(part);
  });

  it("says so when there is no such folder", () => {
    expect(() => checkCatalogue("no-such-folder")).toThrow("没有文件夹 no-such-folder");
  });
});

describe("fengcha catalogue diff", () => {
  it("shows what changed from what to what", () => {
    const folder = copy([{ file, from: "measure: HOLD", to: "measure: RESTRICT" }]);
    const text = renderDiff(diffCatalogues(readCatalogue("-"), readCatalogue(folder)));
    expect(text).toContain("措施 1 处，事项 0 处，中止 0 处，披露 0 处");
    expect(text).toMatch(/措施 +│ PROCUREMENT_BID\.CT_DISHONEST +│ 措施 +│ HOLD +│ RESTRICT/);
  });

  it("says so when the content is the same", () => {
    expect(renderDiff(diffCatalogues(readCatalogue("-"), readCatalogue(copy())))).toMatch(/内容没有变化$/);
  });
});

function copy(edits: Parameters<typeof copyCatalogue>[0] = []): string {
  const folder = copyCatalogue(edits);
  folders.push(folder);
  return folder;
}
