import type { CreditRecord, Day } from "../../kernel/record.js";
import { creditOffice, departments, type SourceName } from "../../schema/departments.js";
import { seedRecords as seedCourts } from "../../subgraphs/courts/seed.js";
import { seedRecords as seedCreditOffice } from "../../subgraphs/credit-office/seed.js";
import { seedRecords as seedEcology } from "../../subgraphs/ecology/seed.js";
import { seedRecords as seedHrss } from "../../subgraphs/hrss/seed.js";
import { randomFrom } from "../../subgraphs/kit/sample-random.js";
import type { SampleSubject, SeedRecords } from "../../subgraphs/kit/sample.js";
import { seedRecords as seedMarket } from "../../subgraphs/market/seed.js";
import { seedRecords as seedTax } from "../../subgraphs/tax/seed.js";

/** All sources of sample records, in the order in which they are shown. */
export const seededSources: readonly SourceName[] = [
  ...departments.map(({ name }) => name),
  creditOffice.name,
];

/** What one source has on file about a sample subject: all versions, the same for the same arguments. */
export function sampleRecords(source: SourceName, subject: SampleSubject, anchorDay: Day): CreditRecord[] {
  return seeds[source](subject, randomFrom(subject.reference, source), anchorDay);
}

const seeds: Readonly<Record<SourceName, SeedRecords>> = {
  tax: seedTax,
  market: seedMarket,
  hrss: seedHrss,
  ecology: seedEcology,
  courts: seedCourts,
  "credit-office": seedCreditOffice,
};
