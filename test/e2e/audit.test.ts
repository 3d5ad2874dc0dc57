import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { registerCollection, type RegisterEntry } from "../../kernel/register-entry.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import type { AuditReportAnswer } from "../../cli/audit/audit-answer.js";
import { auditReportQuery } from "../../cli/audit/audit-answer.js";
import { checkQuery } from "../support/check-query.js";
import { ask, startTestSystem, type GraphQLAnswer, type TestSystem } from "../support/test-system.js";

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
}, 120_000);
afterAll(async () => {
  await system.close();
});

const month = shanghaiDayOf(new Date()).slice(0, 7);
const purpose = { matter: "PROCUREMENT_BID", caseNumber: "CG-2026-7041" };
const logQuery = `query($id: String!, $first: Int, $after: String) { accessLog(identifier: $id, first: $first, after: $after) {
  entries { number at unit purpose fields refused receipt person roles matter caseNumber coordinates decision refusal } endCursor hasNextPage } }`;

/** A month's audit as it is at this moment: a finished one is handed out for a minute, so it is asked for once. */
async function audit(): Promise<AuditReportAnswer & { readonly ready: boolean }> {
  for (;;) {
    const { data, errors } = await system.ask("auditor", auditReportQuery, { month });
    expect(errors).toEqual([]);
    if (data.auditReport.ready) return data.auditReport;
  }
}

const asSubject = (identifier: string): Promise<GraphQLAnswer> =>
  ask(`${system.url}/graphql`, system.tokenFor("subject", identifier), logQuery, { id: identifier });

describe("who looked", () => {
  it("tells the subject every look at it by kinds of fields, and never account, case or decision", async () => {
    const [identifier = ""] = system.named("repaired-last-month").identifiers;
    await system.ask("procurement", checkQuery, { input: { ...purpose, subjects: [identifier] } });
    await system.ask(
      "clerk",
      `query($id: String!, $p: PurposeInput!) { subject(identifier: $id, purpose: $p) { name tax { rating { grade } } courts { dishonestListings { recordId } } } }`,
      { id: identifier, p: purpose },
    );
    await system.ask("clerk", logQuery, { id: identifier });
    await system.ask("auditor", logQuery, { id: identifier });
    const { data, errors, text } = await asSubject(identifier);
    expect(errors).toEqual([]);
    const { entries } = data.accessLog;
    expect(entries.map(({ number }: { number: number }) => number)).toEqual([5, 4, 3, 2, 1]);
    expect(
      entries.map((entry: { unit: string; purpose: string; refused: boolean }) => [
        entry.unit,
        entry.purpose,
        entry.refused,
      ]),
    ).toEqual([
      ["本人", "查看查询记录", false],
      ["宿迁市审计局", "查看查询记录", false],
      ["宿迁市政务服务中心", "查看查询记录", true],
      ["宿迁市政务服务中心", "查看信用档案（政府采购）", false],
      ["宿迁市政府采购中心", "信用核查（政府采购）", false],
    ]);
    expect(entries[3].fields).toEqual(["主体名称和代码", "纳税缴费信用级别", "失信被执行人"]);
    expect(entries[4].fields).toContain("核查结论");
    for (const { receipt, person, roles, matter, caseNumber, coordinates, decision, refusal } of entries)
      expect([receipt, person, roles, matter, caseNumber, coordinates, decision, refusal]).toEqual(
        Array.from({ length: 8 }, () => null),
      );
    expect(text).not.toMatch(/demo-|CG-2026-7041|FC20\d{6}-/);
  });

  it("shows auditors everything of the same looks, under the same numbers", async () => {
    const [identifier = ""] = system.named("repaired-last-month").identifiers;
    const { data } = await system.ask("auditor", logQuery, { id: identifier });
    const check = data.accessLog.entries.find(({ purpose: why }: { purpose: string }) =>
      why.startsWith("信用核查"),
    );
    expect(check).toMatchObject({
      number: 1,
      person: "demo-procurement",
      roles: ["procurement"],
      ...purpose,
      refusal: null,
    });
    expect(check.receipt).toMatch(/^FC\d{8}-[0-9A-F]{20}/);
    expect(check.coordinates).toContain("Check.decision");
    const refused = data.accessLog.entries.find(({ refused: was }: { refused: boolean }) => was);
    expect(refused).toMatchObject({ refusal: "FORBIDDEN", person: "demo-clerk" });
  });
});

