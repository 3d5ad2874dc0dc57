import { readFileSync } from "node:fs";
import { InvalidArgumentError, type Command } from "commander";
import { loadCalendar } from "../../kernel/calendar/load-calendar.js";
import { readCalendar } from "../../kernel/calendar/read-calendar.js";
import { describeFault } from "../../kernel/read-by-schema.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { exitCodes } from "../exit-codes.js";
import { readSettings } from "../settings.js";
import { renderYear } from "../terminal/calendar-table.js";

/** `fengcha calendar`: a year's holidays and 调休; `check` tells what is wrong with a file before it is put in place. */
export function addCalendar(program: Command): void {
  const command = program
    .command("calendar")
    .description("工作日历：节假日和调休 (holidays, and weekends worked instead)")
    .option("--year <year>", "年份，默认本年 (year; this one by default)", parseYear)
    .action(({ year = Number(shanghaiDayOf(new Date()).slice(0, 4)) }: { readonly year?: number }) => {
      show(year);
    });
  command
    .command("check")
    .description("检查日历文件 (check a calendar file)")
    .argument("<file>", "日历文件 (YAML file)")
    .action((file: string) => {
      const { years, faults } = readCalendar(readFileSync(file, "utf8"));
      for (const fault of faults) console.error(describeFault(fault));
      if (faults.length === 0) console.log(years.map(renderYear).join("\n\n"));
      process.exitCode = faults.length > 0 ? exitCodes.failed : exitCodes.answered;
    });
}

function show(year: number): void {
  const years = loadCalendar(readSettings(process.env).FENGCHA_CALENDAR_DIR);
  const found = years.find((each) => each.year === year);
  if (!found) {
    const held = years.map((each) => each.year).join("、");
    throw new Error(
      `没有 ${year} 年的节假日和调休，只按周一至周五计算；已有 ${held} 年 (no data for this year)`,
    );
  }
  console.log(`${renderYear(found)}\n文件：${found.file}`);
}

function parseYear(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError("应形如 2026 (such as 2026)");
  return Number(text);
}
