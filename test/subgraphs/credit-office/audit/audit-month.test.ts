import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createConnection, type Connection } from "mongoose";
import { databaseUrl } from "../../../../cli/database-url.js";
import { registerCollection, type RegisterEntry } from "../../../../kernel/register-entry.js";
import { subjectIdOf } from "../../../../kernel/subject-id.js";
import { auditMonth, type MonthlyAudit } from "../../../../subgraphs/credit-office/audit/audit-month.js";
import { parseAuditSettings } from "../../../../subgraphs/credit-office/audit/audit-settings.js";
import type { AuditSources, NamedCase } from "../../../../subgraphs/credit-office/audit/audit-sources.js";
import { readMonth } from "../../../../subgraphs/credit-office/audit/month.js";
import { createSurnameReader } from "../../../../subgraphs/credit-office/audit/subject-surnames.js";
import { mondayToFriday } from "../../../../subgraphs/credit-office/audit/working-time.js";
import { findingOf, subjectNamed } from "../../../support/audit-builders.js";
import { freshDatabaseName, testMongoUri } from "../../../support/mongo.js";
import { createChainBuilder, insertEntries } from "../../../support/register-builders.js";

let connection: Connection;
beforeEach(async () => {
  connection = await createConnection(databaseUrl(testMongoUri(), freshDatabaseName("audit"))).asPromise();
});
afterEach(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const now = new Date("2026-12-02T09:00:00+08:00");

async function audit(
  month: string,
  entries: readonly RegisterEntry[],
  sources: Partial<AuditSources> = {},
  at = now,
): Promise<MonthlyAudit> {
  await insertEntries(connection, entries);
  const read = readMonth(month, at);
  if (!read) throw new Error("no month");
  const register = connection.collection<RegisterEntry>(registerCollection);
  return await auditMonth(read, at, {
    sources: { register, casesExist: null, surnamesOf: null, ...sources },
    settings: parseAuditSettings({}),
    isWorkingDay: mondayToFriday,
  });
}

describe("the audit of a month", () => {
  it("takes looks that began in it, also when they ended in the next", async () => {
    const chain = createChainBuilder("gateway-a");
    const looks = [
      "2026-10-31T23:59:59.999+08:00",
      "2026-11-01T00:00:00.000+08:00",
      "2026-11-30T23:59:59.999+08:00",
      "2026-12-01T00:00:00.000+08:00",
    ].map((at) => chain.look({ at: new Date(at) }));
    const report = await audit("2026-11", looks.flat());
    expect(report).toMatchObject({ requests: 2, abandoned: 0, underWay: 0, generatedAt: now });
    // The first look's outcome falls into the month too, the third one's does not.
    expect(report.chains).toEqual([{ chain: "gateway-a", firstSeq: 2, lastSeq: 5, entries: 4 }]);
    expect((await audit("2026-12", [])).requests).toBe(1);
  });

  it("is empty, and says so, where nothing was asked", async () => {
    expect(await audit("2026-11", [])).toMatchObject({ requests: 0, byUnit: [], chains: [] });
  });

  it("tells apart answered, refused before and after the intent, lost, and under way", async () => {
    const chain = createChainBuilder();
    const intent = chain.entry({ at: new Date("2026-12-02T08:00:00+08:00") });
    const report = await audit("2026-12", [
      ...chain.look({ at: new Date("2026-12-01T10:00:00+08:00") }),
      ...chain.look({ at: new Date("2026-12-01T10:00:00+08:00"), refusal: "IDENTIFIER_INVALID" }),
      chain.entry({ at: new Date("2026-12-01T10:00:00+08:00"), kind: "REFUSAL", refusal: "FORBIDDEN" }),
      chain.entry({ at: new Date("2026-12-02T08:49:59+08:00") }),
      chain.entry({ at: new Date("2026-12-02T08:50:01+08:00") }),
      intent,
      chain.entry({ at: now, kind: "ABANDONED", receipt: intent.receipt }),
    ]);
    expect(report).toMatchObject({ requests: 6, refused: 2, abandoned: 2, underWay: 1 });
    expect(report.refusals).toEqual([
      { code: "FORBIDDEN", count: 1 },
      { code: "IDENTIFIER_INVALID", count: 1 },
    ]);
  });

  it("counts a look once that was recomputed", async () => {
    const chain = createChainBuilder();
    const first = chain.look({ subjects: [subjectNamed("甲")] });
    const again = chain.look({
      subjects: [subjectNamed("甲")],
      ...(first[0] && { receipt: first[0].receipt, at: new Date(first[0].at.getTime() + 60_000) }),
    });
    expect(await audit("2026-11", [...first, ...again])).toMatchObject({ requests: 1, looks: 1 });
  });

  it("counts the clerk for whom a system asked, not the system", async () => {
    const chain = createChainBuilder();
    const lost = chain.entry({ person: "sys-01", onBehalfOf: "clerk-09", roles: ["system"] });
    const { flags } = findingOf("NO_OUTCOME", await audit("2026-11", [lost]));
    expect(flags.map(({ account }) => account)).toEqual(["clerk-09"]);
  });

  it("reads more than a thousand entries without losing any", async () => {
    const chain = createChainBuilder();
    const looks = Array.from({ length: 1203 }, () => chain.look({})).flat();
    expect(await audit("2026-11", looks)).toMatchObject({ requests: 1203, abandoned: 0 });
  }, 60_000);
});

describe("cases", () => {
  const unverified = { caseVerified: false, caseNumber: "BT-2026-0002" } as const;

  it("that came later are on file; those that never came are flagged", async () => {
    const chain = createChainBuilder();
    const asked: NamedCase[] = [];
    const looks = [
      chain.look({ ...unverified }),
      chain.look({ caseVerified: null, caseNumber: "BT-2026-0003" }),
      chain.look({ caseVerified: true }),
      chain.look({ caseVerified: null, caseNumber: null, matter: null }),
    ];
    const report = await audit("2026-11", looks.flat(), {
      casesExist: (cases) => {
        asked.push(...cases);
        return Promise.resolve(cases.map(({ caseNumber }) => caseNumber === "BT-2026-0002"));
      },
    });
    const finding = findingOf("NO_CASE", report);
    expect(finding.flags).toMatchObject([{ count: 1, receipts: [looks[1]?.[0]?.receipt] }]);
    expect(finding.gap).toBeNull();
    expect(asked.map(({ caseNumber }) => caseNumber)).toEqual(["BT-2026-0002", "BT-2026-0003"]);
  });

  it("are not guessed without a feed, which the report says", async () => {
    const chain = createChainBuilder();
    const looks = [chain.look({ ...unverified }), chain.look({ caseVerified: null })];
    const finding = findingOf("NO_CASE", await audit("2026-11", looks.flat()));
    expect(finding.gap).toContain("无办件库");
    expect(finding.flags).toMatchObject([{ count: 1, receipts: [looks[0]?.[0]?.receipt] }]);
  });
});

describe("surnames", () => {
  // Fictional persons: what their sealed numbers open to, and what the subject index calls them.
  const numbers = new Map([
    ["sealed-lin", "321302199003071230"],
    ["sealed-zhang", "32131119770808002X"],
  ]);
  const names = new Map([
    ["321302199003071230", "林一苇"],
    ["32131119770808002X", "章青禾"],
  ]);
  const surnamesOf = createSurnameReader({
    openSealed: ({ sealed }) => Promise.resolve(numbers.get(sealed) ?? null),
    personKey: Buffer.alloc(32, 3),
    subjects: {
      find: (subjectId) => {
        const [, name] = [...names].find(([number]) => subjectId === idOf(number)) ?? [];
        return Promise.resolve(
          name === undefined
            ? undefined
            : {
                subjectId,
                formerSubjectIds: [],
                kind: "PERSON",
                identifier: "",
                names: [name],
                status: null,
              },
        );
      },
    },
  });

  it("that agree are flagged by receipt; the report never names anybody", async () => {
    const chain = createChainBuilder();
    const at = (name: string, surname: string | null) =>
      chain.look({
        subjects: [subjectNamed("云杉"), subjectNamed(name)],
        sealed: [null, `sealed-${name}`],
        surname,
        matter: "RECRUITMENT",
      });
    const looks = [at("lin", "林"), at("lin", "章"), at("zhang", "林"), at("lin", null), at("erased", "林")];
    const report = await audit("2026-11", looks.flat(), { surnamesOf });
    const finding = findingOf("SAME_SURNAME", report);
    expect(finding.flags).toMatchObject([{ count: 1, receipts: [looks[0]?.[0]?.receipt] }]);
    expect(finding.gap).toContain("2 次查询");
    expect(JSON.stringify(report)).not.toMatch(/林|章|一苇|青禾|321302|321311|sealed/);
  });

  it("of callers who look at organisations only are not asked for", async () => {
    const look = createChainBuilder().look({ subjects: [subjectNamed("云杉")], surname: "林" });
    const asked: unknown[] = [];
    const report = await audit("2026-11", look, {
      surnamesOf: (subjects) => {
        asked.push(...subjects);
        return Promise.resolve([]);
      },
    });
    expect(asked).toEqual([]);
    expect(findingOf("SAME_SURNAME", report)).toMatchObject({ flagged: 0, gap: null });
  });

  it("are not compared without the register's keys, which the report says", async () => {
    const report = await audit("2026-11", createChainBuilder().look({}));
    expect(findingOf("SAME_SURNAME", report).gap).toContain("未能比对姓氏");
  });
});

function idOf(number: string): string {
  return subjectIdOf({ kind: "PERSON", value: number }, Buffer.alloc(32, 3));
}
