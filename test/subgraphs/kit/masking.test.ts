import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { buildSchema, graphql, parse } from "graphql";
import type { Passport } from "../../../kernel/passport.js";
import { maskedDirective, readFieldRules } from "../../../schema/field-rules.js";
import { maskFields, maskValue } from "../../../subgraphs/kit/masking.js";
import { aCaller, rootPassport } from "../passports.js";

const sdl = `${maskedDirective.definition}
  type Query { subject: Subject other: Subject }
  type Subject {
    id: ID
    name: String @masked(as: "NAME", clear: [["office:personal"]], masked: [[]], of: "NATURAL_PERSONS")
    number: String @masked(as: "IDENTIFIER", clear: [["office:personal"]], masked: [[]], of: "NATURAL_PERSONS")
    owner: String @masked(as: "NAME", clear: [["market:personal"]], masked: [["market:read"]])
    owners: [String] @masked(as: "NAME", clear: [["market:personal"]], masked: [["market:read"]])
    open: String
  }`;
const schema = maskFields(buildSchema(sdl), readFieldRules(parse(sdl)));
const person = {
  id: "p-hash",
  name: "张三丰",
  number: "321302199003071230",
  owner: () => Promise.resolve("欧阳修"),
  owners: ["李四", null, "王五"],
  open: "张三丰",
};
const masked = {
  name: "张**",
  number: "3213**********1230",
  owner: "欧阳*",
  owners: ["李*", null, "王*"],
  open: "张三丰",
};
const clear = {
  name: "张三丰",
  number: person.number,
  owner: "欧阳修",
  owners: ["李四", null, "王五"],
  open: "张三丰",
};
const coordinates = ["Subject.name", "Subject.number", "Subject.owner", "Subject.owners"];
const scopes = ["office:personal", "market:personal"];

async function ask(subject: object, passport: Passport, root = "subject"): Promise<unknown> {
  const source = `{ ${root} { name number owner owners open } }`;
  const rootValue = { subject, other: subject };
  const { data } = await graphql({ schema, source, rootValue, contextValue: { passport } });
  return JSON.parse(JSON.stringify(Object.values(data ?? {})[0])) as unknown;
}

const caller = { ...aCaller, scopes };

describe("maskFields", () => {
  it("shows in clear what the passport names for this root field and the caller's scopes allow", async () => {
    const passport = rootPassport({ caller, clear: { subject: coordinates } });
    expect(await ask(person, passport)).toEqual(clear);
    expect(await ask(person, passport, "x: subject")).toEqual(masked);
    expect(await ask(person, passport, "other")).toEqual(masked);
    expect(await ask(person, rootPassport({ caller, clear: { x: coordinates } }), "x: subject")).toEqual(
      clear,
    );
  });

  it("knows the names that every object has from those that a passport has", async () => {
    expect(await ask(person, rootPassport({ caller }), "constructor: subject")).toEqual(masked);
  });

  it("masks what the passport does not name, and what it names to a caller without the scopes", async () => {
    const named: Passport = { authority: "DETAIL", caller, coordinates: "", clear: coordinates };
    expect(await ask(person, named)).toEqual(clear);
    expect(await ask(person, { ...named, clear: [] })).toEqual(masked);
    expect(await ask(person, { ...named, caller: aCaller })).toEqual(masked);
    expect(await ask(person, { ...named, clear: ["Subject.owner"] })).toEqual({
      ...masked,
      owner: "欧阳修",
    });
  });

  it("masks everything under CHECK and GATEWAY", async () => {
    expect(await ask(person, { authority: "CHECK" })).toEqual(masked);
    expect(await ask(person, { authority: "GATEWAY" })).toEqual(masked);
  });

  it("never masks an organisation by a rule for natural persons, and always by one for every subject", async () => {
    expect(await ask({ ...person, id: "o-91320812MA9TEXT192" }, { authority: "CHECK" })).toEqual({
      ...masked,
      name: clear.name,
      number: clear.number,
    });
  });

  it("takes a subject whose kind cannot be seen for a natural person", async () => {
    expect(await ask({ ...person, id: undefined }, { authority: "CHECK" })).toEqual(masked);
  });

  it("refuses a rule on a field that is not there", () => {
    const rules = readFieldRules(parse(sdl));
    expect(() => maskFields(buildSchema("type Query { a: Int }"), rules)).toThrow("Subject.name");
  });
});

describe("maskValue", () => {
  const characters = fc.constantFrom(...Array.from("张王李欧阳司马赵𠮷一二三四五六七八九十·A"));

  it("keeps of a name its surname at most, and its length", () => {
    fc.assert(
      fc.property(fc.array(characters, { minLength: 1, maxLength: 12 }), (letters) => {
        const shown = Array.from(String(maskValue(letters.join(""), "NAME")));
        expect(shown).toHaveLength(letters.length);
        const kept = shown.filter((letter) => letter !== "*");
        expect(kept.length).toBeLessThanOrEqual(letters.length > 2 ? 2 : 1);
        expect(kept).toEqual(letters.slice(0, kept.length));
        expect(kept.length).toBeLessThan(letters.length);
        // Two characters only where they are one surname.
        if (kept.length === 2) expect(["欧阳", "司马"]).toContain(kept.join(""));
      }),
    );
  });

  it("keeps of an ID number the first and last four digits at most", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{17}[0-9X]$/), (number) => {
        expect(maskValue(number, "IDENTIFIER")).toBe(`${number.slice(0, 4)}**********${number.slice(-4)}`);
      }),
    );
  });

  it("changes nothing the second time: what is stored masked may pass again", () => {
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 12 }), (letters) => {
        const once = maskValue(letters.join(""), "NAME");
        expect(maskValue(once, "NAME")).toBe(once);
      }),
    );
    expect(maskValue("3213**********1230", "IDENTIFIER")).toBe("3213**********1230");
  });

  it("shows nothing of what is no text", () => {
    for (const value of [null, undefined, 321302199003071230n, 1, {}, new Date(0)])
      expect(maskValue(value, "IDENTIFIER")).toBeNull();
  });
});