describe("the audit report", () => {
  it("refuses everybody but auditors, and registers the refusal", async () => {
    for (const role of ["clerk", "officer", "procurement", "developer", "steward", "system"] as const) {
      const { data, errors } = await system.ask(role, `{ auditReport(month: "${month}") { requests } }`);
      expect(data.auditReport).toBeNull();
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
    }
    const refusals = await system
      .register()
      .collection<RegisterEntry>(registerCollection)
      .countDocuments({ field: "auditReport", kind: "REFUSAL", refusal: "FORBIDDEN" });
    expect(refusals).toBe(6);
  });

  it("refuses what is no month, or has not begun", async () => {
    for (const wrong of ["2026-13", "2026", "2999-01", ""]) {
      const { errors } = await system.ask(
        "auditor",
        "query($m: String!) { auditReport(month: $m) { ready } }",
        {
          m: wrong,
        },
      );
      expect(errors[0]?.extensions.code).toBe("ARGUMENT_INVALID");
    }
  });

  it("counts the looks of every role, its own among them, and names no subject", async () => {
    const person = system.named("person-recruitment");
    await system.ask("officer", checkQuery, {
      input: { matter: "RECRUITMENT", caseNumber: person.caseNumber, subjects: person.identifiers },
    });
    await system.ask("clerk", checkQuery, {
      input: { ...purpose, subjects: system.named("clean").identifiers },
    });
    const report = await audit();
    const units = new Map(report.byUnit.map((line) => [line.name, line]));
    expect(units.get("宿迁市政府采购中心")?.requests).toBeGreaterThanOrEqual(1);
    expect(units.get("宿迁市信用办")?.looks).toBeGreaterThanOrEqual(1);
    expect(units.get("宿迁市政务服务中心")?.refused).toBeGreaterThanOrEqual(2);
    expect(units.get("宿迁市审计局")?.requests).toBeGreaterThanOrEqual(3);
    expect(report.byMatter.find(({ name }) => name === "RECRUITMENT")?.title).toBe("公务员录用");
    expect(report.refusals.find(({ code }) => code === "FORBIDDEN")?.count).toBeGreaterThanOrEqual(6);
    expect(report.findings.find(({ kind }) => kind === "NO_CASE")?.gap).toContain("无办件库");
    expect(report.chains).toHaveLength(1);
    const text = JSON.stringify(report);
    const known = await system.office.connection
      .collection<{ names: string[]; identifier: string }>("subjects")
      .find({})
      .toArray();
    for (const { names, identifier } of known)
      for (const secret of [...names, identifier]) expect(text).not.toContain(secret);
    for (const { identifiers } of system.cases)
      for (const identifier of identifiers) expect(text).not.toContain(identifier);
  });

  it("is a look that stands in the register", async () => {
    const entries = await system
      .register()
      .collection<RegisterEntry>(registerCollection)
      .find({ field: "auditReport", kind: "INTENT" })
      .toArray();
    expect(entries.length).toBeGreaterThanOrEqual(1);
    expect(entries[0]).toMatchObject({ unit: "宿迁市审计局", roles: ["auditor"] });
  });
});

describe("fengcha audit report", () => {
  const root = join(import.meta.dirname, "../..");
  const run = async (...args: string[]) =>
    await promisify(execFile)(process.execPath, [join(root, "bin/fengcha.mjs"), "audit", "report", ...args], {
      env: {
        ...process.env,
        FENGCHA_URL: `${system.url}/graphql`,
        FENGCHA_TOKEN: system.tokenFor("auditor"),
        NO_COLOR: "1",
      },
    });

  it("prints tables, JSON, and writes a page to print", async () => {
    const html = join(system.keyDir, "audit.html");
    const [tables, { stdout }] = await Promise.all([
      run("--month", month),
      run("--month", month, "--json", "--html", html),
    ]);
    expect(tables.stdout).toContain("查询审计月报");
    expect(JSON.parse(stdout)).toMatchObject({ month });
    const page = readFileSync(html, "utf8");
    expect(page).toContain("窗口人员（clerk）");
    expect(page).not.toMatch(/\d{17}[\dX]/);
  }, 60_000);

  it("tells what was refused, and a wrong month, in Chinese", async () => {
    await expect(run("--month", "2999-01")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("month，应为不晚于本月的月份"),
    });
    await expect(run("--month", "2026-13")).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("应形如 2026-11"),
    });
  }, 60_000);
});
