import { suiteOf } from "../../../kernel/crypto-suite.js";
import { contentDigestOf, linkHash, type RegisterEntry } from "../../../kernel/register-entry.js";

/**
 * Where entries that do not fit their places would fit: sequence where it stands → sequence where it stood. An entry
 * carries its hashes along when it is moved as a whole; when only contents were exchanged, it fits the other's hashes.
 * @param vacant sequences where nothing stands
 */
export function findMoved(
  misfits: readonly RegisterEntry[],
  vacant: readonly number[],
): ReadonlyMap<number, number> {
  const moved = new Map<number, number>();
  for (const misfit of misfits) {
    const elsewhere = [
      ...vacant.map((seq) => ({ seq, previousHash: misfit.previousHash, hash: misfit.hash })),
      ...misfits.flatMap(({ seq, previousHash, hash }) => [
        { seq, previousHash: misfit.previousHash, hash: misfit.hash },
        { seq, previousHash, hash },
      ]),
    ];
    const place = elsewhere.find((each) => each.seq !== misfit.seq && fits({ ...misfit, ...each }));
    if (place) moved.set(misfit.seq, place.seq);
  }
  return moved;
}

/** Whether an entry's hash follows from what it says and from the hash before it. */
export function fits(entry: RegisterEntry): boolean {
  try {
    return linkHash(entry.previousHash, contentDigestOf(entry), suiteOf(entry.suite)) === entry.hash;
  } catch {
    return false; // it holds something that no entry holds
  }
}
