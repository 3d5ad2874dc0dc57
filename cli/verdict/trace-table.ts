import { sources } from "../../schema/departments.js";
import { cite } from "../../subgraphs/credit-office/catalogue/cite.js";
import { recordTypes } from "../../subgraphs/credit-office/catalogue/record-types.js";
import {
  describeMiss,
  describeReservation,
  statusZh,
} from "../../subgraphs/credit-office/verdict/describe-miss.js";
import type { RowTrace } from "../../subgraphs/credit-office/verdict/row-trace.js";
import { decisionZh } from "../catalogue/decision-words.js";
import { measureZh } from "../catalogue/measure-words.js";
import { renderTable } from "../terminal/render-table.js";
import type { Trial, TriedRecord } from "./try-verdict.js";

/** A trial as legal staff read it: the records, the verdict, the rows that applied, and why the others did not. */
export function renderTrial({ trace: { verdict, rows }, records }: Trial): string {
  const { decision, provisional } = verdict;
  const known = provisional === null ? "" : `，已知的最强判定 ${decisionZh[provisional]} ${provisional}`;
  const applied = rows.filter((row) => row.applied.length > 0);
  const missed = rows.filter((row) => row.missed.length > 0);
  return [
    `判定 ${decisionZh[decision]} ${decision}${known}`,
    ...(records.length === 0 ? ["没有假设的记录"] : [renderRecords(records)]),
    `适用 ${applied.length} 行`,
    ...(applied.length === 0 ? [] : [renderApplied(applied)]),
    `未适用 ${missed.length} 行，及其原因`,
    renderMissed(missed),
  ].join("\n");
}

function renderRecords(records: readonly TriedRecord[]): string {
  const rows = records.map(({ record, view, filled }) => [
    record.recordId,
    sources.find(({ name }) => name === record.department)?.zh ?? record.department,
    `${record.recordType}\n${recordTypes.get(record.recordType)?.zh ?? ""}`,
    record.decidedOn,
    view ? `${statusZh[view.status]}${view.until === undefined ? "" : `\n至 ${view.until}`}` : "部门不送出",
    filled.join("\n"),
  ]);
  return renderTable(
    ["记录", "部门", "类型", "作出日", "状态", "补上的内容"],
    [10, 14, 24, 12, 16, 40],
    rows,
  );
}

function renderApplied(traced: readonly RowTrace[]): string {
  const rows = traced.flatMap(({ row, applied }) =>
    applied.map(({ recordId, measure, reservations }) => [
      row.id,
      recordId,
      `${measureZh[measure]} ${measure}`,
      [row.measureText, `依据：${cite(row.basis)}`].join("\n"),
      reservations.map(describeReservation).join("\n"),
    ]),
  );
  return renderTable(["行", "记录", "措施", "内容", "保留"], [34, 14, 20, 44, 20], rows);
}

function renderMissed(traced: readonly RowTrace[]): string {
  const rows = traced.map(({ row, missed }) => [
    row.id,
    `${measureZh[row.measure]} ${row.measure}`,
    missed.map(describeMiss).join("\n"),
  ]);
  return renderTable(["行", "措施", "为什么没有适用"], [34, 20, 60], rows);
}
