import { displayIdentifier, type ParsedIdentifier } from "../../../kernel/identifier.js";
import { maskName } from "../../../kernel/mask.js";
import { subjectIdOf } from "../../../kernel/subject-id.js";
import type { CheckedSubject } from "../check/check-record.js";
import type { OfficeStore } from "../office-context.js";

/**
 * Who stands behind a well-formed identifier, as the index knows it; one that it does not know keeps its own id and has
 * no name. A natural person's number and name come masked, but for the coordinates that may be shown in clear.
 */
export async function identify(
  parsed: Extract<ParsedIdentifier, { readonly ok: true }>,
  { subjects, keys }: Pick<OfficeStore, "subjects" | "keys">,
  clear: ReadonlySet<string> = new Set(),
): Promise<CheckedSubject> {
  const subjectId = subjectIdOf(parsed, keys.person);
  const known = await subjects.find(subjectId);
  const name = known?.names[0] ?? null;
  const identifier = known?.identifier ?? parsed.value;
  const isPerson = parsed.kind === "PERSON";
  return {
    subjectId: known?.subjectId ?? subjectId,
    kind: parsed.kind,
    registered: known !== undefined,
    names: known?.names ?? [],
    identifier: isPerson && clear.has("Subject.identifier") ? identifier : displayIdentifier(identifier),
    name: name !== null && isPerson && !clear.has("Subject.name") ? maskName(name) : name,
  };
}
