import type { AuditLineAnswer, AuditReportAnswer } from "./audit-answer.js";
import { auditStyle } from "./audit-style.js";
import {
  countOfFlag,
  monthZh,
  nameOfFlag,
  nameOfLine,
  shanghaiTime,
  withRoleNames,
  type RoleNames,
} from "./audit-words.js";

/** A monthly audit for the printer: one A4 document of its own, without scripts and without anything from outside. */
export function renderAuditHtml(report: AuditReportAnswer, roles: RoleNames): string {
  const title = `${monthZh(report.month)}查询审计月报`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>${auditStyle(title)}</style>
</head>
<body>
<header>
<h1>${escape(title)}</h1>
<p>生成时间：${escape(shanghaiTime(report.generatedAt))}（北京时间）</p>
<p>登记簿范围：${escape(rangeOf(report))}</p>
</header>
<main>
<section><h2>总数</h2>${renderTotals(report)}</section>
<section><h2>按单位</h2>${renderLines("单位", report.byUnit, "—")}</section>
<section><h2>按角色</h2>${renderLines("角色", withRoleNames(report.byRole, roles), "—")}</section>
<section><h2>按事项</h2>${renderLines("事项", report.byMatter, "（无须事项）")}</section>
<section><h2>拒绝</h2>${renderRefusals(report)}</section>
${report.findings.map(renderFinding).join("\n")}
<section><h2>登记簿范围</h2>${renderChains(report)}</section>
</main>
<footer>
<p>本件为打印件。所列线索只供核查，不是结论；不含主体名称和代码，人员只列账号。</p>
<table class="signatures"><tbody><tr><td>编制人：</td><td>复核人：</td><td>日期：</td></tr></tbody></table>
</footer>
</body>
</html>
`;
}

function rangeOf({ month, chains }: AuditReportAnswer): string {
  const entries = chains.reduce((sum, chain) => sum + chain.entries, 0);
  return `${monthZh(month)}，${chains.length} 条链，共 ${entries} 条登记`;
}

function renderTotals(report: AuditReportAnswer): string {
  const { requests, looks, refused, abandoned, underWay } = report;
  return renderTable(
    ["查询", "主体人次", "被拒绝", "登记后无结果", "进行中"],
    [[requests, looks, refused, abandoned, underWay].map(String)],
  );
}

function renderLines(heading: string, lines: readonly AuditLineAnswer[], whenNone: string): string {
  return renderTable(
    [heading, "查询", "主体人次", "被拒绝", "无结果"],
    lines.map((line) => [
      nameOfLine(line, whenNone),
      ...[line.requests, line.looks, line.refused, line.abandoned].map(String),
    ]),
  );
}

function renderRefusals({ refusals }: AuditReportAnswer): string {
  return renderTable(
    ["代码", "说明", "次数"],
    refusals.map(({ code, message, count }) => [code, message, String(count)]),
  );
}

function renderFinding({ title, rule, gap, flagged, flags }: AuditReportAnswer["findings"][number]): string {
  const listed = flags.length < flagged ? `，列出数量最多的 ${flags.length} 条` : "";
  const note = gap === null ? "" : `<p class="gap">${escape(gap)}</p>`;
  const rows = flags.map((flag) => [nameOfFlag(flag), countOfFlag(flag), flag.receipts.join("，")]);
  return `<section><h2>${escape(title)}：${flagged} 条${listed}</h2><p>认定标准：${escape(rule)}</p>${note}${
    rows.length > 0 ? renderTable(["单位和账号", "数量", "最早的回执"], rows) : ""
  }</section>`;
}

function renderChains({ chains }: AuditReportAnswer): string {
  return renderTable(
    ["链", "首条序号", "末条序号", "条数"],
    chains.map(({ chain, firstSeq, lastSeq, entries }) => [
      chain,
      ...[firstSeq, lastSeq, entries].map(String),
    ]),
  );
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "<p>无</p>";
  const cells = (tag: "th" | "td", row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${cells("th", head)}</thead><tbody>${rows.map((row) => cells("td", row)).join("")}</tbody></table>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
