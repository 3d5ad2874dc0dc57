import type { AuditReportAnswer } from "../../cli/audit/audit-answer.js";

/** A month's audit as a gateway answers it, with fictional units; a test names only what matters. */
export function anAuditAnswer(parts: Partial<AuditReportAnswer> = {}): AuditReportAnswer {
  return {
    month: "2026-11",
    generatedAt: "2026-12-01T01:05:00.000Z",
    requests: 1210,
    looks: 3456,
    refused: 12,
    abandoned: 1,
    underWay: 0,
    byUnit: [
      { name: "示例市政务服务中心", title: null, requests: 1000, looks: 2000, refused: 12, abandoned: 1 },
      { name: "示例市政府采购中心", title: null, requests: 210, looks: 1456, refused: 0, abandoned: 0 },
    ],
    byRole: [{ name: "clerk", title: null, requests: 1210, looks: 3456, refused: 12, abandoned: 1 }],
    byMatter: [
      { name: "SUBSIDY", title: "财政补贴", requests: 1200, looks: 3456, refused: 12, abandoned: 1 },
      { name: null, title: null, requests: 10, looks: 0, refused: 0, abandoned: 0 },
    ],
    refusals: [{ code: "FORBIDDEN", message: "当前角色无权进行此项查询", count: 12 }],
    findings: [
      {
        kind: "OUT_OF_HOURS",
        title: "非工作时间查询",
        rule: "工作日（含调休）08:30（含）至 18:00（不含）以外，北京时间",
        gap: null,
        flagged: 1,
        flags: [
          {
            unit: "示例市政务服务中心",
            account: "clerk-07",
            count: 4,
            isEstimate: false,
            receipts: ["FC20261107-0123456789ABCDEF0123"],
          },
        ],
      },
      {
        kind: "NO_CASE",
        title: "无对应办件",
        rule: "所填办件未经核实，办件库中至今也没有",
        gap: "无办件库，未能核对办件",
        flagged: 0,
        flags: [],
      },
    ],
    chains: [{ chain: "gateway-a", firstSeq: 1201, lastSeq: 3620, entries: 2420 }],
    ...parts,
  };
}
