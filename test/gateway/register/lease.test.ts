import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { leaseCollection, openLease, type Lease } from "../../../gateway/register/lease.js";
import { openRegisterDatabase, type RegisterDatabase } from "../../support/register-database.js";

let database: RegisterDatabase;
beforeAll(async () => {
  database = await openRegisterDatabase();
});
afterAll(async () => {
  await database.close();
});

const leaseMs = 60_000;
const leaseOf = (chain: string, holder: string, stopwatch = () => performance.now()): Lease =>
  openLease({ control: database.control, chain, holder, leaseMs, stopwatch });
const expire = (chain: string) =>
  database.control
    .collection<{ _id: string }>(leaseCollection)
    .updateOne({ _id: chain }, { $set: { until: new Date(0) } });

describe("a lease", () => {
  it("has one holder; prolonging it keeps the epoch, taking it over raises it", async () => {
    const [one, other] = [leaseOf("a", "one"), leaseOf("a", "other")];
    expect(await one.take()).toEqual({ state: "HELD", epoch: 1, floor: 1 });
    expect(await other.take()).toEqual({ state: "TAKEN" });
    expect([one.isHeld(), other.isHeld()]).toEqual([true, false]);
    expect(await one.take(17)).toMatchObject({ epoch: 1 });
    await expire("a");
    expect(await other.take()).toEqual({ state: "HELD", epoch: 2, floor: 17 });
    expect(await one.take()).toEqual({ state: "TAKEN" });
    expect(one.isHeld()).toBe(false);
  });

  it("that ran out is still its holder's when nobody took it", async () => {
    const one = leaseOf("b", "one");
    await one.take();
    await expire("b");
    expect(await one.take()).toMatchObject({ state: "HELD", epoch: 1 });
  });

  it("that was released is free at once", async () => {
    const [one, other] = [leaseOf("c", "one"), leaseOf("c", "other")];
    await one.take();
    await other.release();
    expect(await other.take()).toEqual({ state: "TAKEN" });
    await one.release();
    expect(one.isHeld()).toBe(false);
    expect(await other.take()).toMatchObject({ state: "HELD", epoch: 2 });
  });

  it("is not believed in for longer than it lasts, by the process's own clock", async () => {
    const clock = { ms: 0 };
    const one = leaseOf("d", "one", () => clock.ms);
    await one.take();
    clock.ms = leaseMs - 1;
    expect(one.isHeld()).toBe(true);
    clock.ms = leaseMs;
    expect(one.isHeld()).toBe(false);
  });

  it("that nobody ever had goes to one of many who ask at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => leaseOf("e", `h${index}`).take()),
    );
    expect(answers.filter(({ state }) => state === "HELD")).toHaveLength(1);
  });
});
