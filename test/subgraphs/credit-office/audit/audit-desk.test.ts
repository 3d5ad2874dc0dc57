import { describe, expect, it } from "@jest/globals";
import { createAuditDesk } from "../../../../subgraphs/credit-office/audit/audit-desk.js";
import type { MonthlyAudit } from "../../../../subgraphs/credit-office/audit/audit-month.js";
import { readMonth, type Month } from "../../../../subgraphs/credit-office/audit/month.js";
import { summaryOf } from "../../../support/audit-builders.js";

const start = new Date("2026-12-02T09:00:00+08:00");
const later = (ms: number): Date => new Date(start.getTime() + ms);

function monthNamed(text: string): Month {
  const month = readMonth(text, start);
  if (!month) throw new Error("no month");
  return month;
}

/** A desk whose audits are finished by hand. */
function createManualDesk(waitMs: number) {
  const begun: { month: string; finish: () => void; fail: (error: Error) => void }[] = [];
  const desk = createAuditDesk({
    make: ({ month }, generatedAt) =>
      new Promise<MonthlyAudit>((resolve, reject) => {
        begun.push({
          month,
          finish: () => {
            resolve({ ...summaryOf([]), generatedAt, chains: [] });
          },
          fail: reject,
        });
      }),
    clock: () => start,
    waitMs,
    keepMs: 60_000,
  });
  return { desk, begun };
}

describe("the audit desk", () => {
  it("hands out an audit that is made in time", async () => {
    const { desk, begun } = createManualDesk(10_000);
    const asked = desk.ask(monthNamed("2026-11"), start);
    await Promise.resolve();
    begun[0]?.finish();
    expect(await asked).toMatchObject({ generatedAt: start });
  });

  it("makes a great one in the background, once, and hands it out for a while", async () => {
    const { desk, begun } = createManualDesk(1);
    const november = monthNamed("2026-11");
    expect(await desk.ask(november, start)).toBeNull();
    expect(await desk.ask(november, later(10))).toBeNull();
    expect(begun).toHaveLength(1);
    begun[0]?.finish();
    expect(await desk.ask(november, later(59_999))).toMatchObject({ generatedAt: start });
    expect(await desk.ask(november, later(60_000))).toBeNull();
    expect(begun).toHaveLength(2);
  });

  it("makes one at a time", async () => {
    const { desk, begun } = createManualDesk(1);
    await desk.ask(monthNamed("2026-11"), start);
    await desk.ask(monthNamed("2026-10"), start);
    expect(begun.map(({ month }) => month)).toEqual(["2026-11"]);
    begun[0]?.finish();
    await desk.ask(monthNamed("2026-10"), start);
    expect(begun.map(({ month }) => month)).toEqual(["2026-11", "2026-10"]);
  });

  it("tells whoever waits that it failed, and begins anew for the next", async () => {
    const { desk, begun } = createManualDesk(10_000);
    const asked = desk.ask(monthNamed("2026-11"), start);
    await Promise.resolve();
    begun[0]?.fail(new Error("register gone"));
    await expect(asked).rejects.toThrow("register gone");
    const again = desk.ask(monthNamed("2026-11"), start);
    await Promise.resolve();
    begun[1]?.finish();
    expect(await again).toMatchObject({ generatedAt: start });
  });
});
