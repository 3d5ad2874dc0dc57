import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { checkGrants } from "../../../cli/commands/grants.js";
import { openWithholding } from "../../../gateway/authorization/withholding.js";
import { createLog } from "../../../kernel/log.js";

const deploy = join(import.meta.dirname, "..", "..", "..", "deploy");
const example = readFileSync(join(deploy, "grants.example.yaml"), "utf8");

describe("fengcha grants check", () => {
  it("shows every grant with the days that it has left", () => {
    const { table, faults } = checkGrants(example, "2026-12-31");
    expect(faults).toEqual([]);
    expect(table).toMatch(/宿迁市政府采购中心 .* procurement .* 2026-12-31 │ 1 /);
    expect(table).toMatch(/market:personal │ 2026-06-30 │ 已过期/);
    expect(checkGrants(example, "2025-12-31").table).toContain("2026-01-01 起生效");
  });

  it("names a matter that the catalogue does not have, and still shows the others", () => {
    const { table, faults } = checkGrants(example.replace("TENDER_BID", "TENDER_BIT"), "2026-07-01");
    expect(faults).toEqual([
      { field: "grants[1].matters[1]", message: "清单中没有事项 TENDER_BIT，请核对事项编码" },
    ]);
    expect(table).toContain("宿迁市审计局");
  });
});

describe("deploy/withholding.example.yaml", () => {
  it("is acceptable as it stands", () => {
    const file = join(deploy, "withholding.example.yaml");
    const withholding = openWithholding({ file, log: createLog({ level: "silent" }) });
    expect(
      withholding.withheldFor({ unit: "宿迁市监察委员会" }, "RECRUITMENT", new Date("2026-07-01T00:00:00Z")),
    ).toEqual({ basis: "《个人信息保护法》第三十五条", until: new Date("2026-09-30T00:00:00+08:00") });
  });
});
