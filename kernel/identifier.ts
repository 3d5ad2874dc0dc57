import { checkIdNumber, type IdNumberFault } from "./id-number.js";
import { maskIdNumber } from "./mask.js";
import { isOrganisationCode } from "./organisation-code.js";
import type { Day } from "./record.js";
import { checkUscc, likelyDigit, type UsccFault } from "./uscc.js";

/** Organisations carry a USCC (GB 32100-2015), natural persons an ID number (GB 11643-1999). */
export type SubjectKind = "ORGANISATION" | "PERSON";

/** Why an identifier cannot be used (GB 32100-2015, GB 11643-1999). Public: add, never rename. */
export type IdentifierProblemCode =
  | "IDENTIFIER_EMPTY"
  | "IDENTIFIER_LENGTH"
  | "IDENTIFIER_CHARACTERS"
  | "IDENTIFIER_CONFUSION"
  | "IDENTIFIER_CHECKSUM"
  | "IDENTIFIER_DATE"
  | "IDENTIFIER_MASKED"
  | "IDENTIFIER_OLD_REGISTRATION";

/** An identifier with its kind, or what is wrong with it: `message` is Chinese and never contains the identifier. */
export type ParsedIdentifier =
  { readonly ok: true; readonly kind: SubjectKind; readonly value: string } | IdentifierProblem;

interface IdentifierProblem {
  readonly ok: false;
  readonly code: IdentifierProblemCode;
  readonly message: string;
}

/** Reads an identifier as people write it; reports every doubt and guesses nothing (GB 32100-2015, GB 11643-1999). */
export function parseIdentifier(written: string, today: Day): ParsedIdentifier {
  const value = normaliseIdentifier(written);
  const usccFault = checkUscc(value);
  if (usccFault === undefined && !hasShapeOfIdNumber(value)) return { ok: true, kind: "ORGANISATION", value };
  const idFault = checkIdNumber(value, today);
  if (idFault === undefined) return { ok: true, kind: "PERSON", value };
  const form = formProblem(value);
  if (form !== undefined) return form;
  return usccFault === undefined || resemblesIdNumber(value)
    ? idNumberProblem(idFault)
    : usccProblem(usccFault);
}

/** The written form of GB 32100-2015 and GB 11643-1999: half width, upper case, no white space, zero-width characters or hyphens. */
export function normaliseIdentifier(written: string): string {
  return written
    .normalize("NFKC")
    .replace(/[\s\p{DI}\p{Cf}\p{Pd}\u2212]+/gu, "")
    .toUpperCase();
}

/**
 * The identifier as it may be shown: organisations as written (trimmed, at most 64 characters, control characters
 * removed), natural persons — and anything malformed that could be one — masked (《个人信息保护法》第五十一条).
 */
export function displayIdentifier(written: string): string {
  const shown = written.replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, "").trim();
  const normalised = normaliseIdentifier(written);
  if (checkUscc(normalised) === undefined && !hasShapeOfIdNumber(normalised)) return firstCharacters(shown);
  // Dots, slashes and the like must not hide the digits from us when they do not hide them from a reader.
  const bare = normalised.replace(/[^\p{L}\p{N}*]+/gu, "");
  const masked = bare.replace(/[0-9A-Z*]+/g, (word) => (couldBeIdNumber(word) ? maskIdNumber(word) : word));
  return firstCharacters(masked === bare ? shown : masked);
}

const monthAndDay = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])";
const shapeOfIdNumber = new RegExp(`^[1-8]\\d{5}(?:19|20)\\d\\d${monthAndDay}\\d{3}[\\dX]$`);
const resemblances = [
  /^[1-8]\d{5}(?:19|20)\d{6}[\dX]{4}$/,
  new RegExp(`^[1-8]\\d{9}${monthAndDay}[\\dX]{4}$`),
  new RegExp(`^9\\d{5}(?:19|20)\\d\\d${monthAndDay}[\\dX]{4}$`),
];

/**
 * A USCC of digits can look like an ID number, and one ID number in 341 is right as a USCC by chance. So what has the
 * shape of an ID number, one stray letter allowed, is read as nothing else, not even when its check digit is wrong:
 * otherwise every 341st mistyped ID number would be checked as an organisation and shown unmasked. This shuts out
 * organisations only if their region code ends in 19 or 20, their organisation code continues it to a date and
 * their department is not 9: almost none. What begins with 9 is a USCC first: such regions hold many enterprises,
 * while hardly any permanent residence card of a foreigner (9, province, nationality) is right as a USCC.
 */
function hasShapeOfIdNumber(value: string): boolean {
  return Array.from("0123456789").some((digit) =>
    shapeOfIdNumber.test(value.replace(/[A-WYZ]|X(?!$)/, digit)),
  );
}

