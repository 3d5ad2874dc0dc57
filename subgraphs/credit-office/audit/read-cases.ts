import type { Connection } from "mongoose";
import {
  caseFeedsCollection,
  caseIdOf,
  casesCollection,
  feedIdOf,
  type StoredCase,
  type StoredCaseFeed,
} from "../../../kernel/case-documents.js";
import type { CasesExist, NamedCase } from "./audit-sources.js";

/** Looks cases up in the gateways' control database. @param control may only read cases and their feeds */
export function openCaseReader(control: Connection): CasesExist {
  const cases = control.collection<StoredCase>(casesCollection);
  const feeds = control.collection<StoredCaseFeed>(caseFeedsCollection);
  return async (named) => {
    const [fed, known] = await Promise.all([
      idsAmong(feeds, named.map(feedOf)),
      idsAmong(cases, named.map(caseOf)),
    ]);
    return named.map((each) => (fed.has(feedOf(each)) ? known.has(caseOf(each)) : null));
  };
}

async function idsAmong(
  collection: { find(filter: object, options: object): { toArray(): Promise<{ readonly _id: string }[]> } },
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await collection
    .find({ _id: { $in: [...new Set(ids)] } }, { projection: { _id: 1 } })
    .toArray();
  return new Set(found.map(({ _id }) => _id));
}

function caseOf({ unit, matter, caseNumber }: NamedCase): string {
  return caseIdOf(unit, matter, caseNumber.trim());
}

function feedOf({ unit, matter }: NamedCase): string {
  return feedIdOf(unit, matter);
}
