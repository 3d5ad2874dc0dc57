import { createHmac } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { isPersonId, subjectIdOf } from "../../kernel/subject-id.js";

const key = Buffer.alloc(32, 7);
const person = { kind: "PERSON", value: "321302199003071230" } as const;

describe("subjectIdOf", () => {
  it("keeps the code of an organisation readable, whatever the key", () => {
    const organisation = { kind: "ORGANISATION", value: "91320812MA9TEXT192" } as const;
    expect(subjectIdOf(organisation, key)).toBe("o-91320812MA9TEXT192");
    expect(subjectIdOf(organisation, Buffer.alloc(0))).toBe("o-91320812MA9TEXT192");
  });

  it("is the whole HMAC-SHA-256 of a person's ID number", () => {
    const subjectId = subjectIdOf(person, key);
    const expected = createHmac("sha256", key).update(person.value).digest();
    expect(subjectId).toMatch(/^p-[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(subjectId.slice(2), "base64url")).toEqual(expected);
  });

  it("depends on the key and on every character of the number", () => {
    const ids = [
      subjectIdOf(person, key),
      subjectIdOf(person, Buffer.alloc(32, 8)),
      subjectIdOf({ ...person, value: "321302199003071249" }, key),
    ];
    expect(new Set(ids).size).toBe(3);
    expect(subjectIdOf(person, Buffer.alloc(32, 7))).toBe(ids[0]);
  });

  it("refuses a key too short to hide anybody, without naming the number", () => {
    expect(() => subjectIdOf(person, Buffer.alloc(31))).toThrow(
      new RangeError("The key of natural persons needs at least 32 bytes"),
    );
  });
});

describe("isPersonId", () => {
  it("tells persons from organisations", () => {
    expect(isPersonId(subjectIdOf(person, key))).toBe(true);
    expect(isPersonId("o-91320812MA9TEXT192")).toBe(false);
    expect(isPersonId("")).toBe(false);
  });
});
