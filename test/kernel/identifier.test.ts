import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { checkIdNumber, idNumberFrom } from "../../kernel/id-number.js";
import { displayIdentifier, normaliseIdentifier, parseIdentifier } from "../../kernel/identifier.js";
import { addDays } from "../../kernel/shanghai-day.js";
import { checkUscc, usccFrom } from "../../kernel/uscc.js";

const today = "2026-11-21";
const organisations = [
  "91350100M000100Y43",
  "91320812MA9TEXT192",
  "52321300MJ9TEMP32B",
  "11321300MB9TEMP412",
  "92321302MA9TEXT51D",
];
const persons = ["11010519491231002X", "321302199003071230", "321324196402294567", "32131119770808002X"];
const idNumbers = fc
  .tuple(fc.constantFrom("110105", "321302", "321324"), fc.nat(46_000), fc.nat(999))
  .map(([region, days, sequence]) => idNumberFrom(region, addDays("1900-01-01", days), sequence));

/** The first match in a fixed order, so that a constructed case is the same on every run. */
function first<T>(candidates: Iterable<T>, matches: (candidate: T) => boolean): T {
  for (const candidate of candidates) if (matches(candidate)) return candidate;
  throw new Error("No such case");
}

function* sequencesOf(region: string): Generator<string> {
  for (let day = "1950-01-01"; day < "2000-01-01"; day = addDays(day, 1)) {
    for (let sequence = 0; sequence < 1000; sequence += 7) yield idNumberFrom(region, day, sequence);
  }
}

function problemOf(written: string): { code: string; message: string } {
  const parsed = parseIdentifier(written, today);
  if (parsed.ok) throw new Error("Expected a problem");
  return parsed;
}

describe("normaliseIdentifier", () => {
  it.each([
    ["９１３２０８１２ＭＡ９ＴＥＸＴ１９２", "91320812MA9TEXT192"],
    ["  91320812-ma9text19-2\n", "91320812MA9TEXT192"],
    ["3213 0219\u00a09003\u30000712\u200b30\ufeff", "321302199003071230"],
    ["321302\u00ad19900307－1230\ufe0f", "321302199003071230"],
    ["11010519491231002Ⅹ", "11010519491231002X"],
    [" \u200b\t-—", ""],
  ])("reads %j as %s", (written, value) => {
    expect(normaliseIdentifier(written)).toBe(value);
  });
});

