import { displayIdentifier, type ParsedIdentifier } from "../../../kernel/identifier.js";
import { maskName } from "../../../kernel/mask.js";
import { subjectIdOf } from "../../../kernel/subject-id.js";
import type { CheckedSubject } from "../check/check-record.js";
import type { OfficeStore } from "../office-context.js";

/**
 * Who stands behind a well-formed identifier, as the index knows it; one that it does not know keeps its own id and has
 * no name. A natural person's number and name come masked.
 */
export async function identify(
  parsed: Extract<ParsedIdentifier, { readonly ok: true }>,
  { subjects, keys }: Pick<OfficeStore, "subjects" | "keys">,
): Promise<CheckedSubject> {
  const subjectId = subjectIdOf(parsed, keys.person);
  const known = await subjects.find(subjectId);
  const name = known?.names[0] ?? null;
  return {
    subjectId: known?.subjectId ?? subjectId,
    kind: parsed.kind,
    registered: known !== undefined,
    names: known?.names ?? [],
    identifier: displayIdentifier(known?.identifier ?? parsed.value),
    name: name !== null && parsed.kind === "PERSON" ? maskName(name) : name,
  };
}
