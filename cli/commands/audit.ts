import { writeFileSync } from "node:fs";
import { InvalidArgumentError, type Command } from "commander";
import { loadRoles } from "../../gateway/authorization/load-roles.js";
import { renderAuditHtml } from "../audit/audit-html.js";
import { renderAuditTable } from "../audit/audit-table.js";
import { fetchAuditReport } from "../audit/fetch-audit-report.js";
import { tokenFor } from "../demo-token.js";
import { readSettings } from "../settings.js";

interface ReportOptions {
  readonly month: string;
  readonly json?: true;
  readonly html?: string;
}

/** Longest wait for a report that is being made, in milliseconds. */
const patienceMs = 30 * 60_000;

/** `fengcha audit report`: a month of the query register for people, as a client of the gateway. */
export function addAudit(program: Command): void {
  program
    .command("audit")
    .description("查询审计 (audit of the query register)")
    .command("report")
    .description("查询审计月报；取报表本身也会登记 (monthly audit; asking for it is registered too)")
    .requiredOption("--month <month>", "月份，北京时间 (month), e.g. 2026-11", parseMonth)
    .option("--json", "输出 JSON (print JSON)")
    .option("--html <file>", "写成可打印的 HTML 文件 (write a printable HTML file)")
    .action(report);
}

async function report({ month, json, html }: ReportOptions): Promise<void> {
  const settings = readSettings(process.env);
  const gateway = { url: settings.url, token: tokenFor(settings, "auditor") };
  const answer = await fetchAuditReport(gateway, month, {
    patienceMs,
    onWait: () => {
      console.error("月报正在生成，请稍候 (the report is being made)");
    },
  });
  const roles = Object.fromEntries(
    Object.entries(loadRoles({ isDevelopment: true })).map(([code, { name }]) => [code, name]),
  );
  if (html !== undefined) {
    // It names accounts and receipts: for the eyes of whoever runs the command.
    writeFileSync(html, renderAuditHtml(answer, roles), { mode: 0o600 });
    console.error(`已写入 ${html} (written)`);
  }
  if (json) console.log(JSON.stringify(answer, null, 2));
  else if (html === undefined) console.log(renderAuditTable(answer, roles));
}

function parseMonth(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    throw new InvalidArgumentError("应形如 2026-11 (such as 2026-11)");
  return text;
}
