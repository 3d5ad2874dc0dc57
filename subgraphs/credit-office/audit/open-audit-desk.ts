import type { Connection } from "mongoose";
import { registerCollection, type RegisterEntry } from "../../../kernel/register-entry.js";
import { openSealedSubjectReader, type RegisterSecrets } from "../../../kernel/register-keys.js";
import type { WorkingDays } from "../../../kernel/working-days.js";
import type { SubjectIndex } from "../subjects/subject-index.js";
import { createAuditDesk, type AuditDesk } from "./audit-desk.js";
import { auditMonth } from "./audit-month.js";
import type { AuditSettings } from "./audit-settings.js";
import { openCaseReader } from "./read-cases.js";
import { createSurnameReader } from "./subject-surnames.js";

/** How long one request waits for an audit, and how long a finished one is handed out, in milliseconds. */
const waitMs = 1000;
const keepMs = 60_000;

/** Audits over the register as the office may read it. */
export function openAuditDesk(parts: {
  readonly settings: AuditSettings;
  readonly workingDays: WorkingDays;
  /** May only read. */
  readonly register: Connection;
  readonly registerSecrets: RegisterSecrets;
  /** The gateways' control database, to read cases in; null where the city has no feed of cases, which reports say. */
  readonly control: Connection | null;
  readonly subjects: Pick<SubjectIndex, "find">;
  readonly keys: { readonly person: Buffer };
  readonly clock: () => Date;
}): AuditDesk {
  const { settings, workingDays, register, registerSecrets, control, subjects, keys, clock } = parts;
  const sources = {
    register: register.collection<RegisterEntry>(registerCollection),
    casesExist: control && openCaseReader(control),
    surnamesOf: createSurnameReader({
      openSealed: openSealedSubjectReader(register, registerSecrets),
      subjects,
      personKey: keys.person,
    }),
  };
  return createAuditDesk({
    make: (month, now) => auditMonth(month, now, { sources, settings, workingDays }),
    clock,
    waitMs,
    keepMs,
  });
}
