import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readCalendar } from "../../../kernel/calendar/read-calendar.js";

/** Faults of one year's festivals, written as YAML. */
const faultsOf = (festivals: string) =>
  readCalendar(`years: [{ year: 2026, source: 通知, verified: true, festivals: ${festivals} }]`).faults;

describe("a calendar file", () => {
  it("is read as it is written", () => {
    const { years, faults } = readCalendar(
      "years: [{ year: 2026, source: 通知, verified: true, festivals: [{ name: 元旦, off: [2026-01-01], worked: [2026-01-04] }] }]",
    );
    expect(faults).toEqual([]);
    expect(years).toEqual([
      {
        year: 2026,
        source: "通知",
        verified: true,
        festivals: [{ name: "元旦", off: ["2026-01-01"], worked: ["2026-01-04"] }],
      },
    ]);
  });

  it("is written as the documentation shows it", () => {
    const page = join(import.meta.dirname, "..", "..", "..", "docs", "operations", "calendar.md");
    const [, example = ""] = /```yaml\n(.*?)```/s.exec(readFileSync(page, "utf8")) ?? [];
    expect(readCalendar(example)).toMatchObject({ faults: [], years: [{ year: 2027, verified: false }] });
  });

  it("has no holiday on a weekend that was not worked anyway", () => {
    expect(faultsOf("[{ name: 国庆节, off: [2026-10-02, 2026-10-03] }]")).toEqual([
      {
        field: "years[0].festivals[0].off[1]",
        message: "2026-10-03 是周六，本来就不上班，请删去；如系调休上班，请写到 worked",
      },
    ]);
  });

  it("has no 调休 on a weekday", () => {
    expect(faultsOf("[{ name: 国庆节, worked: [2026-10-10, 2026-10-12] }]")).toEqual([
      {
        field: "years[0].festivals[0].worked[1]",
        message: "2026-10-12 是周一，不是调休，请删去；如系放假，请写到 off",
      },
    ]);
  });

  it("names no day twice, not for two holidays either", () => {
    expect(
      faultsOf("[{ name: 中秋节, off: [2026-10-01] }, { name: 国庆节, off: [2026-10-02, 2026-10-01] }]"),
    ).toEqual([{ field: "years[0].festivals[1].off[1]", message: "2026-10-01 写了两次，请删去一处" }]);
  });

  it("names no day of another year", () => {
    expect(faultsOf("[{ name: 元旦, off: [2025-12-31, 2026-01-01], worked: [2027-01-02] }]")).toEqual([
      {
        field: "years[0].festivals[0].off[0]",
        message: "2025-12-31 不在 2026 年，请写到该日所属的年份",
      },
      {
        field: "years[0].festivals[0].worked[0]",
        message: "2027-01-02 不在 2026 年，请写到该日所属的年份",
      },
    ]);
  });

  it("names no year twice", () => {
    const year =
      "{ year: 2026, source: 通知, verified: true, festivals: [{ name: 元旦, off: [2026-01-01] }] }";
    expect(readCalendar(`years: [${year}, ${year}]`).faults).toEqual([
      { field: "years[1].year", message: "2026 年写了两次，请合并为一处或删去一处" },
    ]);
  });

  it.each([
    ["a day that does not exist", "off: [2026-02-29]", "off[0]", "应为存在的日期，如 2026-10-01"],
    ["a day without leading zeros", "off: [2026-2-9]", "off[0]", "应为存在的日期，如 2026-10-01"],
    ["a number", "off: [20260209]", "off[0]", "应为日期，如 2026-10-01"],
    ["a misspelt field", "off: [2026-02-09], work: []", "work", "没有这个字段，请核对拼写或删去"],
    [
      "a holiday without days",
      "off: []",
      "",
      "没有写明日期，请填写 off（放假的工作日）或 worked（调休上班的周末），或删去此项",
    ],
  ])("is refused with %s", (_, written, field, message) => {
    const place = "years[0].festivals[0]";
    expect(faultsOf(`[{ name: 春节, ${written} }]`)).toEqual([
      { field: field === "" ? place : `${place}.${field}`, message },
    ]);
  });

  it.each([
    ["years: []", { field: "years", message: "没有年份，请至少填写一年" }],
    ["{}", { field: "years", message: "缺少此项，请填写" }],
    ["years: [", { field: "", message: expect.stringMatching(/^第 \d 行第 \d 列：YAML 语法有误$/) }],
  ])("is refused when it says %j", (text, fault) => {
    expect(readCalendar(text).faults).toEqual([fault]);
  });

  it("is refused without a source, a mark whether it was verified, or holidays", () => {
    const { faults } = readCalendar("years: [{ year: 1991, festivals: [] }]");
    expect(faults).toEqual([
      { field: "years[0].year", message: "应为 1992 至 9999 的年份" },
      { field: "years[0].source", message: "缺少此项，请填写" },
      { field: "years[0].verified", message: "应为 true（已与原文核对）或 false（待核）" },
      { field: "years[0].festivals", message: "没有节假日，请按通知填写" },
    ]);
  });
});