describe("parseIdentifier", () => {
  it.each(organisations)("reads the sample %s as an organisation", (value) => {
    expect(parseIdentifier(` ${value.toLowerCase()} `, today)).toEqual({
      ok: true,
      kind: "ORGANISATION",
      value,
    });
  });

  it.each(persons)("reads the sample %s as a person", (value) => {
    expect(parseIdentifier(` ${value.toLowerCase()} `, today)).toEqual({ ok: true, kind: "PERSON", value });
  });

  it("rejects every single changed character of the samples", () => {
    for (const value of [...organisations, ...persons]) {
      for (let index = 0; index < 18; index += 1) {
        for (const character of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ中") {
          if (character === value.charAt(index)) continue;
          const changed = value.slice(0, index) + character + value.slice(index + 1);
          expect(parseIdentifier(changed, today)).toMatchObject({ ok: false });
        }
      }
    }
  });

  it("never takes a person for an organisation because of a wrong sequence, check digit or letter", () => {
    const digitAtTheEnd = fc.tuple(
      fc.integer({ min: 14, max: 17 }),
      fc.constantFrom(...Array.from("0123456789")),
    );
    const letterAnywhere = fc.tuple(fc.nat(17), fc.constantFrom(...Array.from("ABCDEFGHJKLMNPQRTUWXY")));
    fc.assert(
      fc.property(idNumbers, fc.oneof(digitAtTheEnd, letterAnywhere), (idNumber, [index, character]) => {
        const changed = idNumber.slice(0, index) + character + idNumber.slice(index + 1);
        fc.pre(changed !== idNumber);
        expect(parseIdentifier(changed, today)).toMatchObject({ ok: false });
      }),
      { numRuns: 3000 },
    );
  });

  it("reads a USCC of digits only as an organisation", () => {
    const value = first(
      Array.from({ length: 1000 }, (_, n) => usccFrom("12321300", String(40_000_000 + n))),
      (code) => /^\d+$/.test(code),
    );
    expect(parseIdentifier(value, today)).toEqual({ ok: true, kind: "ORGANISATION", value });
    expect(displayIdentifier(value)).toBe(value);
  });

  it("reads what is right as both as a person", () => {
    const value = first(sequencesOf("321302"), (idNumber) => checkUscc(idNumber) === undefined);
    expect(checkIdNumber(value, today)).toBeUndefined();
    expect(parseIdentifier(value, today)).toEqual({ ok: true, kind: "PERSON", value });
    expect(displayIdentifier(value)).toMatch(/^\d{4}\*{10}/);
  });

  it("reads the shape of an ID number as nothing else, even when it is right as a USCC only", () => {
    const candidates = Array.from({ length: 100_000 }, (_, n) => String(n).padStart(5, "0")).map(
      (tail) => `3213021990030${tail}`,
    );
    const value = first(
      candidates,
      (code) => checkUscc(code) === undefined && checkIdNumber(code, today)?.code === "CHECK_DIGIT",
    );
    expect(problemOf(value)).toMatchObject({ code: "IDENTIFIER_CHECKSUM" });
    expect(displayIdentifier(value)).toMatch(/^3213\*{10}/);
  });

  it("reads what begins with 9 and is right as both as an organisation", () => {
    const value = first(sequencesOf("913101"), (idNumber) => checkUscc(idNumber) === undefined);
    expect(parseIdentifier(value, today)).toEqual({ ok: true, kind: "ORGANISATION", value });
  });

  it.each([
    ["", "IDENTIFIER_EMPTY", "未填写"],
    [" \u3000-\u200b", "IDENTIFIER_EMPTY", "未填写"],
    ["3213**********1230", "IDENTIFIER_MASKED", "完整"],
    ["3213＊＊＊＊＊＊＊＊＊＊1230", "IDENTIFIER_MASKED", "完整"],
    ["3213XXXXXXXXXX1230", "IDENTIFIER_MASKED", "完整"],
    ["321302900307123", "IDENTIFIER_OLD_REGISTRATION", "18位"],
    ["320812000012345", "IDENTIFIER_OLD_REGISTRATION", "18位"],
    ["MA9TEXT1-9", "IDENTIFIER_OLD_REGISTRATION", "组织机构代码"],
    ["宿迁某某有限公司", "IDENTIFIER_CHARACTERS", "第1位"],
    ["91320812MA9TEXT19#", "IDENTIFIER_CHARACTERS", "第18位"],
    ["91320812MA9TEXT19", "IDENTIFIER_LENGTH", "少1位"],
    ["91320812MA9TEXT1922", "IDENTIFIER_LENGTH", "多1位"],
    ["9132O812MA9TEXT192", "IDENTIFIER_CONFUSION", "第5位"],
    ["91320812MA9TEXTI92", "IDENTIFIER_CONFUSION", "数字1"],
    ["91320812MV9TEXT192", "IDENTIFIER_CHARACTERS", "第10位"],
    ["91320812MA9TEXT193", "IDENTIFIER_CHECKSUM", "统一社会信用代码"],
    ["3213O2199003071230", "IDENTIFIER_CONFUSION", "公民身份号码"],
    ["32130219900307I230", "IDENTIFIER_CONFUSION", "第15位"],
    ["3213021990030712X0", "IDENTIFIER_CHARACTERS", "第17位"],
    ["161302199003071230", "IDENTIFIER_CHARACTERS", "地址码"],
    ["321302199002301230", "IDENTIFIER_DATE", "第7至14位"],
    ["321302202611221230", "IDENTIFIER_DATE", "晚于今天"],
    ["321302199003071231", "IDENTIFIER_CHECKSUM", "公民身份号码"],
    ["321302890033991230", "IDENTIFIER_CHECKSUM", "统一社会信用代码"],
    ["321302180003071231", "IDENTIFIER_DATE", "不是可能的日期"],
    ["321302299003071230", "IDENTIFIER_DATE", "晚于今天"],
  ])("answers %j with %s, saying %s", (written, code, words) => {
    const problem = problemOf(written);
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(words);
  });

  it("reports a wrong organisation code behind a right check character", () => {
    const value = first(
      Array.from("0123456789ABCDEFGHJKLMNPQRTUWXY", (check) => `91320812MA9TEXT18${check}`),
      (code) => checkUscc(code)?.code === "ORGANISATION_CODE",
    );
    expect(problemOf(value)).toMatchObject({ code: "IDENTIFIER_CHECKSUM" });
    expect(problemOf(value).message).toContain("组织机构代码");
  });

  it("never fails, and never repeats the identifier in a message", () => {
    const written = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(...Array.from("0123456789XOIA*-　")), minLength: 12, maxLength: 20 }),
    );
    fc.assert(
      fc.property(written, (text) => {
        const parsed = parseIdentifier(text, today);
        if (parsed.ok) return;
        expect(parsed.message).not.toMatch(/[0-9X]{5}/);
        const value = normaliseIdentifier(text);
        if (value.length > 2) expect(parsed.message).not.toContain(value);
      }),
    );
  });
});

