import { Directive } from "type-graphql";
import type { DepartmentName } from "../../schema/departments.js";
import { purposePolicy, type AnyOfAll, type MaskRule } from "../../schema/field-rules.js";

/** The rule of one field as its department declares it: who may see it, beside what the matter needs. */
export interface DeclaredRule {
  readonly scopes: AnyOfAll;
  readonly mask?: MaskRule;
}

/** What everybody may see who may read the department's files. */
export function readable(department: DepartmentName): DeclaredRule {
  return { scopes: [[`${department}:read`]] };
}

/** An amount of an AUTHORISED record: not without a scope of its own, and never masked. */
export function authorisedAmount(department: DepartmentName): DeclaredRule {
  return { scopes: [[`${department}:read`, `${department}:amounts`]] };
}

/** The name of a natural person: masked (张*) to whoever may read the files only. */
export function personalName(department: DepartmentName): DeclaredRule {
  const clear = [[`${department}:personal`]];
  return {
    scopes: clear,
    mask: { as: "NAME", clear, masked: [[`${department}:read`]], of: "EVERY_SUBJECT" },
  };
}

/** Writes a rule beside a department's field, as directives that any federation router understands. */
export function RuledBy({ scopes, mask }: DeclaredRule): PropertyDecorator {
  const directives = [
    "@authenticated",
    `@requiresScopes(scopes: ${JSON.stringify(scopes)})`,
    `@policy(policies: [["${purposePolicy}"]])`,
    ...(mask ? [maskedBy(mask)] : []),
  ];
  return writeAll(directives);
}

/** Writes a masking rule beside a field that has no other rule than that somebody asks. */
export function MaskedBy(mask: MaskRule): PropertyDecorator {
  return writeAll(["@authenticated", maskedBy(mask)]);
}

function writeAll(directives: readonly string[]): PropertyDecorator {
  return (prototype, key) => {
    // type-graphql prints what was declared last first.
    for (const each of [...directives].reverse()) Directive(each)(prototype, key as string);
  };
}

function maskedBy({ as, clear, masked, of }: MaskRule): string {
  const subjects = of === "EVERY_SUBJECT" ? "" : `, of: "${of}"`;
  return `@masked(as: "${as}", clear: ${JSON.stringify(clear)}, masked: ${JSON.stringify(masked)}${subjects})`;
}
