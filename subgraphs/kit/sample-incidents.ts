import type { Day, RecordEventKind, Severity } from "../../kernel/record.js";
import { addDays, addMonths } from "../../kernel/shanghai-day.js";
import type { SourceName } from "../../schema/departments.js";
import type { RandomSource } from "./sample-random.js";
import { yuanBetween, type Incident, type Recorder, type RecordDraft, type SampleSubject } from "./sample.js";

/** What a department makes up for an incident. */
interface Particulars extends Omit<RecordDraft, "recordType" | "decidedOn" | "steps"> {
  /** Particulars that change when the record is removed, by the day of the removal. */
  readonly whenRemoved?: (on: Day) => RecordDraft["facts"];
  /** Particulars that change when the duty is fulfilled. */
  readonly whenFulfilled?: RecordDraft["facts"];
}

/** Makes up the particulars of one record type. */
export type Describe = (incident: Incident & { readonly decidedOn: Day }) => Particulars;

/** How often a blemish comes by chance, and how it ends. */
export interface Blemish {
  readonly recordType: string;
  readonly probability: number;
  readonly kinds?: readonly SampleSubject["kind"][];
  readonly sector?: SampleSubject["sector"];
  readonly maxDaysAgo: number;
  /** Share of the records that have been ended since, and by what. */
  readonly ended?: readonly [share: number, event: RecordEventKind];
}

/** The incidents of a subject at one department: those it shall have and, for ordinary subjects, some by chance. */
export function incidentsAt(
  department: SourceName,
  subject: SampleSubject,
  random: RandomSource,
  blemishes: readonly Blemish[],
): Incident[] {
  const scripted = subject.incidents.filter((incident) => incident.department === department);
  if (!subject.ordinary) return scripted;
  const drawn = blemishes.flatMap((blemish) => {
    const {
      recordType,
      probability,
      kinds = organisations,
      sector = subject.sector,
      maxDaysAgo,
      ended,
    } = blemish;
    if (!kinds.includes(subject.kind) || sector !== subject.sector || !random.chance(probability)) return [];
    const decidedDaysAgo = random.int(
      minDaysAgo,
      Math.min(maxDaysAgo, subject.registeredDaysAgo - minDaysAgo),
    );
    const severity = recordType === "PENALTY" ? random.weighted(severityWeights) : undefined;
    const [share, event] = ended ?? [0, "REMOVED"];
    const steps = random.chance(share) ? [{ event, daysAgo: random.int(2, decidedDaysAgo - 10) }] : [];
    return [{ department, recordType, decidedDaysAgo, steps, ...(severity && { severity }) }];
  });
  return [...scripted, ...drawn];
}

/**
 * Writes incidents with the particulars that the department's table makes up; most subjects have none, and no table is
 * made for them. @throws Error for a type it lacks.
 */
export function writeIncidents(
  recorder: Recorder,
  incidents: readonly Incident[],
  createDescriptions: () => Readonly<Record<string, Describe>>,
): void {
  if (incidents.length === 0) return;
  const descriptions = createDescriptions();
  let previous: string | undefined;
  for (const incident of incidents) {
    const describe = descriptions[incident.recordType];
    if (!describe)
      throw new Error(`${incident.department} has no sample particulars of ${incident.recordType}`);
    const decidedOn = recorder.daysAgo(incident.decidedDaysAgo);
    const { whenRemoved, whenFulfilled, ...particulars } = describe({ ...incident, decidedOn });
    previous = recorder.write({
      ...particulars,
      recordType: incident.recordType,
      decidedOn,
      facts: { ...particulars.facts, ...incident.facts },
      ...(incident.subjectName && { subjectName: incident.subjectName }),
      ...(incident.supersedesPrevious && previous && { supersedes: previous }),
      steps: (incident.steps ?? []).map(({ event, daysAgo }) => {
        const on = recorder.daysAgo(daysAgo);
        const facts =
          event === "REMOVED" ? whenRemoved?.(on) : event === "DUTY_FULFILLED" ? whenFulfilled : undefined;
        return { on, event, ...(facts && { facts }) };
      }),
    });
  }
}

/** Particulars of a penalty, which four departments impose alike. 《行政处罚法》第四十八条 */
export function describePenalty(
  random: RandomSource,
  office: {
    readonly authority: string;
    readonly mark: string;
    readonly kinds: readonly string[];
    readonly basis: string;
  },
): Describe {
  return ({ decidedOn, severity = "GENERAL" }) => {
    const [min, max] = amounts[severity];
    return {
      facts: {
        kind: random.pick(office.kinds),
        amount: yuanBetween(random, min, max),
        simpleProcedure: severity === "MINOR",
      },
      severity,
      documentNo: `${office.mark}〔${decidedOn.slice(0, 4)}〕${random.int(1, 999)}号`,
      decidingAuthority: office.authority,
      legalBasis: [office.basis, "《行政处罚法》第四十八条"],
      ...publicity(decidedOn, severity),
    };
  };
}

const organisations: readonly SampleSubject["kind"][] = ["ENTERPRISE", "SELF_EMPLOYED", "ORGANISATION"];
/** Nothing is decided about a subject in its first and in its latest days. */
const minDaysAgo = 20;

const severityWeights = [
  ["MINOR", 60],
  ["GENERAL", 35],
  ["SERIOUS", 5],
] as const satisfies readonly (readonly [Severity, number])[];

/** Yuan. */
const amounts = { MINOR: [200, 3_000], GENERAL: [5_000, 200_000], SERIOUS: [300_000, 1_500_000] } as const;

/** As the deciding authority states it: minor ones are not published in principle, the others no longer than so. */
function publicity(decidedOn: Day, severity: Severity) {
  if (severity === "MINOR") return { openness: "SHARED" } as const;
  const [minMonths, maxMonths] = severity === "GENERAL" ? [3, 12] : [12, 36];
  return {
    openness: "PUBLIC",
    publishFrom: addDays(decidedOn, 7),
    minPublishUntil: addMonths(decidedOn, minMonths),
    maxPublishUntil: addMonths(decidedOn, maxMonths),
  } as const;
}
