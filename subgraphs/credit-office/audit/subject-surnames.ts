import { LRUCache } from "lru-cache";
import type { OpenSealedSubjects } from "../../../kernel/register-keys.js";
import { subjectIdOf } from "../../../kernel/subject-id.js";
import type { SubjectIndex } from "../subjects/subject-index.js";
import type { SurnamesOf } from "./audit-sources.js";

/** For so long a destroyed key may still tell a surname, in milliseconds. */
const keptForMs = 60_000;

/** Finds surnames through the subject index. They are compared and forgotten: no report names them. */
export function createSurnameReader(parts: {
  readonly openSealed: OpenSealedSubjects;
  readonly subjects: Pick<SubjectIndex, "find">;
  /** HMAC key of natural persons' numbers. */
  readonly personKey: Buffer;
}): SurnamesOf {
  const kept = new LRUCache<string, { readonly surname: string | null }>({ max: 10_000, ttl: keptForMs });

  async function surnameOf(identifier: string | null): Promise<string | null> {
    if (identifier === null) return null;
    const subjectId = subjectIdOf({ kind: "PERSON", value: identifier }, parts.personKey);
    const known = await parts.subjects.find(subjectId);
    return Array.from(known?.names[0] ?? "")[0] ?? null;
  }

  return async (subjects) => {
    const found = subjects.map(({ reference }) => kept.get(reference));
    const unknown = subjects.filter((_, index) => found[index] === undefined);
    const opened = unknown.length > 0 ? await parts.openSealed(unknown) : [];
    const read = await Promise.all(opened.map(surnameOf));
    unknown.forEach(({ reference }, index) => kept.set(reference, { surname: read[index] ?? null }));
    let next = 0;
    return found.map((known) => (known ? known.surname : (read[next++] ?? null)));
  };
}
