import { LRUCache } from "lru-cache";
import { subjectIdOf } from "../../../kernel/subject-id.js";
import type { SubjectIndex } from "../subjects/subject-index.js";
import type { SealedSubject, SurnamesOf } from "./audit-sources.js";

/** Opens what an entry keeps of a natural person; null when its key was destroyed. */
export type OpenSealed = (subject: SealedSubject) => Promise<string | null>;

/** Finds surnames through the subject index. They are compared and forgotten: no report names them. */
export function createSurnameReader(parts: {
  readonly openSealed: OpenSealed;
  readonly subjects: Pick<SubjectIndex, "find">;
  /** HMAC key of natural persons' numbers. */
  readonly personKey: Buffer;
}): SurnamesOf {
  const kept = new LRUCache<string, { readonly surname: string | null }>({ max: 10_000 });

  async function surnameOf(subject: SealedSubject): Promise<string | null> {
    const known = kept.get(subject.reference);
    if (known) return known.surname;
    const identifier = await parts.openSealed(subject);
    const found =
      identifier === null
        ? undefined
        : await parts.subjects.find(subjectIdOf({ kind: "PERSON", value: identifier }, parts.personKey));
    const surname = Array.from(found?.names[0] ?? "")[0] ?? null;
    kept.set(subject.reference, { surname });
    return surname;
  }

  return (subjects) => Promise.all(subjects.map(surnameOf));
}
