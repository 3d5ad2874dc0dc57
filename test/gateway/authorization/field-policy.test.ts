import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createFieldPolicies, type Permit } from "../../../gateway/authorization/field-policy.js";
import { isDenied } from "../../../gateway/field-policy.js";
import type { DisclosureLists } from "../../../kernel/disclosure.js";
import type { FieldRule } from "../../../schema/field-rules.js";

const ruled = (rule: Partial<FieldRule>): FieldRule => ({
  authenticated: true,
  scopes: [],
  policies: [],
  mask: null,
  ...rule,
});
const rules = new Map<string, FieldRule>([
  ["Check.decision", ruled({})],
  ["TaxRating.grade", ruled({ scopes: [["tax:read"]], policies: [["purpose"]] })],
  ["TaxArrears.balance", ruled({ scopes: [["tax:read", "tax:amounts"]], policies: [["purpose"]] })],
  [
    "Registration.legalRepresentative",
    ruled({
      scopes: [["market:personal"]],
      policies: [["purpose"]],
      mask: { as: "NAME", clear: [["market:personal"]], masked: [["market:read"]], of: "EVERY_SUBJECT" },
    }),
  ],
  [
    "Subject.name",
    ruled({
      mask: { as: "NAME", clear: [["credit-office:personal"]], masked: [[]], of: "NATURAL_PERSONS" },
    }),
  ],
]);
const lists: DisclosureLists = {
  version: "1",
  matters: {
    BID: {
      disclosed: ["TaxRating.grade", "TaxArrears.balance", "Registration.legalRepresentative"],
      masked: [],
    },
    LICENCE: {
      disclosed: ["Registration.legalRepresentative"],
      masked: ["Registration.legalRepresentative"],
    },
  },
};
const create = createFieldPolicies(rules);
const permit = (given: Partial<Permit>): Permit => ({
  scopes: [],
  expiredScopes: [],
  matter: "BID",
  isOwn: false,
  ...given,
});
const decide = (coordinate: string, given: Partial<Permit>, known: DisclosureLists | null = lists) =>
  create(permit(given), known).decide(coordinate);

describe("a field policy", () => {
  it("allows what scopes and the matter's list both allow", () => {
    expect(decide("TaxRating.grade", { scopes: ["tax:read"] })).toBe("GRANTED");
    expect(decide("TaxRating.grade", { scopes: ["market:read"] })).toBe("NO_SCOPE");
    expect(decide("TaxRating.grade", { scopes: ["tax:read"], matter: "LICENCE" })).toBe(
      "NOT_NEEDED_FOR_MATTER",
    );
  });

  it("asks for all scopes of a list", () => {
    expect(decide("TaxArrears.balance", { scopes: ["tax:read"] })).toBe("NO_SCOPE");
    expect(decide("TaxArrears.balance", { scopes: ["tax:read", "tax:amounts"] })).toBe("GRANTED");
  });

  it("says when it was a grant that ran out", () => {
    expect(decide("TaxArrears.balance", { scopes: ["tax:read"], expiredScopes: ["tax:amounts"] })).toBe(
      "EXPIRED_GRANT",
    );
  });

  it("shows personal data in clear, masked, or not at all", () => {
    const at = (given: Partial<Permit>) => decide("Registration.legalRepresentative", given);
    expect(at({ scopes: ["market:read", "market:personal"] })).toBe("GRANTED");
    expect(at({ scopes: ["market:read"] })).toBe("MASKED");
    expect(at({ scopes: [] })).toBe("NO_SCOPE");
    expect(at({ scopes: ["market:personal"], matter: "LICENCE" })).toBe("MASKED");
    expect(at({ scopes: ["market:personal"], matter: "OTHER" })).toBe("NOT_NEEDED_FOR_MATTER");
  });

  it("masks names of subjects for everybody without the scope, matter or not", () => {
    expect(decide("Subject.name", { matter: null })).toBe("MASKED");
    expect(decide("Subject.name", { scopes: ["credit-office:personal"] })).toBe("GRANTED");
  });

  it("gives the subject itself its whole file, no matter what for", () => {
    expect(decide("TaxRating.grade", { scopes: ["tax:read"], matter: "OTHER", isOwn: true })).toBe("GRANTED");
    expect(decide("TaxRating.grade", { isOwn: true })).toBe("NO_SCOPE");
  });

  it("discloses nothing that needs a purpose while the lists are not known, or the matter has none", () => {
    expect(decide("TaxRating.grade", { scopes: ["tax:read"] }, null)).toBe("NOT_NEEDED_FOR_MATTER");
    expect(decide("TaxRating.grade", { scopes: ["tax:read"], matter: "UNKNOWN" })).toBe(
      "NOT_NEEDED_FOR_MATTER",
    );
    expect(decide("TaxRating.grade", { scopes: ["tax:read"], matter: null })).toBe("NOT_NEEDED_FOR_MATTER");
    expect(decide("Check.decision", {}, null)).toBe("GRANTED");
  });

  it("shows nobody a field that no rule was read for", () => {
    expect(decide("TaxRating.new", { scopes: ["tax:read"], isOwn: true })).toBe("NO_SCOPE");
  });

  it("tells policies apart by all that they rest upon, the version of the lists included", () => {
    const one = create(permit({ scopes: ["b", "a"] }), lists);
    expect(create(permit({ scopes: ["a", "b"] }), lists)).toBe(one);
    for (const other of [
      create(permit({ scopes: ["a"] }), lists),
      create(permit({ scopes: ["a", "b"], matter: "LICENCE" }), lists),
      create(permit({ scopes: ["a", "b"], isOwn: true }), lists),
      create(permit({ scopes: ["a", "b"], expiredScopes: ["c"] }), lists),
      create(permit({ scopes: ["a", "b"] }), { ...lists, version: "2" }),
    ])
      expect(other.key).not.toBe(one.key);
  });

  it("never grows by fewer scopes: whoever holds less sees no more", () => {
    const scopes = fc.subarray([
      "tax:read",
      "tax:amounts",
      "market:read",
      "market:personal",
      "credit-office:personal",
    ]);
    const rank = (coordinate: string, given: Partial<Permit>): number => {
      const disclosure = decide(coordinate, given);
      return isDenied(disclosure) ? 0 : disclosure === "MASKED" ? 1 : 2;
    };
    fc.assert(
      fc.property(
        scopes,
        scopes,
        fc.constantFrom("BID", "LICENCE", "OTHER", null),
        fc.constantFrom(...rules.keys()),
        (held, more, matter, coordinate) => {
          const fewer = rank(coordinate, { scopes: held, matter });
          expect(
            rank(coordinate, { scopes: [...new Set([...held, ...more])], matter }),
          ).toBeGreaterThanOrEqual(fewer);
        },
      ),
      { seed: 4 },
    );
  });
});
