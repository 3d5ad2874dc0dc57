import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isOrganisationCode } from "../../kernel/organisation-code.js";
import { checkUscc, likelyDigit, usccFrom } from "../../kernel/uscc.js";

const samples = [
  "91350100M000100Y43",
  "91320812MA9TEXT192",
  "52321300MJ9TEMP32B",
  "11321300MB9TEMP412",
  "92321302MA9TEXT51D",
];
const alphabet = Array.from("0123456789ABCDEFGHJKLMNPQRTUWXY");
const heads = fc
  .tuple(fc.constantFrom("11", "12", "51", "52", "91", "92", "93", "A1", "N2", "Y1"), fc.nat(999_999))
  .map(([kind, region]) => kind + String(region).padStart(6, "0"));
const bodies = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 8, maxLength: 8 });
const codes = fc.tuple(heads, bodies).map(([head, body]) => usccFrom(head, body));

describe("checkUscc", () => {
  it.each(samples)("accepts the sample %s with its organisation code", (code) => {
    expect(checkUscc(code)).toBeUndefined();
    expect(isOrganisationCode(code.slice(8, 17))).toBe(true);
  });

  it("rejects every single changed character of the samples", () => {
    for (const code of samples) {
      for (let index = 0; index < 18; index += 1) {
        for (const character of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
          if (character === code.charAt(index)) continue;
          expect(checkUscc(code.slice(0, index) + character + code.slice(index + 1))).toBeDefined();
        }
      }
    }
  });

  it("rejects every single changed character of any code", () => {
    fc.assert(
      fc.property(codes, fc.nat(17), fc.constantFrom(...alphabet), (code, index, character) => {
        fc.pre(character !== code.charAt(index));
        expect(checkUscc(code.slice(0, index) + character + code.slice(index + 1))).toBeDefined();
      }),
    );
  });

  it("rejects every pair of exchanged neighbours, since the weights are powers of 3 modulo a prime", () => {
    fc.assert(
      fc.property(codes, fc.nat(16), (code, index) => {
        const [first, second] = [code.charAt(index), code.charAt(index + 1)];
        fc.pre(first !== second);
        expect(checkUscc(code.slice(0, index) + second + first + code.slice(index + 2))).toBeDefined();
      }),
    );
  });

  it.each([
    ["", 0],
    ["91320812MA9TEXT19", 17],
    ["91320812MA9TEXT1922", 19],
  ])("reports the length of %j", (code, length) => {
    expect(checkUscc(code)).toEqual({ code: "LENGTH", length });
  });

  it.each([
    ["9132O812MA9TEXT192", 5, "O", "0"],
    ["91320812MA9TEXTI92", 16, "I", "1"],
    ["9132081ZMA9TEXT192", 8, "Z", "2"],
    ["91320812MA9TEXT1S2", 17, "S", "5"],
    ["9132B812MA9TEXT192", 5, "B", "8"],
    ["91320812MV9TEXT192", 10, "V", undefined],
    ["91320812ma9text192", 9, "m", undefined],
    ["9132081 MA9TEXT192", 8, " ", undefined],
  ])(
    "reports the character of %s at position %i and puts nothing in its place",
    (code, position, character, likely) => {
      expect(checkUscc(code)).toEqual({ code: "ALPHABET", position, character, likely });
    },
  );

  it("reports a wrong check character", () => {
    expect(checkUscc("91320812MA9TEXT193")).toEqual({ code: "CHECK_CHARACTER" });
  });

  it("reports a wrong organisation code behind a right check character", () => {
    const wrong = alphabet
      .flatMap((check17) => alphabet.map((check18) => `91320812MA9TEXT1${check17}${check18}`))
      .filter((code) => checkUscc(code)?.code === "ORGANISATION_CODE");
    expect(wrong).toHaveLength(alphabet.length - 1);
  });
});

describe("usccFrom", () => {
  it.each(samples)("makes the sample %s", (code) => {
    expect(usccFrom(code.slice(0, 8), code.slice(8, 16))).toBe(code);
  });

  it("makes well-formed codes only", () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(checkUscc(code)).toBeUndefined();
      }),
    );
  });

  it.each([
    ["9132130", "MA9TEXT1"],
    ["913213O2", "MA9TEXT1"],
    ["91321302", "MA9TEXT"],
    ["91321302", "MA9TEXS1"],
    ["91321302MA", "MA9TEX"],
  ])("makes nothing from %s and %s", (head, body) => {
    expect(() => usccFrom(head, body)).toThrow(RangeError);
  });
});

describe("likelyDigit", () => {
  it("knows the confusions the standard avoids, and leaves other letters alone", () => {
    expect(["O", "I", "Z", "S", "V", "X"].map(likelyDigit)).toEqual([
      "0",
      "1",
      "2",
      "5",
      undefined,
      undefined,
    ]);
  });
});
