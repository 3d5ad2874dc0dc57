import { Arg, Ctx, Directive, Query, Resolver } from "type-graphql";
import { errorTable, isErrorCode } from "../../../kernel/error-table.js";
import { rootCallerOf } from "../../kit/root-passport.js";
import { subgraphError } from "../../kit/subgraph-error.js";
import type { Catalogue } from "../catalogue/catalogue.js";
import type { OfficeContext } from "../office-context.js";
import type { MonthlyAudit } from "./audit-month.js";
import { flagKinds } from "./flag-kinds.js";
import { readMonth } from "./month.js";
import { AuditReport } from "./types.js";

@Resolver()
export class AuditResolver {
  @Directive("@authenticated")
  @Query(() => AuditReport, {
    nullable: true,
    description: "查询审计月报：供监督审计。A month of the query register, for auditors.",
  })
  async auditReport(
    @Arg("month", () => String, { description: "月份，北京时间，如 2026-11。Month in Shanghai." })
    month: string,
    @Ctx() context: OfficeContext,
  ): Promise<AuditReport> {
    const { store, now } = context;
    // The gateway has asked this already; here it is asked by those who hold the register's account.
    if (!rootCallerOf(context).roles.includes("auditor")) throw subgraphError("FORBIDDEN");
    const read = readMonth(month, now);
    if (!read) throw subgraphError("ARGUMENT_INVALID", "month，应为不晚于本月的月份，如 2026-11");
    const audit = await store.audits.ask(read, now);
    return audit
      ? presentAudit(read.month, audit, store.catalogue)
      : { month: read.month, ready: false, ...notYet };
  }
}

const notYet: Omit<AuditReport, "month" | "ready"> = {
  generatedAt: null,
  requests: null,
  looks: null,
  refused: null,
  abandoned: null,
  underWay: null,
  byUnit: null,
  byRole: null,
  byMatter: null,
  refusals: null,
  findings: null,
  chains: null,
};

function presentAudit(month: string, audit: MonthlyAudit, { matters }: Catalogue): AuditReport {
  const titleOf = (code: string | null): string | null =>
    matters.find((matter) => matter.code === code)?.name ?? null;
  return {
    ...audit,
    month,
    ready: true,
    byUnit: audit.byUnit.map((line) => ({ ...line, title: null })),
    byRole: audit.byRole.map((line) => ({ ...line, title: null })),
    byMatter: audit.byMatter.map((line) => ({ ...line, title: titleOf(line.name) })),
    chains: [...audit.chains],
    refusals: audit.refusals.map(({ code, count }) => ({ code, count, message: zhOf(code) })),
    findings: audit.findings.map((finding) => ({
      ...finding,
      title: flagKinds[finding.kind],
      flags: finding.flags.map((flag) => ({ ...flag, receipts: [...flag.receipts] })),
    })),
  };
}

function zhOf(code: string): string {
  return isErrorCode(code) ? errorTable[code].zh : "未列入代码表";
}
