import type { Money } from "./record.js";

/** Whether a value is money as we store it: yuan as a decimal string, at most two decimals (《中国人民银行法》第十七条: 元、角、分). */
export function isMoney(value: unknown): value is Money {
  return typeof value === "string" && moneyPattern.test(value);
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`; exact to the fen. @throws RangeError when one is no money. */
export function compareMoney(a: Money, b: Money): number {
  const difference = fenOf(a) - fenOf(b);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** No leading zeros, no plus sign, no minus before zero: of one amount only the trailing zeros may differ. */
const moneyPattern = /^(?!-0(?:\.0+)?$)-?(?:0|[1-9]\d*)(?:\.\d{1,2})?$/;

function fenOf(money: Money): bigint {
  if (!isMoney(money)) throw new RangeError("Not money: a decimal string in yuan");
  const [yuan = "", decimals = ""] = money.split(".");
  return BigInt(yuan + decimals.padEnd(2, "0"));
}
