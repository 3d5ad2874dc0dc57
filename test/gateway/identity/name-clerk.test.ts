import { describe, expect, it } from "@jest/globals";
import type { Caller } from "../../../gateway/identity/caller.js";
import { nameClerk } from "../../../gateway/identity/name-clerk.js";

const now = new Date("2026-11-21T01:00:00Z");
const caller = (parts: Partial<Caller>): Caller => ({
  unit: "一网通办平台",
  person: "platform",
  name: null,
  roles: ["system"],
  scopes: null,
  region: null,
  department: null,
  subject: null,
  onBehalfOf: null,
  issuer: "https://sso.example.gov.cn",
  tokenId: null,
  ...parts,
});
const refusal = (code: string) => expect.objectContaining({ code });

describe("a business system", () => {
  it("names the clerk in a header or in its token", () => {
    expect(nameClerk(caller({}), "clerk.07@hall", now).onBehalfOf).toBe("clerk.07@hall");
    expect(nameClerk(caller({ onBehalfOf: "c7" }), undefined, now).onBehalfOf).toBe("c7");
    expect(nameClerk(caller({ onBehalfOf: "c7" }), "c7", now).onBehalfOf).toBe("c7");
  });

  it("is refused without one", () => {
    expect(() => nameClerk(caller({}), undefined, now)).toThrow(refusal("ON_BEHALF_REQUIRED"));
  });

  it("may not name another clerk than its token does", () => {
    expect(() => nameClerk(caller({ onBehalfOf: "c7" }), "c8", now)).toThrow(refusal("BAD_REQUEST"));
  });

  it.each([
    ["a name", "陈静"],
    ["an ID number", "321302199003071230"],
    ["an ID number with an account's letters", "321302-19900307-1230"],
    ["nothing", ""],
    ["two", "c7, c8"],
    ["a line break", "c7\nx"],
    ["something very long", "c".repeat(65)],
    ["several headers", ["c7", "c8"]],
  ])("may not write %s", (_what, written) => {
    expect(() => nameClerk(caller({}), written, now)).toThrow(refusal("BAD_REQUEST"));
  });
});

describe("anybody else", () => {
  it("may not put its looks on another account", () => {
    const clerk = caller({ roles: ["clerk"] });
    expect(() => nameClerk(clerk, "somebody", now)).toThrow(refusal("BAD_REQUEST"));
    expect(
      nameClerk(caller({ roles: ["clerk"], onBehalfOf: "somebody" }), undefined, now).onBehalfOf,
    ).toBeNull();
  });
});
