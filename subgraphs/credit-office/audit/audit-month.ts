import type { Collection } from "mongoose";
import type { RegisterEntry } from "../../../kernel/register-entry.js";
import type { WorkingDays } from "../../../kernel/working-days.js";
import type { AuditSummary } from "./audit-report.js";
import type { AuditSettings } from "./audit-settings.js";
import type { AuditSources } from "./audit-sources.js";
import { addLook, createAuditTally } from "./audit-tally.js";
import type { Month } from "./month.js";
import { readAuditedLooks } from "./read-audited-looks.js";
import { summarise } from "./summarise.js";
import { createWorkingTime } from "./working-time.js";

/** A month of the register as it was read at one moment. */
export interface MonthlyAudit extends AuditSummary {
  readonly generatedAt: Date;
  /** Which entries of each gateway's chain fall into the month: what the register must show when it is verified. */
  readonly chains: readonly ChainRange[];
}

export interface ChainRange {
  readonly chain: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly entries: number;
}

/** Reads a month of the register and sums it up; memory grows with callers and units, not with looks. */
export async function auditMonth(
  month: Month,
  now: Date,
  parts: {
    readonly sources: AuditSources;
    readonly settings: AuditSettings;
    readonly workingDays: WorkingDays;
  },
): Promise<MonthlyAudit> {
  const { sources, settings } = parts;
  const workingTime = createWorkingTime(settings.workingHours, parts.workingDays);
  const tally = createAuditTally(settings);
  const moment = { now, openMinutes: settings.openMinutes };
  for await (const looks of readAuditedLooks(month, moment, sources)) {
    for (const look of looks) addLook(tally, look, workingTime);
  }
  return { ...summarise(tally), generatedAt: now, chains: await readChains(month, sources.register) };
}

async function readChains({ from, to }: Month, register: Collection<RegisterEntry>): Promise<ChainRange[]> {
  const found = await register
    .aggregate<Omit<ChainRange, "chain"> & { readonly _id: string }>([
      { $match: { at: { $gte: from, $lt: to } } },
      {
        $group: {
          _id: "$chain",
          firstSeq: { $min: "$seq" },
          lastSeq: { $max: "$seq" },
          entries: { $sum: 1 },
        },
      },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  return found.map(({ _id, ...range }) => ({ chain: _id, ...range }));
}
