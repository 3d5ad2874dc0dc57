import { CatalogueError, type Fault } from "../../subgraphs/credit-office/catalogue/fault.js";
import {
  summariseCatalogue,
  type CatalogueSummary,
} from "../../subgraphs/credit-office/catalogue/summarise-catalogue.js";
import { renderTable } from "../terminal/render-table.js";
import { measureZh } from "./measure-words.js";
import { readCatalogue } from "./read-catalogue.js";

/** What `fengcha catalogue check` says: the faults of a folder, or a summary when it has none. */
export interface CatalogueCheck {
  readonly text: string;
  readonly isSound: boolean;
}

/** Loads a catalogue with all its checks. @throws Error in Chinese when there is no such folder */
export function checkCatalogue(folder: string): CatalogueCheck {
  try {
    return { text: showSummary(summariseCatalogue(readCatalogue(folder))), isSound: true };
  } catch (error) {
    if (error instanceof CatalogueError) return { text: showFaults(error.faults), isSound: false };
    throw error;
  }
}

function showSummary({ version, matters, rows, suspensions, measures }: CatalogueSummary): string {
  const unverified = measures.reduce((sum, each) => sum + each.unverified, 0);
  const table = renderTable(
    ["措施", "行数", "依据待核", "因此仅提示"],
    [20, 8, 10, 12],
    measures.map((each) => [
      `${measureZh[each.measure]} ${each.measure}`,
      String(each.rows),
      String(each.unverified),
      String(each.capped),
    ]),
  );
  const counts = `事项 ${matters} 个，措施 ${rows} 行，中止规则 ${suspensions} 条，依据待核 ${unverified} 行`;
  return `清单版本 ${version}：没有错误\n${counts}\n${table}`;
}

function showFaults(faults: readonly Fault[]): string {
  const table = renderTable(
    ["文件", "行", "字段", "问题", "如何改"],
    [24, 22, 18, 36, 40],
    faults.map(({ file, row, field, problem, mend }) => [file, row ?? "", field ?? "", problem, mend]),
  );
  return `措施清单有 ${faults.length} 处错误\n${table}`;
}
