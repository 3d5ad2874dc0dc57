import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createConnection, type Connection } from "mongoose";
import { databaseUrl } from "../../../../cli/database-url.js";
import { openCaseFeed } from "../../../../gateway/cases/case-feed.js";
import { openSubjectKeys } from "../../../../gateway/register/subject-keys.js";
import { loadCalendar } from "../../../../kernel/calendar/load-calendar.js";
import { suites } from "../../../../kernel/crypto-suite.js";
import { openSealedSubjectReader, registerKeyCollection } from "../../../../kernel/register-keys.js";
import { registerCollection, type RegisterEntry } from "../../../../kernel/register-entry.js";
import { createWorkingDays } from "../../../../kernel/working-days.js";
import { subjectIdOf } from "../../../../kernel/subject-id.js";
import { auditMonth, type MonthlyAudit } from "../../../../subgraphs/credit-office/audit/audit-month.js";
import { parseAuditSettings } from "../../../../subgraphs/credit-office/audit/audit-settings.js";
import type { AuditSources } from "../../../../subgraphs/credit-office/audit/audit-sources.js";
import { readMonth } from "../../../../subgraphs/credit-office/audit/month.js";
import { openCaseReader } from "../../../../subgraphs/credit-office/audit/read-cases.js";
import { createSurnameReader } from "../../../../subgraphs/credit-office/audit/subject-surnames.js";
import { findingOf, subjectNamed } from "../../../support/audit-builders.js";
import { freshDatabaseName, testMongoUri } from "../../../support/mongo.js";
import { createChainBuilder, insertEntries, registerKey } from "../../../support/register-builders.js";

