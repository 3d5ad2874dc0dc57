import { canonicalJson } from "../../subgraphs/credit-office/catalogue/canonical-json.js";
import type { CatalogueDiff, Change } from "../../subgraphs/credit-office/catalogue/diff-catalogues.js";
import { renderTable } from "../terminal/render-table.js";

/** What a new version changes, as a legal officer reads it. */
export function renderDiff(diff: CatalogueDiff): string {
  const rows = sections.flatMap(([section, zh]) => diff[section].flatMap((change) => rowsOf(zh, change)));
  const heading = `清单 ${diff.from} → ${diff.to}`;
  if (rows.length === 0) return `${heading}\n内容没有变化`;
  const counts = sections.map(([section, zh]) => `${zh} ${diff[section].length} 处`).join("，");
  const table = renderTable(["类别", "编号", "变化", "由", "改为"], [8, 30, 14, 36, 36], rows);
  return `${heading}\n${counts}\n${table}`;
}

const sections = [
  ["rows", "措施"],
  ["matters", "事项"],
  ["suspensions", "中止"],
  ["disclosures", "披露"],
] as const;

function rowsOf(section: string, change: Change): string[][] {
  switch (change.kind) {
    case "ADDED":
      return [[section, change.id, "新增", "", ""]];
    case "REMOVED":
      return [[section, change.id, "删除", "", ""]];
    case "CHANGED":
      return change.fields.map(({ field, from, to }) => [
        section,
        change.id,
        fieldZh[field] ?? field,
        written(from),
        written(to),
      ]);
  }
}

const fieldZh: Readonly<Record<string, string>> = {
  recordTypes: "记录类型",
  when: "条件",
  measure: "措施",
  measureText: "措施内容",
  effects: "附带后果",
  basis: "依据",
  appliesTo: "适用对象",
  namedPersons: "及于被点名自然人",
  addsNeed: "构成查询需要",
  appliesToEarlierRecords: "适用于施行前记录",
  effectiveFrom: "施行日",
  effectiveTo: "截止日",
  remedy: "如何解除",
  name: "名称",
  description: "说明",
  forPersons: "适用于自然人",
  forOrganisations: "适用于组织",
  onUnavailable: "未答复时",
  caseNumberPattern: "办件编号格式",
  queryWindow: "查询时间窗口",
  ceiling: "判定上限",
  suspends: "中止的记录",
  unknownText: "无法查明时的提示",
  disclosed: "披露字段",
  masked: "掩码字段",
};

function written(value: unknown): string {
  if (value === undefined) return "（未写）";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "是" : "否";
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value.join("\n");
  return canonicalJson(value);
}
