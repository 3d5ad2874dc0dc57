import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { mintView, readNeeds, readView, type View } from "../../kernel/view.js";

const key = Buffer.alloc(32, 7);
const view: View = {
  receipt: "FC20261121-00",
  purpose: "CHECK",
  matter: "PROCUREMENT_BID",
  asOf: "2026-11-21T00:00:00.000Z",
  needs: ["tax", "courts"],
};

describe("a view", () => {
  it("is read back as it was minted, with the key", () => {
    expect(readView(mintView(view, key), key)).toEqual(view);
    expect(readNeeds(mintView(view, key))).toEqual(["tax", "courts"]);
  });

  it("changed in any character, or minted with another key, is refused", () => {
    const text = mintView(view, key);
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom(...Array.from("AZaz09-_.")),
        (position, character) => {
          fc.pre(text[position] !== character);
          const forged = text.slice(0, position) + character + text.slice(position + 1);
          expect(() => readView(forged, key)).toThrow();
        },
      ),
      { numRuns: 300 },
    );
    expect(() => readView(text, Buffer.alloc(32, 8))).toThrow("forged");
  });
});