let connection: Connection;
beforeEach(async () => {
  connection = await createConnection(databaseUrl(testMongoUri(), freshDatabaseName("audit"))).asPromise();
});
afterEach(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const now = new Date("2026-12-02T09:00:00+08:00");

const workingDays = createWorkingDays(loadCalendar());

const noSurnames = (subjects: readonly unknown[]) => Promise.resolve(subjects.map(() => null));

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
    sources: { register, casesExist: null, surnamesOf: noSurnames, ...sources },
    settings: parseAuditSettings({}),
    workingDays,
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

  it("follows the calendar, and says when it has none for the month's year", async () => {
    const chain = createChainBuilder();
    const looksAt = (...instants: readonly string[]) =>
      instants.flatMap((at) => chain.look({ at: new Date(at) }));
    const october = looksAt("2026-10-10T10:00:00+08:00", "2026-10-01T10:00:00+08:00");
    expect(findingOf("OUT_OF_HOURS", await audit("2026-10", october))).toMatchObject({
      gap: null,
      flags: [{ count: 1, receipts: [october[2]?.receipt] }],
    });
    const later = new Date("2027-02-01T09:00:00+08:00");
    const january = looksAt("2027-01-01T10:00:00+08:00");
    expect(findingOf("OUT_OF_HOURS", await audit("2027-01", january, {}, later))).toMatchObject({
      gap: "工作日历没有当年的节假日和调休：1 次查询只按周一至周五判断",
      flagged: 0,
    });
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
  const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

  it("that came later are on file; those that never came are flagged", async () => {
    const control = connection.useDb(`${connection.name}_control`);
    const feed = openCaseFeed({ control, registerKey, clock: () => now });
    await feed.prepare();
    const unit = "示例市政务服务中心";
    const known = {
      unit,
      matter: "SUBSIDY",
      openedAt: minutesAgo(10),
      closedAt: null,
      subjects: [],
      window: null,
    };
    await feed.put([{ ...known, caseNumber: "BT-2026-0002", state: "OPEN" }]);
    const chain = createChainBuilder();
    const looks = [
      chain.look({ caseVerified: false, caseNumber: "BT-2026-0002" }),
      chain.look({ caseVerified: false, caseNumber: " BT-2026-0002 " }),
      chain.look({ caseVerified: false, caseNumber: "BT-2026-0003" }),
      chain.look({ caseVerified: true, caseNumber: "BT-2026-0004" }),
      chain.look({ caseVerified: null, caseNumber: null, matter: null }),
    ];
    const casesExist = openCaseReader(control);
    const finding = findingOf("NO_CASE", await audit("2026-11", looks.flat(), { casesExist }));
    expect(finding.flags).toMatchObject([{ count: 1, receipts: [looks[2]?.[0]?.receipt] }]);
    expect(finding.gap).toBeNull();
    const elsewhere = chain.look({ caseVerified: false, unit: "示例区招商局" });
    expect(findingOf("NO_CASE", await audit("2026-11", elsewhere, { casesExist }))).toMatchObject({
      flagged: 1,
      gap: expect.stringContaining("无办件库：1 次"),
    });
    await control.dropDatabase();
  });

  it("are not guessed without a feed, which the report says", async () => {
    const look = createChainBuilder().look({ caseVerified: false });
    expect(findingOf("NO_CASE", await audit("2026-11", look))).toMatchObject({
      flagged: 0,
      gap: expect.stringContaining("无办件库：1 次"),
    });
  });
});

describe("surnames", () => {
  // Fictional persons, as the subject index calls them.
  const lin = "321302199003071230";
  const zhang = "32131119770808002X";
  const names = new Map([
    [lin, "林一苇"],
    [zhang, "章青禾"],
  ]);
  const personKey = Buffer.alloc(32, 3);
  const secrets = { register: registerKey, personal: Buffer.alloc(32, 5) };
  const nameOf = (subjectId: string): string | undefined =>
    [...names].find(([value]) => subjectIdOf({ kind: "PERSON", value }, personKey) === subjectId)?.[1];
  const readSurnames = () =>
    createSurnameReader({
      openSealed: openSealedSubjectReader(connection, secrets),
      personKey,
      subjects: {
        find: (subjectId) => {
          const name = nameOf(subjectId);
          const rest = { formerSubjectIds: [], kind: "PERSON", identifier: "", status: null } as const;
          return Promise.resolve(name === undefined ? undefined : { ...rest, subjectId, names: [name] });
        },
      },
    });
  const referencesOf = (identifiers: readonly string[]) =>
    openSubjectKeys({
      register: connection,
      secrets,
      suite: suites.international,
      clock: () => now,
    }).referencesOf(identifiers);
  const looksAt = async (identifiers: readonly string[], surname: string | null) =>
    createChainBuilder().look({ ...(await referencesOf(identifiers)), surname, matter: "RECRUITMENT" });

  it("that agree are flagged by receipt; the report never names anybody", async () => {
    const looks = [
      await looksAt(["91320812MA9TEXT192", lin], "林"),
      await looksAt([lin], "章"),
      await looksAt([zhang], "林"),
      await looksAt([lin], null),
    ];
    const report = await audit("2026-11", looks.flat(), { surnamesOf: readSurnames() });
    const finding = findingOf("SAME_SURNAME", report);
    expect(finding.flags).toMatchObject([{ count: 1, receipts: [looks[0]?.[0]?.receipt] }]);
    expect(finding.gap).toContain("1 次查询");
    expect(JSON.stringify(report)).not.toMatch(/林|章|一苇|青禾|321302|321311|TEXT192/);
  });

  it("can no longer be told when the person's key was destroyed, or the entry altered", async () => {
    const [erased, altered] = [await looksAt([lin], "林"), await looksAt([zhang], "章")];
    await connection.collection(registerKeyCollection).deleteOne({ subject: erased[0]?.subjects[0] });
    const spoiled = altered.map((entry) => ({
      ...entry,
      sealed: entry.sealed.map((each) => each && `${each.slice(0, -4)}AAAA`),
    }));
    const finding = findingOf(
      "SAME_SURNAME",
      await audit("2026-11", [...erased, ...spoiled], { surnamesOf: readSurnames() }),
    );
    expect(finding).toMatchObject({ flagged: 0, gap: expect.stringContaining("2 次查询") });
  });

  it("of callers who look at organisations only are not asked for", async () => {
    const look = await looksAt(["91320812MA9TEXT192"], "林");
    const asked: unknown[] = [];
    const surnamesOf = (subjects: readonly unknown[]) => {
      asked.push(...subjects);
      return Promise.resolve([]);
    };
    const report = await audit("2026-11", look, { surnamesOf });
    expect(asked).toEqual([]);
    expect(findingOf("SAME_SURNAME", report)).toMatchObject({ flagged: 0, gap: null });
  });
});
