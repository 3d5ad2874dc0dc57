import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { loadCalendar } from "../../../kernel/calendar/load-calendar.js";
import { createWorkingDays } from "../../../kernel/working-days.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fengcha-calendar-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, year: number, day: string): void => {
  const festival = `{ name: 元旦, off: [${day}] }`;
  writeFileSync(
    join(folder, name),
    `years: [{ year: ${year}, source: 通知, verified: true, festivals: [${festival}] }]`,
  );
};

describe("the built-in calendar", () => {
  it.each([
    [2025, 18, 5, 248],
    [2026, 19, 6, 248],
  ])("of %i has %i weekdays off, %i weekends worked, %i working days", (year, off, worked, count) => {
    const found = loadCalendar().find((each) => each.year === year);
    const festivals = found?.festivals ?? [];
    expect(festivals.flatMap((festival) => festival.off)).toHaveLength(off);
    expect(festivals.flatMap((festival) => festival.worked)).toHaveLength(worked);
    const days = createWorkingDays(loadCalendar());
    expect(days.workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`).count).toBe(count);
  });

  it("names the announcement of each year", () => {
    for (const { year, source } of loadCalendar()) {
      expect(source).toContain(`《国务院办公厅关于${year}年部分节假日安排的通知》`);
    }
  });
});

describe("a folder of one's own", () => {
  it("adds years, and takes the place of those that come with the program", () => {
    write("2027.yaml", 2027, "2027-01-01");
    write("2026.yml", 2026, "2026-01-01");
    const years = loadCalendar(folder);
    expect(years.map(({ year, file }) => [year, basename(file)])).toEqual([
      [2025, "2025.yaml"],
      [2026, "2026.yml"],
      [2027, "2027.yaml"],
    ]);
    const days = createWorkingDays(years);
    expect(days.isWorkingDay("2026-10-01")).toBe(true);
    expect(days.isKnownYear("2027-10-01")).toBe(true);
  });

  it("is refused whole with every fault, each with its file", () => {
    write("a.yaml", 2027, "2027-01-02");
    write("b.yaml", 2027, "2027-01-01");
    writeFileSync(join(folder, "c.yaml"), "years:\n  - year: 二〇二七\n");
    expect(() => loadCalendar(folder)).toThrow(
      new RegExp(
        [
          "^工作日历有 6 处错误，未载入：",
          ".*a.yaml：years\\[0\\].festivals\\[0\\].off\\[0\\]：2027-01-02 是周六，本来就不上班.*",
          ".*b.yaml：2027 年在 .*a.yaml 中已有，请删去一处",
          ".*c.yaml：years\\[0\\].year：应为年份，如 2026",
          ".*c.yaml：years\\[0\\].source：.*",
          ".*c.yaml：years\\[0\\].verified：.*",
          ".*c.yaml：years\\[0\\].festivals：.*$",
        ].join("\n"),
      ),
    );
  });

  it("is refused when it has no files, or does not exist", () => {
    expect(() => loadCalendar(folder)).toThrow("文件夹中没有 YAML 文件");
    expect(() => loadCalendar(join(folder, "absent"))).toThrow("ENOENT");
  });
});
