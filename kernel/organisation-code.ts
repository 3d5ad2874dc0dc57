/** Check character of an organisation code: eight characters in, one of 0–9 and X out (GB 11714-1997). */
export function organisationCheckCharacter(body: string): string {
  if (!bodyPattern.test(body)) throw new RangeError("An organisation code has eight characters 0-9 A-Z");
  const sum = weights.reduce(
    (total, weight, index) => total + weight * alphabet.indexOf(body.charAt(index)),
    0,
  );
  // 11 - remainder runs from 1 to 11: 10 is written X, 11 is written 0.
  return "0123456789X".charAt((11 - (sum % 11)) % 11);
}

/**
 * Whether nine characters without the hyphen are an organisation code with a right check character (GB 11714-1997).
 * Modulo 11 over 36 values cannot tell 0 from B or 1 from C; inside a USCC the eighteenth character can.
 */
export function isOrganisationCode(code: string): boolean {
  const body = code.slice(0, 8);
  return code.length === 9 && bodyPattern.test(body) && code.charAt(8) === organisationCheckCharacter(body);
}

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const weights = [3, 7, 9, 10, 5, 8, 4, 2];
const bodyPattern = /^[0-9A-Z]{8}$/;
