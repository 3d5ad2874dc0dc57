import colors from "picocolors";
import { sources } from "../../schema/departments.js";
import type { CheckAnswer } from "../check-answer.js";
import { renderTable } from "./render-table.js";

const decisionZh: Readonly<Record<string, string>> = {
  PASS: "通过",
  PROMPT: "提示",
  RESTRICT: "限制",
  MANUAL: "人工核实",
  INCOMPLETE: "未查全",
  HOLD: "拦截待核",
};

const answerZh: Readonly<Record<string, string>> = {
  HIT: "命中",
  CLEAR: "无",
  UNAVAILABLE: "未答复",
  NOT_NEEDED: "无须查询",
};

const measureZh: Readonly<Record<string, string>> = { PROMPT: "提示", RESTRICT: "限制", HOLD: "拦截待核" };

/** A check as a person reads it in a terminal: the verdict first, then why. */
export function renderCheck(check: CheckAnswer): string {
  const heading = [
    `事项 ${check.matter.name}（${check.matter.code}）　办件编号 ${check.caseNumber}`,
    `回执 ${check.receipt}　清单版本 ${check.catalogueVersion}　判定 ${paint(check.decision)}`,
  ];
  const groups = check.groups.map(
    ({ name, decision, members }) => `联合体 ${name}（${members.join("、")}）：${paint(decision)}`,
  );
  return [...heading, ...check.results.map(renderResult), ...groups].join("\n");
}

function renderResult(result: CheckAnswer["results"][number]): string {
  const title = `${result.identifier}${result.subject?.name ? `　${result.subject.name}` : ""}`;
  const parts = [`\n${colors.bold(title)}　${paint(result.decision)}`];
  if (result.provisional !== null) parts.push(`　已知的最强判定：${paint(result.provisional)}`);
  if (result.problem) parts.push(`　${result.problem.message}`);
  if (result.hits.length > 0) parts.push(renderHits(result.hits));
  if (result.incentives.length > 0) parts.push(renderIncentives(result.incentives));
  parts.push(renderSources(result.sources));
  return parts.join("\n");
}

function renderHits(hits: CheckAnswer["results"][number]["hits"]): string {
  const rows = hits.map((hit) => {
    const basis = `依据：${hit.legalBasis}${hit.basisVerified ? "" : "（待核）"}`;
    const record = [hit.recordType, hit.documentNumber, hit.until && `至 ${hit.until}`]
      .filter(Boolean)
      .join(" · ");
    const why = [hit.measureText, basis, record, hit.disputed ? "（有未决异议）" : ""]
      .filter(Boolean)
      .join("\n");
    return [measureZh[hit.measure] ?? hit.measure, zhOf(hit.department), why, hit.remedy];
  });
  return renderTable(["措施", "部门", "说明与依据", "如何解除"], [8, 12, 44, 38], rows);
}

function renderIncentives(incentives: CheckAnswer["results"][number]["incentives"]): string {
  const rows = incentives.map((each) => [each.measureText, zhOf(each.department), each.legalBasis]);
  return renderTable(["激励", "部门", "依据"], [44, 20, 40], rows);
}

function renderSources(lines: CheckAnswer["results"][number]["sources"]): string {
  const answers = lines.map(({ department, answer, reason }) => {
    const text = `${zhOf(department)}：${answerZh[answer] ?? answer}${reason === null ? "" : `（${reason}）`}`;
    return answer === "UNAVAILABLE" ? colors.yellow(text) : answer === "HIT" ? colors.red(text) : text;
  });
  return `来源　${answers.join("　")}`;
}

function zhOf(code: string): string {
  return sources.find((source) => source.code === code)?.zh ?? code;
}

function paint(decision: string): string {
  const text = `${decisionZh[decision] ?? decision} ${decision}`;
  if (decision === "PASS") return colors.green(text);
  return decision === "HOLD" ? colors.red(text) : colors.yellow(text);
}
