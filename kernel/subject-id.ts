import { createHmac } from "node:crypto";
import type { SubjectKind } from "./identifier.js";

/**
 * The key under which a subject is stored: "o-" and the USCC, or "p-" and HMAC-SHA-256 of the ID number, from which
 * the number cannot be found without the key (《个人信息保护法》第五十一条). @throws RangeError when the key is shorter than 32 bytes.
 */
export function subjectIdOf(
  identifier: { readonly kind: SubjectKind; readonly value: string },
  personKey: Buffer,
): string {
  switch (identifier.kind) {
    case "ORGANISATION":
      return `o-${identifier.value}`;
    case "PERSON":
      // There are so few ID numbers that a weak key is no key; RFC 2104 asks for the length of the hash.
      if (personKey.length < 32) throw new RangeError("The key of natural persons needs at least 32 bytes");
      return `p-${createHmac("sha256", personKey).update(identifier.value).digest("base64url")}`;
  }
}

/** Whether a subject id stands for a natural person, whose data needs more care (《个人信息保护法》第四条). */
export function isPersonId(subjectId: string): boolean {
  return subjectId.startsWith("p-");
}
