import { registerEnumType } from "type-graphql";
import { sources, type SourceCode } from "./departments.js";
import { severities, type Severity } from "../kernel/record.js";

const severityZh: Record<Severity, string> = { MINOR: "轻微", GENERAL: "一般", SERIOUS: "严重" };

/** 失信严重程度; declared by every subgraph that shows it, composition merges them. */
export const SeverityEnum = registerAs(severities, {
  name: "Severity",
  description: "失信严重程度：轻微、一般、严重。Severity of a record.",
  zhOf: (value) => severityZh[value],
});

/** The sources of a check, generated from departments.ts. */
export const DepartmentEnum = registerAs(
  sources.map(({ code }) => code),
  {
    name: "Department",
    description: "部门：核查的信息来源。A source of credit data.",
    zhOf: (code: SourceCode) => sources.find((source) => source.code === code)?.zh ?? code,
  },
);

/** Registers a list of names as a GraphQL enum whose values are described in Chinese. */
export function registerAs<Name extends string>(
  names: readonly Name[],
  { name, description, zhOf }: { name: string; description: string; zhOf: (value: Name) => string },
): Record<Name, Name> {
  const values = Object.fromEntries(names.map((each) => [each, each])) as Record<Name, Name>;
  const valuesConfig = Object.fromEntries(names.map((each) => [each, { description: zhOf(each) }]));
  registerEnumType(values, { name, description, valuesConfig: valuesConfig as never });
  return values;
}
