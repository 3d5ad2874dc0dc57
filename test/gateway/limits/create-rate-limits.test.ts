import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createConnection, type Connection } from "mongoose";
import { databaseUrl } from "../../../cli/database-url.js";
import { createRateLimits, type RateLimits } from "../../../gateway/limits/create-rate-limits.js";
import type { RateLimitSettings } from "../../../gateway/limits/rate-limit-settings.js";
import { jobIssuer } from "../../../kernel/job-token.js";
import { freshDatabaseName, testMongoUri } from "../../support/mongo.js";
import { openTcpProxy } from "../../support/tcp-proxy.js";

const clerk = { issuer: "city", person: "张三-321302199003071230", unit: "宿迁市政务服务中心" };
const wide: RateLimitSettings = { caller: 1e6, unit: 1e6, matter: 1e6, matters: {} };
const noon = new Date("2026-11-21T04:00:10.500Z");

let first: Connection;
let second: Connection;
let commands = 0;
const url = databaseUrl(testMongoUri(), freshDatabaseName("limits"));
beforeAll(async () => {
  first = await createConnection(url, { monitorCommands: true }).asPromise();
  second = await createConnection(url).asPromise();
  first.getClient().on("commandStarted", ({ commandName }) => {
    if (commandName === "findAndModify") commands += 1;
  });
});
afterEach(async () => {
  await first.collection("rate_limits").deleteMany({});
});
afterAll(async () => {
  await first.dropDatabase();
  await Promise.all([first.close(), second.close()]);
});

const open = (
  limits: Partial<RateLimitSettings>,
  options: { control?: Connection; clock?: () => Date } = {},
) => createRateLimits({ control: first, clock: () => noon, ...options, limits: { ...wide, ...limits } });

async function isGranted(limits: RateLimits, points: number, caller = clerk, matter = "LICENCE") {
  try {
    await limits.take(caller, { matter, points });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: "RATE_LIMITED" });
    return false;
  }
}

describe("two gateways", () => {
  it("never grant more than the limit in a minute together, and grant all of it to small looks", async () => {
    const looks = fc.array(fc.record({ gateway: fc.nat(1), points: fc.integer({ min: 1, max: 40 }) }), {
      minLength: 1,
      maxLength: 60,
    });
    let minute = 0;
    await fc.assert(
      fc.asyncProperty(looks, fc.integer({ min: 1, max: 300 }), async (asked, limit) => {
        minute += 1;
        const clock = (): Date => new Date(minute * 60_000);
        const one = await open({ unit: limit }, { clock });
        const two = await open({ unit: limit }, { clock, control: second });
        const granted = await Promise.all(
          asked.map(async ({ gateway, points }) =>
            (await isGranted(gateway === 0 ? one : two, points)) ? points : 0,
          ),
        );
        let total = granted.reduce((sum, points) => sum + points, 0);
        expect(total).toBeLessThanOrEqual(limit);
        for (const gateway of [one, two]) while (await isGranted(gateway, 1)) total += 1;
        expect(total).toBe(limit);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe("a limit", () => {
  it.each([
    ["caller", { caller: 3 }, "本账号"],
    ["unit", { unit: 3 }, "本单位"],
    ["matter", { matter: 3 }, "该事项"],
    ["matter with one of its own", { matters: { LICENCE: 3 } }, "该事项"],
  ] as const)(
    "of a %s refuses what is over it, and says when to come again",
    async (_what, settings, who) => {
      const limits = await open(settings);
      await limits.take(clerk, { matter: "LICENCE", points: 3 });
      const refusal: unknown = await limits
        .take(clerk, { matter: "LICENCE", points: 1 })
        .catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: "RATE_LIMITED", extensions: { retryAfterSeconds: 50 } });
      expect((refusal as Error).message).toContain(`${who}每分钟最多 3 人次，请在 50 秒后重试`);
    },
  );

  it("counts callers, units and matters apart", async () => {
    const limits = await open({ caller: 2, matters: { SUBSIDY: 1 } });
    expect(await isGranted(limits, 2)).toBe(true);
    expect(await isGranted(limits, 1)).toBe(false);
    expect(await isGranted(limits, 1, { ...clerk, person: "other" }, "SUBSIDY")).toBe(true);
    expect(await isGranted(limits, 1, { ...clerk, person: "other" }, "SUBSIDY")).toBe(false);
    expect(await isGranted(limits, 1, { ...clerk, issuer: "province" })).toBe(true);
  });

  it("begins anew with the next minute", async () => {
    let now = noon;
    const limits = await open({ caller: 1 }, { clock: () => now });
    expect(await isGranted(limits, 1)).toBe(true);
    expect(await isGranted(limits, 1)).toBe(false);
    now = new Date(noon.getTime() + 50_000);
    expect(await isGranted(limits, 1)).toBe(true);
  });

  it("takes nothing from the caller when the unit has nothing left", async () => {
    const limits = await open({ caller: 5, unit: 4 });
    expect(await isGranted(limits, 5)).toBe(false);
    expect(await isGranted(limits, 4)).toBe(true);
  });

  it("of a caller does not count the work of batches; its unit's does", async () => {
    const limits = await open({ caller: 1, unit: 3 });
    const job = { ...clerk, issuer: jobIssuer };
    expect([await isGranted(limits, 1, job), await isGranted(limits, 2, job)]).toEqual([true, true]);
    expect(await isGranted(limits, 1, job)).toBe(false);
  });

  it("is not asked for where a look has no matter", async () => {
    const limits = await open({ matter: 0 });
    await expect(limits.take(clerk, { matter: null, points: 1 })).resolves.toBeUndefined();
  });
});

describe("the counters", () => {
  it("are asked once for many looks", async () => {
    const limits = await open({ caller: 5000, unit: 5000, matter: 5000 });
    commands = 0;
    for (let look = 0; look < 100; look += 1) await limits.take(clerk, { matter: "LICENCE", points: 1 });
    expect(commands).toBe(3);
  });

  it("are not asked any more when the minute is used up", async () => {
    const limits = await open({ caller: 1 });
    await isGranted(limits, 1);
    commands = 0;
    for (let look = 0; look < 20; look += 1) expect(await isGranted(limits, 1)).toBe(false);
    expect(commands).toBe(0);
  });

  it("name nobody and no unit, and go away by themselves", async () => {
    const limits = await open({});
    await limits.take(clerk, { matter: "LICENCE", points: 1 });
    const kept = await first.collection("rate_limits").find().toArray();
    expect(kept).toHaveLength(3);
    for (const { key } of kept) expect(key).toMatch(/^(caller|unit|matter):[\w-]{32}:\d+$/);
    const indexes = await first.collection("rate_limits").indexes();
    expect(indexes.find(({ key }) => "expire" in key)).toMatchObject({ expireAfterSeconds: 0 });
    expect(indexes.find(({ key }) => "key" in key)).toMatchObject({ unique: true });
  });

  it("that cannot be reached refuse the look as a register that is down does", async () => {
    const proxy = await openTcpProxy(Number(new URL(testMongoUri()).port));
    const through = `mongodb://127.0.0.1:${proxy.port}/${first.name}?directConnection=true`;
    const control = await createConnection(through).asPromise();
    const limits = await createRateLimits({ control, limits: wide, clock: () => noon });
    proxy.cut();
    await expect(limits.take(clerk, { matter: null, points: 1 })).rejects.toMatchObject({
      code: "REGISTER_UNAVAILABLE",
    });
    await control.close(true);
    await proxy.close();
  });
});
