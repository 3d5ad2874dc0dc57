import { sameName } from "../../../kernel/names.js";
import type { FactRecord } from "../../../kernel/record.js";
import type { SubjectUnderCheck } from "./verdict.js";

/**
 * Whether a record about this very subject bears a name that is none of its registered ones, present or past. Unknown
 * names and records without a name disagree with nothing; a name alone never makes a match either.
 */
export function bearsOtherName(record: FactRecord, { subjectId, names }: SubjectUnderCheck): boolean {
  const { subjectName } = record;
  if (record.subjectId !== subjectId || names.length === 0 || subjectName.trim() === "") return false;
  return !names.includes(subjectName) && !names.some((name) => sameName(name, subjectName));
}
