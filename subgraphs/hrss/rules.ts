import type { TermRow } from "../kit/terms.js";

/** How long the records of 人社 count (domain.md §3). */
export const terms: readonly TermRow[] = [
  {
    recordTypes: ["HR_WAGE_LIST"],
    term: { kind: "MONTHS", months: 36 },
    effectiveFrom: "1900-01-01",
    basis:
      "《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》（人社部令第45号）；《保障农民工工资支付条例》第四十八条",
    verified: true,
  },
  {
    recordTypes: ["HR_MAJOR"],
    term: { kind: "UNTIL_ENDED" },
    effectiveFrom: "1900-01-01",
    basis: "《重大劳动保障违法行为社会公布办法》（人社部令第29号），期限待核",
    verified: false,
  },
  {
    recordTypes: ["HR_GRADE"],
    term: { kind: "UNTIL_NEXT" },
    effectiveFrom: "1900-01-01",
    basis: "《企业劳动保障守法诚信等级评价办法》，待核",
    verified: false,
  },
  {
    recordTypes: ["HR_SOCIAL"],
    // Live: what was collected last is how it stands.
    term: { kind: "UNTIL_NEXT" },
    effectiveFrom: "1900-01-01",
    basis: "《政府采购法》第二十二条第一款第四项",
    verified: true,
  },
];
