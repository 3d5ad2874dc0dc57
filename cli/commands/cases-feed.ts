import Table from "cli-table3";
import type { Command } from "commander";
import { forgetSubject } from "../../gateway/cases/forget-subject.js";
import { openCaseFeed, type CaseFeed, type CaseFeedState } from "../../gateway/cases/case-feed.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { loadCatalogue } from "../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { openControlDatabase, type ControlDatabase } from "../control-database.js";
import { caseColumns, parseCase } from "../feeds/parse-case.js";
import { readLines } from "../read-lines.js";
import { addFeedArguments, runFeed, type FeedOptions } from "../feeds/run-feed.js";

/** `fengcha cases feed`, `feeds` and `end-feed`: the open cases of business systems. */
export function addCasesFeed(cases: Command): void {
  addFeedArguments(
    cases.command("feed").description("接收业务系统的办件，可重复推送 (take cases from a business system)"),
  ).action(async (file: string, options: FeedOptions) => {
    const { matters } = loadCatalogue();
    await runFeed(file, options, {
      columns: caseColumns,
      parse: (value) => parseCase(value, { matters, today: shanghaiDayOf(new Date()) }),
      async open(control) {
        const feed = feedOf(control);
        await feed.prepare();
        return (items) => feed.put(items);
      },
    });
  });

  cases
    .command("feeds")
    .description("列出哪些单位推送哪些事项的办件 (which unit feeds which matter)")
    .action(async () => {
      const control = await openControlDatabase(process.env);
      try {
        console.log(describeFeeds(await feedOf(control).feeds()));
      } finally {
        await control.close();
      }
    });

  cases
    .command("end-feed")
    .description("停止核对某单位某事项的办件，并删除其办件 (end a feed; its cases are deleted)")
    .argument("<unit>", "单位 (unit)")
    .argument("<matter>", "事项编码 (matter)")
    .action(async (unit: string, matter: string) => {
      const control = await openControlDatabase(process.env);
      try {
        if (!(await feedOf(control).end(unit, matter)))
          throw new Error("没有这个单位和事项的办件推送 (no such feed)");
        console.log("已停止；此后该单位该事项的查询标为未核对办件。");
      } finally {
        await control.close();
      }
    });
}

/** `fengcha cases forget`: lawful deletion, beside `fengcha register erase`. */
export function addCasesForget(cases: Command): void {
  cases
    .command("forget")
    .description("依法从已办结的办件和授权登记中删除主体 (take subjects out of closed cases and authorities)")
    .requiredOption(
      "--subject-file <path>",
      "代码，每行一个；- 为标准输入 (identifiers; - is standard input)",
    )
    .action(async ({ subjectFile }: { readonly subjectFile: string }) => {
      const control = await openControlDatabase(process.env);
      const { connection, registerKey } = control;
      try {
        const found = { cases: 0, open: 0, authorities: 0 };
        for (const identifier of readLines(subjectFile)) {
          const each = await forgetSubject(connection, identifier, registerKey);
          found.cases += each.cases;
          found.open += each.open;
          found.authorities += each.authorities;
        }
        console.log(
          `已办结办件 ${found.cases} 个、授权登记 ${found.authorities} 条不再含有这些主体；在办办件 ${found.open} 个，办结后再删除`,
        );
      } finally {
        await control.close();
      }
    });
}

function feedOf({ connection, registerKey }: ControlDatabase): CaseFeed {
  return openCaseFeed({ control: connection, registerKey, clock: () => new Date() });
}

function describeFeeds(feeds: readonly CaseFeedState[]): string {
  const table = new Table({
    head: ["单位", "事项", "在办", "首次推送", "最近推送"],
    style: { head: [], border: [] },
  });
  for (const { unit, matter, open, since, lastFedAt } of feeds)
    table.push([unit, matter, open, written(since), written(lastFedAt)]);
  return table.toString();
}

/** In Shanghai, to the minute. */
function written(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}
