import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import { renderAuditHtml } from "../../../cli/audit/audit-html.js";
import { anAuditAnswer } from "../../support/audit-answer-builder.js";
import { openBrowser, openWatchedPage } from "../../support/browser.js";

const roles = { clerk: "窗口人员" };

describe("the printable audit", () => {
  it("shows month, time, range of the register, every part, and lines to sign", () => {
    const html = renderAuditHtml(anAuditAnswer(), roles);
    for (const text of [
      "2026年11月查询审计月报",
      "生成时间：2026-12-01 09:05（北京时间）",
      "登记簿范围：2026年11月，1 条链，共 2420 条登记",
      "窗口人员（clerk）",
      "财政补贴（SUBSIDY）",
      "（无须事项）",
      "非工作时间查询：1 条",
      "示例市政务服务中心 clerk-07",
      "FC20261107-0123456789ABCDEF0123",
      "无办件库，未能核对办件",
      "打印件",
      "编制人：",
      "复核人：",
    ])
      expect(html).toContain(text);
  });

  it("has no scripts, nothing from outside, and what units are called stays text", () => {
    const hostile = `<img src=x onerror="alert(1)">&'`;
    const line = { name: hostile, title: null, requests: 1, looks: 1, refused: 0, abandoned: 0 };
    const html = renderAuditHtml(anAuditAnswer({ byUnit: [line] }), roles);
    expect(html).not.toMatch(/<script|<img|<link|https?:|url\(|@import/i);
    expect(html).toContain("&#60;img src=x onerror=&#34;alert(1)&#34;&#62;&#38;&#39;");
  });
});

describe("printed by a browser", () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "fengcha-print-"));
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it("is A4, keeps its Chinese, repeats its head on every page, and asks nobody for anything", async () => {
    const flags = Array.from({ length: 120 }, (_, index) => ({
      unit: "示例市政务服务中心",
      account: `clerk-${index}`,
      count: 1,
      isEstimate: false,
      receipts: ["FC20261107-0123456789ABCDEF0123"],
    }));
    const [finding] = anAuditAnswer().findings;
    if (!finding) throw new Error("no finding");
    const html = renderAuditHtml(anAuditAnswer({ findings: [{ ...finding, flagged: 120, flags }] }), roles);
    const { page, outside, errors, violations } = await openWatchedPage(browser);
    await page.setContent(html);
    const file = join(folder, "audit.pdf");
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
    expect({ outside, errors, violations: await violations() }).toEqual({
      outside: [],
      errors: [],
      violations: [],
    });
    const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
    expect(info).toMatch(/Page size:\s+59[45](\.\d+)? x 84[12](\.\d+)? pts/);
    const pages = Number(/Pages:\s+(\d+)/.exec(info)?.[1]);
    expect(pages).toBeGreaterThan(2);
    const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    expect(text.match(/2026年11月查询审计月报/g)).toHaveLength(pages + 1);
    expect(text).toContain(`第 ${pages} 页，共 ${pages} 页`);
    expect(text).toContain("编制人");
  }, 60_000);
});
