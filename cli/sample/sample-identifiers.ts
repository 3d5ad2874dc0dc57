import { idNumberFrom } from "../../kernel/id-number.js";
import { addDays } from "../../kernel/shanghai-day.js";
import { subjectIdOf } from "../../kernel/subject-id.js";
import { usccFrom } from "../../kernel/uscc.js";
import type { SampleSubject } from "../../subgraphs/kit/sample.js";

/** No more serials than this are different from each other. */
export const maxSerial = 10_000_000;

type OrganisationKind = Exclude<SampleSubject["kind"], "PERSON">;

/** A well-formed code that nobody bears; one for each serial below `maxSerial`. */
export function sampleUscc(kind: OrganisationKind, region: string, serial: number): string {
  return usccFrom(`${heads[kind]}${region}`, prefixes[kind].present + bodyOf(serial));
}

/** The code that the subject of `sampleUscc` had before a merger. */
export function sampleFormerUscc(kind: OrganisationKind, region: string, serial: number): string {
  return usccFrom(`${heads[kind]}${region}`, prefixes[kind].former + bodyOf(serial));
}

/** A code for a named subject: never one that `sampleUscc` makes, whatever the serial. */
export function namedUscc(kind: OrganisationKind, region: string, number: number): string {
  return usccFrom(
    `${heads[kind]}${region}`,
    `${prefixes[kind].present}TD0${String(number).padStart(2, "0")}`,
  );
}

/**
 * A well-formed ID number that belongs to nobody: its county 99 does not exist in GB/T 2260. One for each serial below
 * `maxSerial` in each role; those of representatives differ from those of the subjects themselves.
 */
export function sampleIdNumber(region: string, serial: number, role: "SUBJECT" | "REPRESENTATIVE"): string {
  const sequence = (serial % 500) + (role === "SUBJECT" ? 0 : 500);
  // 500 sequences × 20,000 days hold every serial; 7919 is prime to 20,000, so neighbours are not of one age.
  const day = (Math.floor(serial / 500) + (serial % 500) * 7919) % 20_000;
  return idNumberFrom(`${region.slice(0, 4)}99`, addDays("1950-01-01", day), sequence);
}

/** An ID number for a named person: county 98 does not exist either. */
export function namedIdNumber(region: string, birthDay: string, number: number): string {
  return idNumberFrom(`${region.slice(0, 4)}98`, birthDay, number);
}

export function organisationId(uscc: string): string {
  return subjectIdOf({ kind: "ORGANISATION", value: uscc }, unusedKey);
}

export function personId(idNumber: string, personKey: Buffer): string {
  return subjectIdOf({ kind: "PERSON", value: idNumber }, personKey);
}

/** Registering department and type of GB 32100-2015: enterprise, self-employed, private non-enterprise unit. */
const heads = { ENTERPRISE: "91", SELF_EMPLOYED: "92", ORGANISATION: "52" } as const;
/** Organisation codes with these beginnings are not given out in Jiangsu. */
const prefixes = {
  ENTERPRISE: { present: "MA9", former: "MA8" },
  SELF_EMPLOYED: { present: "MA9", former: "MA8" },
  ORGANISATION: { present: "MJ9", former: "MJ8" },
} as const;

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** T stands first in the codes of named subjects and of tests only (MA9TEXT1). */
const firstAlphabet = alphabet.replace("T", "");
const unusedKey = Buffer.alloc(0);

function bodyOf(serial: number): string {
  let rest = serial;
  let body = "";
  for (let place = 0; place < 4; place += 1) {
    body = alphabet.charAt(rest % 31) + body;
    rest = Math.floor(rest / 31);
  }
  return firstAlphabet.charAt(rest) + body;
}
