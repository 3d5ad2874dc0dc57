import type { EmbeddedSystem } from "../../cli/embedded.js";
import { subjectIdOf } from "../../kernel/subject-id.js";
import { parseIdentifier } from "../../kernel/identifier.js";
import { departments, type DepartmentName } from "../../schema/departments.js";
import { caseRecord, departmentCases } from "../subgraphs/department-cases.js";
import { aRecord } from "../subgraphs/record-builder.js";

/** An organisation that every department has one record of each type about; registered nowhere else in the sample. */
export const fullFileUscc = "91320812MA9TEXT192";
/** A moment at which those records are known and most are in force. */
export const fullFileNow = new Date("2026-11-21T02:00:00Z");

/** Puts a record of every type on file, at every department. */
export async function fileEverything(system: EmbeddedSystem, personKey: Buffer): Promise<void> {
  const parsed = parseIdentifier(fullFileUscc, "2026-11-21");
  if (!parsed.ok) throw new Error("the identifier of the full file is not valid");
  const subjectId = subjectIdOf(parsed, personKey);
  for (const { name, records } of system.departments) {
    const { facts } = departmentCases[name as DepartmentName];
    await records.append(
      Object.entries(facts).map(([recordType, particulars]) =>
        aRecord({
          ...caseRecord,
          recordType,
          recordId: recordType,
          department: name,
          subjectId,
          facts: particulars,
        }),
      ),
    );
  }
}

/** What the whole file reads, department by department. */
export const fullFile: Readonly<Record<string, object>> = Object.fromEntries(
  departments.map(({ name }) => [name, departmentCases[name].file]),
);
