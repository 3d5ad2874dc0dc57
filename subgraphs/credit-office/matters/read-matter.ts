import { subgraphError } from "../../kit/subgraph-error.js";
import type { Catalogue, MatterRow } from "../catalogue/catalogue.js";

/** The matter that a purpose names. @throws MATTER_UNKNOWN, CASE_NUMBER_REQUIRED, CASE_NUMBER_INVALID */
export function readMatter(
  catalogue: Catalogue,
  purpose: { readonly matter: string; readonly caseNumber: string },
  place: string,
): MatterRow {
  const matter = catalogue.matters.find(({ code }) => code === purpose.matter);
  if (!matter) {
    throw subgraphError("MATTER_UNKNOWN", `${place}.matter，可用的事项编码见 matters 查询`);
  }
  const caseNumber = purpose.caseNumber.trim();
  if (!caseNumber)
    throw subgraphError("CASE_NUMBER_REQUIRED", `${place}.caseNumber，请填写业务系统的办件编号`);
  if (!new RegExp(matter.caseNumberPattern, "u").test(caseNumber)) {
    throw subgraphError("CASE_NUMBER_INVALID", `${place}.caseNumber，应为 4 至 64 个字母、数字或 -_/.()〔〕`);
  }
  return matter;
}
