import type { Connection } from "mongoose";
import type { CryptoSuite } from "../../../kernel/crypto-suite.js";
import { registerCollection, type RegisterEntry } from "../../../kernel/register-entry.js";
import { registerKeyCollection, type RegisterKeyDocument } from "../../../kernel/register-keys.js";
import { addYears, shanghaiDayOf, startOfDay } from "../../../kernel/shanghai-day.js";
import { destroyKey } from "./destroy-key.js";

/** How long looks are kept, in years: at least 5; procurement files 15 (《政府采购法》第四十二条 for the files). */
export const retentionYears = { usual: 5, procurement: 15 } as const;
const procurementMatters = ["PROCUREMENT_BID", "TENDER_BID"] as const;

export interface Expired {
  /** Natural persons who have a key. */
  readonly persons: number;
  /** Of them, those all of whose looks are older than they have to be kept. */
  readonly expired: number;
}

/** Destroys the keys of natural persons all of whose looks have outlived their time; with `isDryRun` it only counts them. */
export async function expireSubjects(
  register: Connection,
  options: { readonly now: Date; readonly suite: CryptoSuite; readonly isDryRun: boolean },
): Promise<Expired> {
  const { now, suite, isDryRun } = options;
  const keys = register.collection<RegisterKeyDocument>(registerKeyCollection);
  const entries = register.collection<RegisterEntry>(registerCollection);
  const yearsAgo = (years: number): Date => startOfDay(addYears(shanghaiDayOf(now), -years));
  const [usual, procurement] = [yearsAgo(retentionYears.usual), yearsAgo(retentionYears.procurement)];
  let [persons, expired] = [0, 0];
  for await (const document of keys.find({})) {
    persons += 1;
    if (document.createdAt >= usual) continue;
    const kept = await entries.findOne({
      subjects: document.subject,
      $or: [{ at: { $gte: usual } }, { at: { $gte: procurement }, matter: { $in: [...procurementMatters] } }],
    });
    if (kept) continue;
    expired += 1;
    if (!isDryRun) await destroyKey(register, document, { basis: "保存期限届满", at: now, suite });
  }
  return { persons, expired };
}