/** What can be told before asking which of the two codes is meant. */
function formProblem(value: string): IdentifierProblem | undefined {
  if (value === "")
    return problem("IDENTIFIER_EMPTY", "未填写证件号码，请填写18位统一社会信用代码或公民身份号码。");
  if (/[*●•×]|X{4}/u.test(value)) {
    return problem("IDENTIFIER_MASKED", "号码中有用星号等遮盖的部分，无法核对，请填写完整的18位号码。");
  }
  const characters = Array.from(value);
  const stranger = characters.findIndex((character) => !/[0-9A-Z]/.test(character));
  if (stranger >= 0) {
    return problem(
      "IDENTIFIER_CHARACTERS",
      `第${stranger + 1}位不是数字或英文字母，请填写18位号码本身，不要填写名称或标点。`,
    );
  }
  if (/^\d{15}$/.test(value)) {
    return problem(
      "IDENTIFIER_OLD_REGISTRATION",
      "这是15位的旧号码（原工商注册号或旧身份证号），请填写现行的18位统一社会信用代码或公民身份号码。",
    );
  }
  if (isOrganisationCode(value)) {
    return problem("IDENTIFIER_OLD_REGISTRATION", "这是9位的组织机构代码，请填写18位统一社会信用代码。");
  }
  if (characters.length === 18) return undefined;
  const difference =
    characters.length < 18
      ? `少${18 - characters.length}位，请补全`
      : `多${characters.length - 18}位，请删去多余的字符`;
  return problem("IDENTIFIER_LENGTH", `号码应为18位，现为${characters.length}位，${difference}。`);
}

function usccProblem(fault: UsccFault): IdentifierProblem {
  switch (fault.code) {
    case "LENGTH":
      return problem("IDENTIFIER_LENGTH", `统一社会信用代码应为18位，现为${fault.length}位，请核对。`);
    case "ALPHABET": {
      const { position, character, likely } = fault;
      const rule =
        position >= 3 && position <= 8
          ? `统一社会信用代码第3至8位（登记机关行政区划）只有数字，第${position}位却是字母${character}`
          : `第${position}位是字母${character}，统一社会信用代码不使用字母I、O、Z、S、V`;
      return likely === undefined
        ? problem("IDENTIFIER_CHARACTERS", `${rule}，请对照证照核对该位。`)
        : problem("IDENTIFIER_CONFUSION", `${rule}，可能是数字${likely}，请对照证照核对后重新填写该位。`);
    }
    case "CHECK_CHARACTER":
      return problem(
        "IDENTIFIER_CHECKSUM",
        "统一社会信用代码第18位（校验码）与前17位不符，至少有一位有误，请对照证照逐位核对。",
      );
    case "ORGANISATION_CODE":
      return problem(
        "IDENTIFIER_CHECKSUM",
        "统一社会信用代码第17位与第9至16位（组织机构代码）不符，至少有一位有误，请对照证照逐位核对。",
      );
  }
}

function idNumberProblem(fault: IdNumberFault): IdentifierProblem {
  switch (fault.code) {
    case "LENGTH":
      return problem("IDENTIFIER_LENGTH", `公民身份号码应为18位，现为${fault.length}位，请核对。`);
    case "CHARACTERS": {
      const { position, character, likely } = fault;
      const rule = `第${position}位是字母${character}，公民身份号码前17位只有数字，第18位是数字或字母X`;
      return likely === undefined
        ? problem("IDENTIFIER_CHARACTERS", `${rule}，请对照证件核对该位。`)
        : problem("IDENTIFIER_CONFUSION", `${rule}，可能是数字${likely}，请对照证件核对后重新填写该位。`);
    }
    case "REGION":
      return problem(
        "IDENTIFIER_CHARACTERS",
        "公民身份号码第1至6位（地址码）不以任何省级行政区划代码开头，请对照证件核对这几位。",
      );
    case "DATE":
      return problem(
        "IDENTIFIER_DATE",
        "公民身份号码第7至14位（出生日期）不是可能的日期，请对照证件核对这几位。",
      );
    case "FUTURE":
      return problem("IDENTIFIER_DATE", "公民身份号码第7至14位（出生日期）晚于今天，请对照证件核对这几位。");
    case "CHECK_DIGIT":
      return problem(
        "IDENTIFIER_CHECKSUM",
        "公民身份号码第18位（校验码）与前17位不符，至少有一位有误，请对照证件逐位核对。",
      );
  }
}

function problem(code: IdentifierProblemCode, message: string): IdentifierProblem {
  return { ok: false, code, message };
}

/** Which of two wrong readings to explain: only the message hangs on it. */
function resemblesIdNumber(value: string): boolean {
  const digits = withLikelyDigits(value);
  return hasShapeOfIdNumber(value) || resemblances.some((pattern) => pattern.test(digits));
}

/**
 * Seventeen digits broken by one stray letter always leave a run of nine; a USCC of today has at most eight digits
 * before the letters of its organisation code.
 */
function couldBeIdNumber(word: string): boolean {
  return /[0-9X*]{9}/.test(withLikelyDigits(word));
}

function withLikelyDigits(value: string): string {
  return value.replace(/[A-Z]/g, (letter) => likelyDigit(letter) ?? letter);
}

function firstCharacters(text: string): string {
  return Array.from(text).slice(0, 64).join("");
}
