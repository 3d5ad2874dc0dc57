import { mongo, type Connection } from "mongoose";
import { inTime } from "../../kernel/in-time.js";

/** Who may write a chain, and until when; in the gateways' own database. */
interface LeaseDocument {
  readonly _id: string;
  readonly holder: string;
  readonly epoch: number;
  readonly until: Date;
  /** Below this sequence every intent of the chain has its outcome, or its mark that it has none. */
  readonly floor?: number;
}

/**
 * The right to write one chain, for a few seconds at a time. It keeps two gateways apart in peace; what keeps them apart
 * in any case is the register's unique index over chain and sequence.
 */
export interface Lease {
  /** Whether the lease lasts at this moment, by this process's own clock; never longer than the database thinks. */
  isHeld(): boolean;
  /**
   * Takes the lease when it is free, prolongs it when it is ours, or learns that it is another's.
   * @param floor kept for the next holder; see `floor` of the answer. @throws Error when the database cannot be reached
   */
  take(floor?: number): Promise<LeaseAnswer>;
  /** Ends the lease, if it is ours, so that the next holder need not wait. */
  release(): Promise<void>;
}

export type LeaseAnswer =
  | {
      readonly state: "HELD";
      /** Has grown when the lease was taken anew, and is as it was when it was only prolonged. */
      readonly epoch: number;
      /** Where to begin looking for intents without outcome. */
      readonly floor: number;
    }
  | { readonly state: "TAKEN" };

export const leaseCollection = "register_leases";

/** @param stopwatch milliseconds that only go forward */
export function openLease(parts: {
  readonly control: Connection;
  readonly chain: string;
  /** This process; never used again by another. */
  readonly holder: string;
  readonly leaseMs: number;
  readonly stopwatch: () => number;
}): Lease {
  const { control, chain, holder, leaseMs, stopwatch } = parts;
  const leases = control.collection<LeaseDocument>(leaseCollection);
  let heldUntil = -Infinity;
  return {
    isHeld: () => stopwatch() < heldUntil,
    async take(floor) {
      const askedAt = stopwatch();
      const found = await inTime(
        retakeOnRace(() =>
          leases.findOneAndUpdate({ _id: chain }, takeOver(holder, leaseMs, floor), {
            upsert: true,
            returnDocument: "after",
            writeConcern: { w: "majority", wtimeoutMS: leaseMs },
          }),
        ),
        leaseMs,
      );
      if (found?.holder !== holder) {
        heldUntil = -Infinity;
        return { state: "TAKEN" };
      }
      // Counted from before the question: this process never believes in its lease for longer than the database does.
      heldUntil = askedAt + leaseMs;
      return { state: "HELD", epoch: found.epoch, floor: found.floor ?? 1 };
    },
    async release() {
      heldUntil = -Infinity;
      const free = { until: new Date(0), holder: "" };
      await inTime(leases.updateOne({ _id: chain, holder }, { $set: free }), leaseMs);
    },
  };
}

/** Prolongs our lease, takes one that has run out (one epoch more), and leaves another's alone; by the database's clock. */
function takeOver(holder: string, leaseMs: number, floor: number | undefined): object[] {
  const isOurs = { $eq: ["$holder", { $literal: holder }] };
  const isFree = { $lte: [{ $ifNull: ["$until", new Date(0)] }, "$$NOW"] };
  const until = { $add: ["$$NOW", leaseMs] };
  const epoch = { $ifNull: ["$epoch", 0] };
  return [
    {
      $replaceWith: {
        $switch: {
          branches: [
            {
              case: isOurs,
              then: { $mergeObjects: ["$$ROOT", { until, ...(floor === undefined ? {} : { floor }) }] },
            },
            {
              case: isFree,
              then: {
                $mergeObjects: [
                  "$$ROOT",
                  { holder: { $literal: holder }, until, epoch: { $add: [epoch, 1] } },
                ],
              },
            },
          ],
          default: "$$ROOT",
        },
      },
    },
  ];
}

/** Two processes that make the first lease of a chain at once: one of them gets a duplicate key, and asks again. */
async function retakeOnRace<Value>(take: () => Promise<Value>): Promise<Value> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError) || error.code !== 11000) throw error;
    return await take();
  }
}
