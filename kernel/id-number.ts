import type { Day } from "./record.js";
import { isDay } from "./shanghai-day.js";
import { likelyDigit } from "./uscc.js";

/** Why a text is not an ID number; positions count from 1 (GB 11643-1999). */
export type IdNumberFault =
  | { readonly code: "LENGTH"; readonly length: number }
  | {
      readonly code: "CHARACTERS";
      readonly position: number;
      readonly character: string;
      /** The digit this letter is easily mistaken for: to be reported, never to be put in its place. */
      readonly likely: string | undefined;
    }
  | { readonly code: "REGION" | "DATE" | "FUTURE" | "CHECK_DIGIT" };

/** First fault of a normalised ID number, or undefined when it is well formed and nobody born after today (GB 11643-1999). */
export function checkIdNumber(normalised: string, today: Day): IdNumberFault | undefined {
  if (normalised.length !== 18) return { code: "LENGTH", length: normalised.length };
  const stranger = firstStranger(normalised);
  if (stranger !== undefined) return stranger;
  if (!regionPattern.test(normalised)) return { code: "REGION" };
  const birthDay = `${normalised.slice(6, 10)}-${normalised.slice(10, 12)}-${normalised.slice(12, 14)}`;
  if (!isDay(birthDay) || birthDay < earliestBirthDay) return { code: "DATE" };
  if (birthDay > today) return { code: "FUTURE" };
  if (normalised.charAt(17) !== checkDigit(normalised)) return { code: "CHECK_DIGIT" };
  return undefined;
}

/** A well-formed ID number for sample data; `sequence` is 0 to 999, odd for men (GB 11643-1999). */
export function idNumberFrom(region6: string, birthDay: Day, sequence: number): string {
  const first17 = region6 + birthDay.replaceAll("-", "") + String(sequence).padStart(3, "0");
  const idNumber = first17 + checkDigit(first17);
  if (checkIdNumber(idNumber, birthDay) !== undefined) throw new RangeError("Not the parts of an ID number");
  return idNumber;
}

/**
 * Provinces of GB/T 2260 and 81–83 of the residence permits for Hong Kong, Macao and Taiwan; counties are not
 * checked, since numbers keep the codes of counties long abolished. A leading 9 and a province stand on the
 * permanent residence cards of foreigners (外国人永久居留身份证 2023 版), which follow GB 11643 in everything else.
 */
const regionPattern = /^9?(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;
/** Nobody born earlier can still be the subject of a check. */
const earliestBirthDay: Day = "1900-01-01";
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function firstStranger(code: string): IdNumberFault | undefined {
  for (let index = 0; index < 18; index += 1) {
    const character = code.charAt(index);
    const allowed = index === 17 ? "0123456789X" : "0123456789";
    if (!allowed.includes(character)) {
      return { code: "CHARACTERS", position: index + 1, character, likely: likelyDigit(character) };
    }
  }
  return undefined;
}

function checkDigit(code: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(code.charAt(index)), 0);
  return "10X98765432".charAt(sum % 11);
}
