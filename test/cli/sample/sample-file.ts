import type { z } from "zod";
import { generateSubject, fixedSubjects } from "../../../cli/sample/generate-subjects.js";
import { sampleRecords, seededSources } from "../../../cli/sample/sample-records.js";
import type { CreditRecord, RecordInView } from "../../../kernel/record.js";
import type { SourceName } from "../../../schema/departments.js";
import { recordTypes as courtsTypes } from "../../../subgraphs/courts/record.js";
import { terms as courtsTerms } from "../../../subgraphs/courts/rules.js";
import { recordTypes as officeTypes } from "../../../subgraphs/credit-office/record.js";
import { terms as officeTerms } from "../../../subgraphs/credit-office/rules.js";
import { recordTypes as ecologyTypes } from "../../../subgraphs/ecology/record.js";
import { terms as ecologyTerms } from "../../../subgraphs/ecology/rules.js";
import { recordTypes as hrssTypes } from "../../../subgraphs/hrss/record.js";
import { terms as hrssTerms } from "../../../subgraphs/hrss/rules.js";
import { recordsInView } from "../../../subgraphs/kit/records-in-view.js";
import type { SampleSubject } from "../../../subgraphs/kit/sample.js";
import { severityTerms, type TermRow } from "../../../subgraphs/kit/terms.js";
import { recordTypes as marketTypes } from "../../../subgraphs/market/record.js";
import { terms as marketTerms } from "../../../subgraphs/market/rules.js";
import { recordTypes as taxTypes } from "../../../subgraphs/tax/record.js";
import { terms as taxTerms } from "../../../subgraphs/tax/rules.js";

export const personKey = Buffer.alloc(32, 7);
export const options = { seed: 1, personKey };
/** Noon in Shanghai. */
export const anchor = new Date("2026-11-21T04:00:00Z");
export const anchorDay = "2026-11-21";

export const recordTypes: Readonly<Record<SourceName, Readonly<Record<string, z.ZodType>>>> = {
  tax: taxTypes,
  market: marketTypes,
  hrss: hrssTypes,
  ecology: ecologyTypes,
  courts: courtsTypes,
  "credit-office": officeTypes,
};

const terms: Readonly<Record<SourceName, readonly TermRow[]>> = {
  tax: taxTerms,
  market: marketTerms,
  hrss: hrssTerms,
  ecology: ecologyTerms,
  courts: courtsTerms,
  "credit-office": officeTerms,
};

/** The subject at a position of a sample, fixed or generated. */
export function subjectAt(index: number): SampleSubject {
  return fixedSubjects(personKey)[index] ?? generateSubject(index, options);
}

/** All versions of all records of a subject. */
export function versionsOf(subject: SampleSubject, day = anchorDay): CreditRecord[] {
  return seededSources.flatMap((source) => sampleRecords(source, subject, day));
}

/** What all sources have on file about a subject as of an instant. */
export function fileOf(subject: SampleSubject, asOf: Date, loadedOn = anchorDay): RecordInView[] {
  return seededSources.flatMap((source) =>
    recordsInView(sampleRecords(source, subject, loadedOn), asOf, [...terms[source], ...severityTerms]),
  );
}

/** "CT_DISHONEST IN_FORCE" for each record of a file. */
export function statusesOf(file: readonly RecordInView[], ...types: readonly string[]): string[] {
  return file
    .filter(({ recordType }) => types.includes(recordType))
    .map(({ recordType, status }) => `${recordType} ${status}`);
}

export const seriousTypes = [
  "CT_DISHONEST",
  "TAX_SERIOUS",
  "MSA_SERIOUS",
  "HR_WAGE_LIST",
  "PROCUREMENT_LIST",
];

/** Whether a record would be more than background: anything that some rule of some matter speaks of as negative. */
export function isBlemish({ recordType, facts, status }: RecordInView): boolean {
  if (status !== "IN_FORCE" && status !== "ANNOTATED") return false;
  const byType: Readonly<Record<string, boolean>> = {
    TAX_CREDIT: facts["grade"] === "D",
    HR_GRADE: facts["grade"] === "C",
    HR_SOCIAL: facts["status"] === "ARREARS",
    ENV_GRADE: facts["colour"] === "RED" || facts["colour"] === "BLACK",
    MSA_REGISTRATION: facts["status"] === "吊销" || facts["status"] === "注销",
  };
  const harmless = ["MSA_HONOUR", "ENV_PERMIT", "HONOUR", "COMMITMENT", "CREDIT_EVALUATION"];
  return byType[recordType] ?? !harmless.includes(recordType);
}
