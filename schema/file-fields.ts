import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Kind, parse, type DocumentNode, type TypeNode } from "graphql";
import { departments, type DepartmentName } from "./departments.js";
import { purposePolicy, readFieldRules, type FieldRule } from "./field-rules.js";

/** One field of a subject's file, which leaves only for a matter that needs it. */
export interface FileField {
  readonly department: DepartmentName;
  /** The object type that it leads to; null for a value. */
  readonly leadsTo: string | null;
  readonly rule: FieldRule;
}

/** The fields of subjects' files by coordinate, `Subject.tax` and what lies below it. */
export type FileFields = ReadonlyMap<string, FileField>;

/** The files' fields as the committed supergraph declares them. @throws Error when it cannot be read */
export function readCommittedFileFields(): FileFields {
  return readFileFields(parse(readFileSync(committedSupergraph, "utf8")));
}

/** The files' fields that a supergraph declares: those that carry the policy `purpose`, and whose department they are. */
export function readFileFields(supergraph: DocumentNode): FileFields {
  const rules = readFieldRules(supergraph);
  const types = fieldTypesOf(supergraph);
  const found = new Map<string, FileField>();
  const follow = (type: string, field: string, department: DepartmentName): void => {
    const coordinate = `${type}.${field}`;
    const rule = rules.get(coordinate);
    if (found.has(coordinate) || !rule?.policies.some((all) => all.includes(purposePolicy))) return;
    const target = types.get(type)?.get(field) ?? "";
    const below = types.get(target);
    found.set(coordinate, { department, leadsTo: below ? target : null, rule });
    for (const each of below?.keys() ?? []) follow(target, each, department);
  };
  for (const { name } of departments) follow("Subject", name, name);
  return found;
}

const committedSupergraph = fileURLToPath(new URL("generated/supergraph.graphql", import.meta.url));

/** Of every object type its fields, with the name of the type that each leads to. */
function fieldTypesOf(document: DocumentNode): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    document.definitions
      .filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
      .map((node) => [
        node.name.value,
        new Map((node.fields ?? []).map((field) => [field.name.value, namedTypeOf(field.type)])),
      ]),
  );
}

function namedTypeOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type);
}
