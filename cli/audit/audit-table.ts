import colors from "picocolors";
import type { AuditLineAnswer, AuditReportAnswer } from "./audit-answer.js";
import {
  countOfFlag,
  monthZh,
  nameOfFlag,
  nameOfLine,
  shanghaiTime,
  withRoleNames,
  type RoleNames,
} from "./audit-words.js";
import { renderTable } from "../terminal/render-table.js";

/** How many flags of a kind, and receipts of a flag, stand in a terminal; HTML and JSON have them all. */
const flagsInTerminal = 10;
const receiptsInTerminal = 3;

/** A monthly audit as a person reads it in a terminal. */
export function renderAuditTable(report: AuditReportAnswer, roles: RoleNames): string {
  return [
    colors.bold(`${monthZh(report.month)}查询审计月报`) + `　生成于 ${shanghaiTime(report.generatedAt)}`,
    `查询 ${report.requests} 次，主体 ${report.looks} 人次；被拒绝 ${report.refused} 次，登记后无结果 ${report.abandoned} 次，进行中 ${report.underWay} 次`,
    renderLines("单位", report.byUnit, "—"),
    renderLines("角色", withRoleNames(report.byRole, roles), "—"),
    renderLines("事项", report.byMatter, "（无须事项）"),
    renderRefusals(report),
    ...report.findings.map(renderFinding),
    renderChains(report),
  ].join("\n\n");
}

function renderLines(heading: string, lines: readonly AuditLineAnswer[], whenNone: string): string {
  const rows = lines.map((line) => [
    nameOfLine(line, whenNone),
    ...[line.requests, line.looks, line.refused, line.abandoned].map(String),
  ]);
  return renderTable([heading, "查询", "主体人次", "被拒绝", "无结果"], [44, 10, 10, 10, 10], rows);
}

function renderRefusals({ refusals }: AuditReportAnswer): string {
  if (refusals.length === 0) return "拒绝：无";
  const rows = refusals.map(({ code, message, count }) => [code, message, String(count)]);
  return renderTable(["拒绝代码", "说明", "次数"], [34, 48, 10], rows);
}

function renderFinding({ title, rule, gap, flagged, flags }: AuditReportAnswer["findings"][number]): string {
  const heading = `${colors.bold(title)}（${rule}）：${flagged === 0 ? "无" : colors.yellow(`${flagged} 条`)}`;
  const notes = gap === null ? [] : [`　${gap}`];
  if (flags.length === 0) return [heading, ...notes].join("\n");
  const rows = flags
    .slice(0, flagsInTerminal)
    .map((flag) => [
      nameOfFlag(flag),
      countOfFlag(flag),
      flag.receipts.slice(0, receiptsInTerminal).join("\n"),
    ]);
  const table = renderTable(["单位和账号", "数量", "回执（最早的几个）"], [44, 12, 36], rows);
  const rest = flagged > rows.length ? [`　另有 ${flagged - rows.length} 条，见 --json 或 --html`] : [];
  return [heading, ...notes, table, ...rest].join("\n");
}

function renderChains({ chains }: AuditReportAnswer): string {
  const rows = chains.map(({ chain, firstSeq, lastSeq, entries }) => [
    chain,
    `${firstSeq}–${lastSeq}`,
    String(entries),
  ]);
  return renderTable(["登记簿的链", "序号", "条数"], [44, 24, 12], rows);
}
