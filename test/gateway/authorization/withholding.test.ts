import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { stringify } from "yaml";
import { openWithholding, type Withheld } from "../../../gateway/authorization/withholding.js";
import { createLog } from "../../../kernel/log.js";

const folder = mkdtempSync(join(tmpdir(), "fengcha-withholding-"));
const file = join(folder, "withholding.yaml");
const log = createLog({ level: "silent" });
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const row = {
  unit: "宿迁市监察委员会",
  matters: ["RECRUITMENT"],
  basis: "《个人信息保护法》第三十五条",
  delayDays: 30,
};

function withheld(
  rows: readonly object[],
  unit: string,
  matter: string | null,
  now: string,
): Withheld | null {
  writeFileSync(file, stringify({ withholding: rows }));
  const withholding = openWithholding({ file, log });
  return withholding.withheldFor({ unit }, matter, new Date(now));
}

describe("withheldFor", () => {
  it("tells basis and end for the unit and matter of a row, and null for everybody else", () => {
    const at = "2026-07-01T09:00:00+08:00";
    expect(withheld([row], row.unit, "RECRUITMENT", at)).toEqual({
      basis: row.basis,
      until: new Date("2026-08-01T00:00:00+08:00"),
    });
    expect(withheld([row], row.unit, "LICENCE", at)).toBeNull();
    expect(withheld([row], row.unit, null, at)).toBeNull();
    expect(withheld([row], "别的单位", "RECRUITMENT", at)).toBeNull();
    expect(withheld([{ ...row, matters: "*" }], row.unit, null, at)).not.toBeNull();
  });

  it("does not count the day of the look, whatever its hour in Shanghai, nor trips over 29 February", () => {
    const rows = [{ ...row, delayDays: 1 }];
    const until = (now: string): string | undefined =>
      withheld(rows, row.unit, "RECRUITMENT", now)?.until.toISOString();
    expect(until("2028-02-28T00:00:00+08:00")).toBe("2028-02-29T16:00:00.000Z");
    expect(until("2028-02-28T23:59:59.999+08:00")).toBe("2028-02-29T16:00:00.000Z");
    expect(until("2028-02-29T00:00:00+08:00")).toBe("2028-03-01T16:00:00.000Z");
  });

  it("withholds nothing without a file", () => {
    const withholding = openWithholding({ file: null, log });
    expect(withholding.withheldFor({ unit: row.unit }, "RECRUITMENT", new Date())).toBeNull();
  });
});

describe("a withholding file", () => {
  const faults: readonly [string, object[], string][] = [
    ["no basis", [{ ...row, basis: "" }], "withholding[0].basis"],
    ["a basis without an article", [{ ...row, basis: "《个人信息保护法》" }], "withholding[0].basis：须写明"],
    ["no delay", [{ ...row, delayDays: 0 }], "withholding[0].delayDays：至少 1 天"],
    ["a delay of more than a year", [{ ...row, delayDays: 366 }], "withholding[0].delayDays：最多 365 天"],
    ["every unit", [{ ...row, unit: "*" }], "withholding[0].unit：须写明单位"],
    ["no matters", [{ ...row, matters: [] }], "withholding[0].matters"],
    ["two rows for one unit and matter", [row, { ...row, matters: "*" }], "withholding[1].matters：与"],
    ["a field that there is not", [{ ...row, hidden: true }], "withholding[0].hidden：没有这个字段"],
  ];

  it.each(faults)("is refused for %s, named by its field", (_, rows, message) => {
    expect(() => withheld(rows, row.unit, null, "2026-07-01T00:00:00Z")).toThrow(message);
  });
});
