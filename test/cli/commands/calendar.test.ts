import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Command } from "commander";
import { addCalendar } from "../../../cli/commands/calendar.js";
import { exitCodes } from "../../../cli/exit-codes.js";

let folder: string;
const out = jest.spyOn(console, "log");
const err = jest.spyOn(console, "error");
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fengcha-calendar-"));
  for (const spy of [out, err]) spy.mockReset();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.exitCode = 0;
});

async function run(...args: readonly string[]): Promise<{ readonly out: string; readonly err: string }> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addCalendar(program);
  await program.parseAsync(["calendar", ...args], { from: "user" });
  const textOf = (spy: typeof out): string => spy.mock.calls.flat().join("\n");
  return { out: textOf(out), err: textOf(err) };
}

describe("fengcha calendar", () => {
  it("shows a year's holidays and 调休 with their weekdays, its source, and that nobody has verified it", async () => {
    const shown = await run("--year", "2026");
    expect(shown.out).toContain("2026 年，工作日共 248 天");
    expect(shown.out).toMatch(/依据：《国务院办公厅关于2026年部分节假日安排的通知》.*（待核）/);
    expect(shown.out).toMatch(/春节 +│ 2月16日（周一）至2月20日（周五） +│ 2月14日（周六） +│/);
    expect(shown.out).toMatch(/│ +│ 2月23日（周一） +│ 2月28日（周六） +│/);
    expect(shown.out).toMatch(/文件：.*2026\.yaml/);
  });

  it("shows a year of the folder that FENGCHA_CALENDAR_DIR names", async () => {
    const festival = "{ name: 元旦, off: [2099-01-01] }";
    writeFileSync(
      join(folder, "2099.yaml"),
      `years: [{ year: 2099, source: 通知, verified: true, festivals: [${festival}] }]`,
    );
    process.env["FENGCHA_CALENDAR_DIR"] = folder;
    try {
      expect((await run("--year", "2099")).out).toContain(`文件：${join(folder, "2099.yaml")}`);
    } finally {
      delete process.env["FENGCHA_CALENDAR_DIR"];
    }
  });

  it("fails for a year that it does not hold, and for what is no year", async () => {
    await expect(run("--year", "2099")).rejects.toThrow("没有 2099 年的节假日和调休，只按周一至周五计算");
    await expect(run("--year", "26")).rejects.toThrow("应形如 2026");
  });
});

describe("fengcha calendar check", () => {
  const check = async (festivals: string) => {
    const file = join(folder, "2027.yaml");
    writeFileSync(file, `years: [{ year: 2027, source: 通知, verified: true, festivals: [${festivals}] }]`);
    return await run("check", file);
  };

  it("shows what a good file says", async () => {
    const { out, err } = await check("{ name: 元旦, off: [2027-01-01], worked: [2027-01-03] }");
    expect(out).toContain("2027 年，工作日共 261 天");
    expect(out).not.toContain("待核");
    expect(err).toBe("");
    expect(process.exitCode).toBe(exitCodes.answered);
  });

  it("names each fault of a bad one", async () => {
    const { out, err } = await check("{ name: 元旦, off: [2027-01-02], worked: [2027-01-04] }");
    expect(out).toBe("");
    expect(err.split("\n")).toEqual([
      "years[0].festivals[0].off[0]：2027-01-02 是周六，本来就不上班，请删去；如系调休上班，请写到 worked",
      "years[0].festivals[0].worked[0]：2027-01-04 是周一，不是调休，请删去；如系放假，请写到 off",
    ]);
    expect(process.exitCode).toBe(exitCodes.failed);
  });
});
