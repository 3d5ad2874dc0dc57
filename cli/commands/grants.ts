import { readFileSync } from "node:fs";
import Table from "cli-table3";
import type { Command } from "commander";
import { reviewMatter } from "../../gateway/authorization/authorize-look.js";
import { readGrants, type Grant } from "../../gateway/authorization/grant.js";
import { loadRoles } from "../../gateway/authorization/load-roles.js";
import { describeFault, type Fault } from "../../kernel/read-by-schema.js";
import type { Day } from "../../kernel/record.js";
import { daysBetween, shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { loadCatalogue } from "../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { exitCodes } from "../exit-codes.js";

/** `fengcha grants check`: what a grants file grants, and what is wrong with it, before a gateway reads it. */
export function addGrants(program: Command): void {
  program
    .command("grants")
    .description("授权：单位 × 角色 × 事项，各有期限 (grants: unit × role × matter, with an expiry)")
    .command("check")
    .description("检查授权文件，列出各项授权和剩余天数 (check a grants file)")
    .argument("<file>", "授权文件 (YAML file)")
    .action((file: string) => {
      const { table, faults } = checkGrants(readFileSync(file, "utf8"), shanghaiDayOf(new Date()));
      console.log(table);
      for (const fault of faults) console.error(describeFault(fault));
      process.exitCode = faults.length > 0 ? exitCodes.failed : exitCodes.answered;
    });
}

/** The grants of a file as a table, and its faults; a matter that the catalogue does not have is one too. */
export function checkGrants(
  text: string,
  today: Day,
): { readonly table: string; readonly faults: readonly Fault[] } {
  const { grants, faults } = readGrants(text, {
    roles: Object.keys(loadRoles({ isDevelopment: false })),
    matters: [...loadCatalogue().matters.map(({ code }) => code), reviewMatter],
  });
  const table = new Table({
    head: ["单位", "地区", "角色", "事项", "另加权限", "截止", "剩余天数"],
    style: { head: [], border: [] },
  });
  for (const grant of grants) table.push(rowOf(grant, today));
  return { table: table.toString(), faults };
}

function rowOf({ unit, region, role, matters, scopes, from, until }: Grant, today: Day): string[] {
  return [
    unit === "*" ? "* 全部单位" : unit,
    region ?? "",
    role,
    matters === "*" ? "* 全部事项" : matters.join("\n"),
    scopes.join("\n"),
    until,
    remaining(from, until, today),
  ];
}

/** Today counts: a grant that ends today has one day left. */
function remaining(from: Day | null, until: Day, today: Day): string {
  if (until < today) return "已过期";
  if (from !== null && today < from) return `${from} 起生效`;
  return String(daysBetween(today, until) + 1);
}
