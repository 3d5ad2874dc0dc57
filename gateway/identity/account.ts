import { parseIdentifier } from "../../kernel/identifier.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";

const accountForm = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/** Whether a text has the form of an account id: no name, and nobody's ID number, for it stands in the register. */
export function isAccountId(text: string, now: Date): boolean {
  return accountForm.test(text) && !isIdNumber(text, now);
}

/** Whether a text is a natural person's ID number (GB 11643-1999). */
export function isIdNumber(text: string, now: Date): boolean {
  const parsed = parseIdentifier(text, shanghaiDayOf(now));
  return parsed.ok && parsed.kind === "PERSON";
}
