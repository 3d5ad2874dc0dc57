import { z } from "zod";
import { readBySchema, type Fault } from "../../kernel/read-by-schema.js";
import type { Day } from "../../kernel/record.js";
import type { SourceName } from "../../schema/departments.js";
import type { Catalogue } from "../../subgraphs/credit-office/catalogue/catalogue.js";
import { recordTypes as catalogueTypes } from "../../subgraphs/credit-office/catalogue/record-types.js";
import { recordTypes as officeTypes } from "../../subgraphs/credit-office/record.js";
import { allDepartments } from "../../subgraphs/registry.js";
import { neutralFacts } from "./neutral-facts.js";

type Facts = Readonly<Record<string, unknown>>;

/** Particulars as given and filled in, and what is wrong with them. */
export interface CompletedFacts {
  readonly facts: Facts;
  readonly filled: readonly string[];
  readonly faults: readonly Fault[];
}

/**
 * Fills in the particulars that are not given and checks all by the department's own schema. What the catalogue's
 * conditions look at is never filled in: a measure must not rest on a guess.
 */
export function completeFacts(parts: {
  readonly source: SourceName;
  readonly recordType: string;
  readonly given: Facts;
  readonly decidedOn: Day;
  readonly catalogue: Catalogue;
}): CompletedFacts {
  const { source, recordType, given } = parts;
  const conditioned = conditionedFields(parts.catalogue, recordType);
  const absent = Object.entries(neutralFacts(recordType, parts.decidedOn, given)).filter(
    ([field]) => !(field in given),
  );
  const asked = absent.map(([field]) => field).filter((field) => conditioned.has(field));
  const filled = absent.filter(([field]) => !conditioned.has(field));
  const facts = { ...given, ...Object.fromEntries(filled) };
  return {
    facts,
    filled: filled.map(([field, value]) => `${field}=${JSON.stringify(value)}`),
    faults: [
      ...asked.map((field) => ({ field: `facts.${field}`, message: askFor(recordType, field) })),
      ...checkFacts(schemaOf(source, recordType), facts, asked),
    ],
  };
}

/** The schema of a source for records of a type; undefined when it holds none. */
export function schemaOf(source: SourceName, recordType: string): z.ZodType | undefined {
  const types: Readonly<Record<string, z.ZodType>> =
    source === "credit-office"
      ? officeTypes
      : (allDepartments.find(({ name }) => name === source)?.recordTypes ?? {});
  return types[recordType];
}

function conditionedFields(catalogue: Catalogue, recordType: string): ReadonlySet<string> {
  const rows = [...catalogue.rows, ...catalogue.suspensions].filter((row) =>
    row.recordTypes.includes(recordType),
  );
  return new Set(rows.flatMap(({ when }) => when.flatMap((each) => ("field" in each ? [each.field] : []))));
}

function askFor(recordType: string, field: string): string {
  const kind = catalogueTypes.get(recordType)?.fields[field];
  const choice = typeof kind === "object" ? `（${kind.join("、")} 之一）` : "";
  return `措施行据此判断，请填写${choice}`;
}

/** Faults by field; of fields that are asked for anyway no second one. */
function checkFacts(schema: z.ZodType | undefined, facts: Facts, asked: readonly string[]): Fault[] {
  if (!schema) return [];
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : Object.keys(facts);
  const unknown = Object.keys(facts).filter((field) => !known.includes(field));
  const read = readBySchema(schema, facts);
  const faults = read.ok ? [] : read.faults.filter(({ field }) => !asked.includes(field));
  return [
    ...unknown.map((field) => ({
      field: `facts.${field}`,
      message: `没有这个字段，可用的：${known.join("、")}`,
    })),
    ...faults.map(({ field, message }) => ({
      field: field === "" ? "facts" : `facts.${field}`,
      message,
    })),
  ];
}
