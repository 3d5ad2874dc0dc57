import { isOrganisationCode, organisationCheckCharacter } from "./organisation-code.js";

/** Why a text is not a unified social credit code; positions count from 1 (GB 32100-2015). */
export type UsccFault =
  | { readonly code: "LENGTH"; readonly length: number }
  | {
      readonly code: "ALPHABET";
      readonly position: number;
      readonly character: string;
      /** The digit this letter is easily mistaken for: to be reported, never to be put in its place. */
      readonly likely: string | undefined;
    }
  | { readonly code: "CHECK_CHARACTER" }
  | { readonly code: "ORGANISATION_CODE" };

/** First fault of a normalised unified social credit code, or undefined when it is well formed (GB 32100-2015). */
export function checkUscc(normalised: string): UsccFault | undefined {
  if (normalised.length !== 18) return { code: "LENGTH", length: normalised.length };
  const stranger = firstStranger(normalised);
  if (stranger !== undefined) return stranger;
  if (normalised.charAt(17) !== checkCharacter(normalised.slice(0, 17))) return { code: "CHECK_CHARACTER" };
  // Fatal: all samples of the domain, synthetic ones included, carry a right organisation code.
  if (!isOrganisationCode(normalised.slice(8, 17))) return { code: "ORGANISATION_CODE" };
  return undefined;
}

/**
 * A well-formed code for sample data: `head` is department, type and six digits of region, `body` the eight
 * characters of the organisation code; both check characters are computed (GB 32100-2015, GB 11714-1997).
 */
export function usccFrom(head: string, body: string): string {
  const first17 = head + body + organisationCheckCharacter(body);
  const stranger = firstStranger(first17);
  if (first17.length !== 17 || stranger !== undefined) throw new RangeError("Not the parts of a USCC");
  return first17 + checkCharacter(first17);
}

/** The digit a letter is easily mistaken for: the confusions for which GB 32100-2015 leaves out I O Z S, and their like. */
export function likelyDigit(letter: string): string | undefined {
  return confusions.get(letter);
}

/** The five letters I O Z S V are left out. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** Powers of 3 modulo 31. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const confusions: ReadonlyMap<string, string> = new Map([
  ["O", "0"],
  ["D", "0"],
  ["Q", "0"],
  ["I", "1"],
  ["L", "1"],
  ["Z", "2"],
  ["S", "5"],
  ["G", "6"],
  ["B", "8"],
]);

function firstStranger(code: string): UsccFault | undefined {
  // By UTF-16 unit, so that `position` and `length` always count the same thing.
  for (let index = 0; index < code.length; index += 1) {
    const character = code.charAt(index);
    // Positions 3 to 8 are the region of the registering authority: digits only.
    const allowed = index >= 2 && index < 8 ? "0123456789" : alphabet;
    if (!allowed.includes(character)) {
      return { code: "ALPHABET", position: index + 1, character, likely: likelyDigit(character) };
    }
  }
  return undefined;
}

function checkCharacter(first17: string): string {
  const sum = weights.reduce(
    (total, weight, index) => total + weight * alphabet.indexOf(first17.charAt(index)),
    0,
  );
  return alphabet.charAt((31 - (sum % 31)) % 31);
}
