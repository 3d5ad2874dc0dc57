import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compareMoney, isMoney } from "../../kernel/money.js";

const fens = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });

function yuanOf(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, "0");
  return `${fen < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

describe("isMoney", () => {
  it.each(["0", "0.00", "0.5", "12345.60", "-12.30", "100000000000000000000.01"])("accepts %s", (text) => {
    expect(isMoney(text)).toBe(true);
  });

  it.each([
    "",
    "1.",
    ".5",
    "01",
    "1.234",
    "+1",
    "-0",
    "-0.00",
    "1e3",
    "1,000.00",
    " 1",
    "1\n",
    "１",
    "NaN",
    12.5,
    null,
  ])("rejects %j", (value) => {
    expect(isMoney(value)).toBe(false);
  });
});

describe("compareMoney", () => {
  it.each([
    ["10", "9.99", 1],
    ["10", "10.00", 0],
    ["0.1", "0.10", 0],
    ["-0.01", "0", -1],
    ["-2", "-10", 1],
    ["9007199254740993.00", "9007199254740992.00", 1],
  ])("compares %s with %s as %i", (a, b, expected) => {
    expect(compareMoney(a, b)).toBe(expected);
  });

  it("orders any two amounts as their fen", () => {
    fc.assert(
      fc.property(fens, fens, (a, b) => {
        expect(compareMoney(yuanOf(a), yuanOf(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it("refuses what is no money", () => {
    expect(() => compareMoney("1", "1,0")).toThrow(RangeError);
  });
});