describe("displayIdentifier", () => {
  it.each([
    [" 91320812ma9text192\u0007 ", "91320812ma9text192"],
    ["９１３２０８１２ＭＡ９ＴＥＸＴ１９２", "９１３２０８１２ＭＡ９ＴＥＸＴ１９２"],
    ["91320812MA9TEXT193", "91320812MA9TEXT193"],
    ["9132O812MA9TEXT192", "9132O812MA9TEXT192"],
    ["宿迁某某有限公司", "宿迁某某有限公司"],
    ["\u202e\u001b[31m宿迁", "[31m宿迁"],
    ["", ""],
  ])("shows %j as %j", (written, shown) => {
    expect(displayIdentifier(written)).toBe(shown);
  });

  it.each([
    ["321302199003071230", "3213**********1230"],
    ["３２１３０２１９９００３０７１２３０", "3213**********1230"],
    ["321302 19900307-1230", "3213**********1230"],
    ["321302.19900307.1230", "3213**********1230"],
    ["32131119770808002x", "3213**********002X"],
    ["3213O2199003071230", "3213**********1230"],
    ["321302I99003071230", "3213**********1230"],
    ["321302T99003071230", "3213**********1230"],
    ["32130219900307123", "3213*********7123"],
    ["3213021990030712301", "3213***********2301"],
    ["32130219900307", "3213**********"],
    ["321302900307123", "3213*******7123"],
    ["3213**********1230", "3213**********1230"],
    ["张三，321302199003071230", "张三3213**********1230"],
  ])("masks %j as %j", (written, shown) => {
    expect(displayIdentifier(written)).toBe(shown);
  });

  it("shows at most 64 characters", () => {
    expect(displayIdentifier("𠀀".repeat(100))).toBe("𠀀".repeat(64));
  });

  it("never shows the date of birth of a person, however one character is mistyped, lost or added", () => {
    const edits = fc.constantFrom("replace", "drop", "insert");
    fc.assert(
      fc.property(
        idNumbers,
        fc.nat(17),
        edits,
        fc.constantFrom(...Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
        (idNumber, index, edit, character) => {
          const rest = idNumber.slice(edit === "insert" ? index : index + 1);
          const mistyped = idNumber.slice(0, index) + (edit === "drop" ? "" : character) + rest;
          // A wrong region or date can make a true USCC by chance (1 in 341); nothing then tells of a person.
          fc.pre(checkUscc(mistyped) !== undefined);
          expect(displayIdentifier(mistyped)).toMatch(/^[0-9A-Z]{4}\*{9,11}[0-9A-Z]{4}$/);
        },
      ),
    );
  });
});
