import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isOrganisationCode, organisationCheckCharacter } from "../../kernel/organisation-code.js";

const alphabet = Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
const bodies = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 8, maxLength: 8 });

describe("organisation code", () => {
  it.each(["M000100Y4", "MA9TEXT19", "MJ9TEMP32", "MB9TEMP41", "MA9TEXT51"])(
    "accepts the sample %s",
    (code) => {
      expect(isOrganisationCode(code)).toBe(true);
    },
  );

  it.each([
    ["D2143569", "X"],
    ["00000000", "0"],
    ["00000004", "3"],
  ])("computes the check character of %s as %s", (body, check) => {
    expect(organisationCheckCharacter(body)).toBe(check);
  });

  it("accepts every body with its own check character and with no other", () => {
    fc.assert(
      fc.property(bodies, fc.constantFrom(...alphabet), (body, other) => {
        const check = organisationCheckCharacter(body);
        expect(isOrganisationCode(body + check)).toBe(true);
        expect(isOrganisationCode(body + other)).toBe(other === check);
      }),
    );
  });

  it("rejects every single changed character unless the values differ by a multiple of 11, which the standard cannot see", () => {
    fc.assert(
      fc.property(bodies, fc.nat(7), fc.nat(35), (body, index, value) => {
        const changed = body.slice(0, index) + String(alphabet[value]) + body.slice(index + 1);
        const sameModulo11 = (value - alphabet.indexOf(body.charAt(index))) % 11 === 0;
        expect(isOrganisationCode(changed + organisationCheckCharacter(body))).toBe(sameModulo11);
      }),
    );
  });

  it.each(["", "M000100Y", "M000100-Y4", "m000100y4", "M000100Y44", "M000100 4", "中国某某有限公司一"])(
    "rejects %j",
    (code) => {
      expect(isOrganisationCode(code)).toBe(false);
    },
  );

  it("computes nothing for what is no body", () => {
    expect(() => organisationCheckCharacter("M00010")).toThrow(RangeError);
  });
});
