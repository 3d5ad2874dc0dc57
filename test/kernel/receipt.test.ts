import { describe, expect, it } from "@jest/globals";
import { suites } from "../../kernel/crypto-suite.js";
import { isReceiptOf, parseReceipt, receiptOf } from "../../kernel/receipt.js";

const base = "FC20261121-0123456789ABCDEF0123";
const stamp = { seq: 42, hash: suites.international.hash("an entry") };

describe("a receipt number", () => {
  it("carries the sequence and the hash of its intent", () => {
    const receipt = receiptOf(base, stamp);
    expect(receipt).toMatch(/^FC20261121-[\dA-F]{20}-42-[\dA-F]{24}$/);
    const parsed = parseReceipt(receipt);
    expect(parsed?.base).toBe(base);
    expect(parsed && isReceiptOf(parsed, stamp)).toBe(true);
  });

  it("stands for no other place and no other entry", () => {
    const parsed = parseReceipt(receiptOf(base, stamp));
    expect(parsed && isReceiptOf(parsed, { ...stamp, seq: 43 })).toBe(false);
    expect(parsed && isReceiptOf(parsed, { ...stamp, hash: suites.gm.hash("an entry") })).toBe(false);
  });

  it("is read as people copy it, and nothing else is one", () => {
    expect(parseReceipt(` ${receiptOf(base, stamp).toLowerCase()}\n`)?.seq).toBe(42);
    for (const text of [
      "",
      base,
      `${base}-42`,
      `${base}-0-${"A".repeat(24)}`,
      `${base}-1-${"G".repeat(24)}`,
    ]) {
      expect(parseReceipt(text)).toBeUndefined();
    }
  });
});
