import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createConnection } from "mongoose";
import { openCaseBook, type CaseBook } from "../../../gateway/cases/case-book.js";
import { openCaseFeed, type CaseFeed, type FedCase } from "../../../gateway/cases/case-feed.js";
import { casesCollection } from "../../../kernel/case-documents.js";
import { GatewayError } from "../../../gateway/errors.js";
import { countCommands, openTestControl } from "../../support/control-database.js";
import { testMongoUri } from "../../support/mongo.js";

const registerKey = Buffer.alloc(32, 7);
const unit = "宿迁市政府采购中心";
const matter = "PROCUREMENT_BID";
const [first, second, third] = ["91320812MA9TEXT192", "52321300MJ9TEMP32B", "321302199003071230"] as const;
const clock = (): Date => new Date("2026-07-01T12:00:00+08:00");

let database: Awaited<ReturnType<typeof openTestControl>>;
let feed: CaseFeed;
let stopwatch = 0;
let book: CaseBook;
beforeAll(async () => {
  database = await openTestControl();
  const parts = { control: database.control, registerKey, clock };
  feed = openCaseFeed(parts);
  await feed.prepare();
  book = openCaseBook({ ...parts, stopwatch: () => stopwatch });
});
afterAll(async () => {
  await database.close();
});

const typical: FedCase = {
  caseNumber: "CG-2026-0001",
  matter,
  unit,
  state: "OPEN",
  openedAt: new Date("2026-06-01T00:00:00+08:00"),
  closedAt: null,
  subjects: [first, third],
  window: null,
};

async function fed(given: Partial<FedCase> = {}): Promise<void> {
  await feed.put([{ ...typical, ...given }]);
  stopwatch += 1000;
}

const verify = (given: Partial<Parameters<CaseBook["verify"]>[0]> = {}): ReturnType<CaseBook["verify"]> =>
  book.verify({ unit, matter, caseNumber: "CG-2026-0001", identifiers: [first], ...given });

async function refusal(given: Parameters<typeof verify>[0]): Promise<string> {
  const error: unknown = await verify(given).catch((thrown: unknown) => thrown);
  if (!(error instanceof GatewayError)) throw new Error("it was not refused", { cause: error });
  expect(error.code).toBe("CASE_NOT_OPEN");
  return error.message;
}

describe("verify", () => {
  it("flags a case as unverified where nobody feeds cases, and asks the database once a second at most", async () => {
    const commands = countCommands(database.control);
    const answers = await Promise.all(Array.from({ length: 50 }, () => verify()));
    expect(new Set(answers.map(({ verified }) => verified))).toEqual(new Set([false]));
    await verify();
    expect(commands()).toEqual(["find"]);
  });

  it("says nothing of a look without a case", async () => {
    expect(await verify({ caseNumber: null })).toEqual({ verified: null, window: null });
    expect(await verify({ matter: null })).toEqual({ verified: null, window: null });
  });

  it("knows an open case that names the subjects, however they are written", async () => {
    await fed();
    expect(await verify()).toEqual({ verified: true, window: null });
    expect(
      await verify({ identifiers: [third, " ９１320812ma9text192 "], caseNumber: " CG-2026-0001 " }),
    ).toEqual({
      verified: true,
      window: null,
    });
    expect(await verify({ identifiers: [] })).toEqual({ verified: true, window: null });
  });

  it("leaves other units and other matters unverified", async () => {
    expect(await verify({ unit: "别的单位" })).toMatchObject({ verified: false });
    expect(await verify({ matter: "TENDER_BID" })).toMatchObject({ verified: false });
  });

  it("refuses a case that is unknown, closed, or not yet begun", async () => {
    expect(await refusal({ caseNumber: "CG-2026-9999" })).toContain("没有此事项的这个办件");
    await fed({ caseNumber: "CG-2026-0002", state: "CLOSED", closedAt: clock() });
    expect(await refusal({ caseNumber: "CG-2026-0002" })).toContain("办件已办结");
    await fed({ caseNumber: "CG-2026-0003", openedAt: new Date("2026-07-01T12:00:01+08:00") });
    expect(await refusal({ caseNumber: "CG-2026-0003" })).toContain("办件尚未受理");
  });

  it("refuses a subject that the case does not name, by its position and never by its value", async () => {
    const message = await refusal({ identifiers: [first, second, third, "321324196402294567"] });
    expect(message).toContain("第 2、4 个主体不是该办件的当事人");
    for (const value of [first, second, third, "321324196402294567"]) expect(message).not.toContain(value);
  });

  it("compares 500 subjects in one query", async () => {
    const subjects = Array.from({ length: 500 }, (_, index) => `SUBJECT-${index}`);
    await fed({ caseNumber: "CG-2026-0500", subjects });
    await verify();
    const commands = countCommands(database.control);
    expect(await verify({ caseNumber: "CG-2026-0500", identifiers: subjects })).toMatchObject({
      verified: true,
    });
    expect(commands()).toEqual(["find"]);
    const strangers = subjects.map((each) => `${each}-X`);
    expect(await refusal({ caseNumber: "CG-2026-0500", identifiers: strangers })).toContain(
      "第 1、2、3、4、5、6、7、8、9、10 等共 500 个主体",
    );
  });

  it("tells the window of the case", async () => {
    const window = { from: new Date("2026-06-30T16:00:00Z"), to: new Date("2026-07-02T15:59:59.999Z") };
    await fed({ caseNumber: "CG-2026-0004", window });
    expect(await verify({ caseNumber: "CG-2026-0004" })).toEqual({
      verified: true,
      window: { from: "2026-06-30T16:00:00.000Z", to: "2026-07-02T15:59:59.999Z" },
    });
  });

  it("refuses to take a case for unverified when the database cannot be read", async () => {
    const closed = createConnection(testMongoUri(), { dbName: database.control.name, bufferCommands: false });
    await closed.asPromise();
    const blind = openCaseBook({ control: closed, registerKey, clock });
    await closed.close();
    await expect(
      blind.verify({ unit, matter, caseNumber: "CG-2026-0001", identifiers: [] }),
    ).rejects.toMatchObject({ code: "REGISTER_UNAVAILABLE" });
  });
});

describe("a feed", () => {
  it("changes nothing when it comes again, and lets the later of two lines about a case stand", async () => {
    const caseNumber = "CG-2026-0010";
    const closed = { ...typical, caseNumber, state: "CLOSED", closedAt: clock() } as const;
    await feed.put([{ ...typical, caseNumber }, closed, { ...typical, caseNumber }]);
    await feed.put([{ ...typical, caseNumber }, closed]);
    const stored = await database.control.collection(casesCollection).find({ caseNumber }).toArray();
    expect(stored).toHaveLength(1);
    expect(stored[0]).toMatchObject({ state: "CLOSED" });
  });

  it("stores no identifier", async () => {
    const stored = await database.control.collection(casesCollection).find().toArray();
    const text = JSON.stringify(stored);
    for (const value of [first, second, third]) expect(text).not.toContain(value);
  });

  it("tells who feeds what, and leaves looks unverified when it is ended", async () => {
    const [state] = await feed.feeds();
    expect(state).toMatchObject({ unit, matter, lastFedAt: clock() });
    expect(state?.open).toBeGreaterThan(0);
    expect(await feed.end(unit, "TENDER_BID")).toBe(false);
    expect(await feed.end(unit, matter)).toBe(true);
    stopwatch += 1000;
    expect(await verify()).toEqual({ verified: false, window: null });
    expect(await database.control.collection(casesCollection).countDocuments()).toBe(0);
  });
});
