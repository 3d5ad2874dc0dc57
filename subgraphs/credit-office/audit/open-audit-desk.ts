import type { Connection } from "mongoose";
import { registerCollection, type RegisterEntry } from "../../../kernel/register-entry.js";
import type { SubjectIndex } from "../subjects/subject-index.js";
import { createAuditDesk, type AuditDesk } from "./audit-desk.js";
import { auditMonth } from "./audit-month.js";
import type { AuditSettings } from "./audit-settings.js";
import type { CasesExist } from "./audit-sources.js";
import { createSurnameReader, type OpenSealed } from "./subject-surnames.js";
import { mondayToFriday } from "./working-time.js";

/** What audits need beside the register and the subject index. */
export interface AuditParts {
  readonly settings: AuditSettings;
  /** Null where the city has no feed of cases; reports say so. */
  readonly casesExist: CasesExist | null;
  /** Null where the office may not open natural persons' numbers in the register; reports say so. */
  readonly openSealed: OpenSealed | null;
}

/** How long one request waits for an audit, and how long a finished one is handed out, in milliseconds. */
const waitMs = 1000;
const keepMs = 60_000;

/** Audits over the register as the office may read it. */
export function openAuditDesk(
  parts: AuditParts & {
    readonly register: Connection;
    readonly subjects: Pick<SubjectIndex, "find">;
    readonly keys: { readonly person: Buffer };
    readonly clock: () => Date;
  },
): AuditDesk {
  const { settings, casesExist, openSealed, subjects, keys, clock } = parts;
  const sources = {
    register: parts.register.collection<RegisterEntry>(registerCollection),
    casesExist,
    surnamesOf: openSealed && createSurnameReader({ openSealed, subjects, personKey: keys.person }),
  };
  return createAuditDesk({
    make: (month, now) => auditMonth(month, now, { sources, settings, isWorkingDay: mondayToFriday }),
    clock,
    waitMs,
    keepMs,
  });
}
