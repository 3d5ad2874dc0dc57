import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { renderAuditTable } from "../../../cli/audit/audit-table.js";
import { anAuditAnswer } from "../../support/audit-answer-builder.js";

describe("the audit in a terminal", () => {
  const text = stripVTControlCharacters(renderAuditTable(anAuditAnswer(), { clerk: "窗口人员" }));

  it("begins with the month and the totals", () => {
    expect(text.split("\n").slice(0, 3).join("\n")).toContain(
      "2026年11月查询审计月报　生成于 2026-12-01 09:05",
    );
    expect(text).toContain("查询 1210 次，主体 3456 人次；被拒绝 12 次，登记后无结果 1 次，进行中 0 次");
  });

  it("shows lines, flags with receipts, gaps, and the register's range", () => {
    expect(text).toMatch(/窗口人员（clerk）\s+│ 1210/);
    expect(text).toMatch(/示例市政务服务中心 clerk-07\s+│ 4\s+│ FC20261107-0123456789ABCDEF0123/);
    expect(text).toContain(
      "无对应办件（所填办件未经核实，办件库中至今也没有）：无\n　无办件库，未能核对办件",
    );
    expect(text).toMatch(/gateway-a\s+│ 1201–3620\s+│ 2420/);
  });

  it("lists a few flags of many, and says where the rest is", () => {
    const [finding] = anAuditAnswer().findings;
    const [flag] = finding?.flags ?? [];
    if (!finding || !flag) throw new Error("no flag");
    const flags = Array.from({ length: 30 }, (_, index) => ({
      ...flag,
      account: `clerk-${index}`,
      isEstimate: true,
    }));
    const long = renderAuditTable(anAuditAnswer({ findings: [{ ...finding, flagged: 250, flags }] }), {});
    expect(long).toContain("另有 240 条，见 --json 或 --html");
    expect(long).toContain("约 4");
  });
});
