import type { Connection } from "mongoose";
import { RateLimiterMongo, RateLimiterRes } from "rate-limiter-flexible";
import { inTime } from "../../kernel/in-time.js";
import { GatewayError } from "../errors.js";

/** Counts in one place for all gateways. */
export interface SharedCounter {
  /** Adds to the counter of a key and tells its value after it. @throws REGISTER_UNAVAILABLE */
  add(key: string, points: number): Promise<number>;
}

/**
 * A counter on MongoDB, atomic for all gateways; keys are forgotten by themselves some time after their minute.
 * @throws Error when its indexes cannot be made: without the unique one two gateways could count apart
 */
export async function openCounter(control: Connection, patienceMs = 2000): Promise<SharedCounter> {
  const limiter = new RateLimiterMongo({
    storeClient: control.getClient(),
    dbName: control.name,
    tableName: "rate_limits",
    keyPrefix: "",
    points: Number.MAX_SAFE_INTEGER,
    duration: keptSeconds,
    disableIndexesCreation: true,
  });
  await limiter.createIndexes();
  return {
    async add(key, points) {
      try {
        return (await inTime(limiter.consume(key, points), patienceMs)).consumedPoints;
      } catch (cause) {
        throw new GatewayError("REGISTER_UNAVAILABLE", {
          cause: cause instanceof RateLimiterRes ? new Error("the counter overflowed") : cause,
        });
      }
    },
  };
}

/** A key's minute is over long before, also by a clock that is slow. */
const keptSeconds = 300;
