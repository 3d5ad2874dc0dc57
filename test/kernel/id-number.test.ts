import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { checkIdNumber, idNumberFrom } from "../../kernel/id-number.js";
import { addDays } from "../../kernel/shanghai-day.js";

const today = "2026-11-21";
const samples = ["11010519491231002X", "321302199003071230", "321324196402294567", "32131119770808002X"];
const idNumbers = fc
  .tuple(fc.constantFrom("110105", "321302", "652301", "810000", "931410"), fc.nat(46_000), fc.nat(999))
  .map(([region, days, sequence]) => idNumberFrom(region, addDays("1900-01-01", days), sequence));

describe("checkIdNumber", () => {
  it.each(samples)("accepts the sample %s", (idNumber) => {
    expect(checkIdNumber(idNumber, today)).toBeUndefined();
  });

  it("rejects every single changed character of the samples", () => {
    for (const idNumber of samples) {
      for (let index = 0; index < 18; index += 1) {
        for (const character of "0123456789X") {
          if (character === idNumber.charAt(index)) continue;
          const changed = idNumber.slice(0, index) + character + idNumber.slice(index + 1);
          expect(checkIdNumber(changed, "9999-12-31")).toBeDefined();
        }
      }
    }
  });

  it("rejects every single changed character of any number", () => {
    fc.assert(
      fc.property(
        idNumbers,
        fc.nat(17),
        fc.constantFrom(...Array.from("0123456789X")),
        (idNumber, index, character) => {
          fc.pre(character !== idNumber.charAt(index));
          const changed = idNumber.slice(0, index) + character + idNumber.slice(index + 1);
          expect(checkIdNumber(changed, "9999-12-31")).toBeDefined();
        },
      ),
    );
  });

  it("rejects every pair of exchanged neighbours, since the weights are powers of 2 modulo a prime", () => {
    fc.assert(
      fc.property(idNumbers, fc.nat(16), (idNumber, index) => {
        const [first, second] = [idNumber.charAt(index), idNumber.charAt(index + 1)];
        fc.pre(first !== second);
        const changed = idNumber.slice(0, index) + second + first + idNumber.slice(index + 2);
        expect(checkIdNumber(changed, "9999-12-31")).toBeDefined();
      }),
    );
  });

  it.each([
    ["", { code: "LENGTH", length: 0 }],
    ["32130219900307123", { code: "LENGTH", length: 17 }],
    ["3213O2199003071230", { code: "CHARACTERS", position: 5, character: "O", likely: "0" }],
    ["32130219900307I230", { code: "CHARACTERS", position: 15, character: "I", likely: "1" }],
    ["32130219900307123A", { code: "CHARACTERS", position: 18, character: "A", likely: undefined }],
    ["3213021990030712X0", { code: "CHARACTERS", position: 17, character: "X", likely: undefined }],
    ["321302199003071２30", { code: "CHARACTERS", position: 16, character: "２", likely: undefined }],
    ["161302199003071230", { code: "REGION" }],
    ["001302199003071230", { code: "REGION" }],
    ["991302199003071230", { code: "REGION" }],
    ["321302199013071230", { code: "DATE" }],
    ["321302199002301230", { code: "DATE" }],
    ["321302190002291230", { code: "DATE" }],
    ["321302189912311230", { code: "DATE" }],
    ["321302202611221230", { code: "FUTURE" }],
    ["321302199003071231", { code: "CHECK_DIGIT" }],
  ])("tells what is wrong with %j", (idNumber, fault) => {
    expect(checkIdNumber(idNumber, today)).toEqual(fault);
  });

  it("accepts a child on the day of birth and not a day before", () => {
    const idNumber = idNumberFrom("321302", today, 1);
    expect(checkIdNumber(idNumber, today)).toBeUndefined();
    expect(checkIdNumber(idNumber, "2026-11-20")).toEqual({ code: "FUTURE" });
  });

  it("accepts the permanent residence card of a foreigner, which begins with 9", () => {
    expect(checkIdNumber(idNumberFrom("932410", "1980-05-06", 3), today)).toBeUndefined();
  });
});

describe("idNumberFrom", () => {
  it.each([
    ["110105", "1949-12-31", 2, "11010519491231002X"],
    ["321302", "1990-03-07", 123, "321302199003071230"],
  ])("makes the sample of %s, %s, %i", (region, birthDay, sequence, idNumber) => {
    expect(idNumberFrom(region, birthDay, sequence)).toBe(idNumber);
  });

  it.each([
    ["32130", "1990-03-07", 1],
    ["161302", "1990-03-07", 1],
    ["321302", "1990-02-30", 1],
    ["321302", "1990-03-07", 1000],
    ["321302", "1990-03-07", -1],
    ["321302", "1990-03-07", 1.5],
  ])("makes nothing from %s, %s, %d", (region, birthDay, sequence) => {
    expect(() => idNumberFrom(region, birthDay, sequence)).toThrow(RangeError);
  });
});
