import { loadCalendar } from "../../kernel/calendar/load-calendar.js";
import { registerSubjectOf } from "../../kernel/register-entry.js";
import { createWorkingDays } from "../../kernel/working-days.js";
import {
  parseAuditSettings,
  type AuditSettings,
} from "../../subgraphs/credit-office/audit/audit-settings.js";
import type { AuditFinding, AuditSummary } from "../../subgraphs/credit-office/audit/audit-report.js";
import {
  addLook,
  createAuditTally,
  type AuditTally,
} from "../../subgraphs/credit-office/audit/audit-tally.js";
import type { AuditedLook } from "../../subgraphs/credit-office/audit/audited-look.js";
import type { FlagKind } from "../../subgraphs/credit-office/audit/flag-kinds.js";
import { summarise } from "../../subgraphs/credit-office/audit/summarise.js";
import { createWorkingTime } from "../../subgraphs/credit-office/audit/working-time.js";
import { registerKey } from "./register-builders.js";

/** How the register names a subject of a test. */
export function subjectNamed(name: string): string {
  return registerSubjectOf(name, registerKey);
}

const workingDays = createWorkingDays(loadCalendar());
let receipts = 0;
const ordinarySubject = subjectNamed("甲");

/** An answered look of a clerk on a working day; a test names only what matters. */
export function anAuditedLook(parts: Partial<AuditedLook> = {}): AuditedLook {
  receipts += 1;
  return {
    receipt: `FC20261120-${String(receipts).padStart(20, "0")}`,
    at: new Date("2026-11-20T10:00:00+08:00"),
    unit: "示例市政务服务中心",
    account: "clerk-01",
    roles: ["clerk"],
    matter: "SUBSIDY",
    subjects: [ordinarySubject],
    ending: "ANSWERED",
    refusal: null,
    case: "ON_FILE",
    isSameSurname: false,
    ...parts,
  };
}

export function tallyOf(
  looks: Iterable<AuditedLook>,
  settings: AuditSettings = parseAuditSettings({}),
): AuditTally {
  const tally = createAuditTally(settings);
  const workingTime = createWorkingTime(settings.workingHours, workingDays);
  for (const look of looks) addLook(tally, look, workingTime);
  return tally;
}

export function summaryOf(looks: Iterable<AuditedLook>, settings?: AuditSettings): AuditSummary {
  return summarise(tallyOf(looks, settings));
}

export function findingOf(kind: FlagKind, { findings }: Pick<AuditSummary, "findings">): AuditFinding {
  const found = findings.find((finding) => finding.kind === kind);
  if (!found) throw new Error(`no finding ${kind}`);
  return found;
}
