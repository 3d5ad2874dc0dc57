import type { mongo } from "mongoose";
import type { RegisterEntry } from "../../kernel/register-entry.js";

/**
 * Intents of a chain, from a sequence on, whose outcome, refusal or mark does not follow, but for those under way.
 * Holds no more in memory than there are intents open at a time.
 */
export async function findUnfinished(
  entries: Pick<mongo.Collection<RegisterEntry>, "find">,
  chain: string,
  from: number,
  isUnderWay: (receipt: string) => boolean,
): Promise<RegisterEntry[]> {
  const open = new Map<string, RegisterEntry>();
  const found = entries
    .find({ chain, seq: { $gte: from }, kind: { $nin: ["OPENED", "ERASED"] } })
    .sort({ seq: 1 });
  for await (const entry of found) {
    if (entry.kind === "INTENT") open.set(entry.receipt, entry);
    else open.delete(entry.receipt);
  }
  return [...open.values()].filter(({ receipt }) => !isUnderWay(receipt));
}
