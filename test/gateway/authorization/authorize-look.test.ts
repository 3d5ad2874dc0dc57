import { describe, expect, it } from "@jest/globals";
import {
  authorizeLook,
  rolesOf,
  scopesOf,
  type Authority,
} from "../../../gateway/authorization/authorize-look.js";
import type { GrantAnswer as Grant } from "../../../gateway/authorization/grants.js";
import { loadRoles } from "../../../gateway/authorization/load-roles.js";
import type { Caller } from "../../../gateway/identity/caller.js";
import type { LookRequest } from "../../../gateway/looks/look-request.js";

const roles = loadRoles({ isDevelopment: false });
const caller = (given: Partial<Caller>): Caller => ({
  unit: "示例单位",
  person: "account",
  name: null,
  roles: ["clerk"],
  scopes: null,
  region: null,
  department: null,
  subject: null,
  onBehalfOf: null,
  issuer: "test",
  tokenId: null,
  ...given,
});
const request = (given: Partial<LookRequest>): LookRequest => ({
  responseName: "check",
  field: "check",
  matter: "LICENCE",
  caseNumber: "X-1",
  identifiers: ["91350100M000100Y43"],
  earlier: null,
  asOf: null,
  ...given,
});
const live: Grant = { state: "LIVE", scopes: [], expiredScopes: [] };
async function authorize(who: Partial<Caller>, what: Partial<LookRequest>, given: Partial<Authority> = {}) {
  const asking = caller(who);
  return await authorizeLook(request(what), asking, {
    roles: rolesOf(asking, roles),
    grantFor: () => live,
    mayActFor: () => Promise.resolve(false),
    ...given,
  });
}

describe("authorizeLook", () => {
  it("allows what a role names, with the role's scopes", async () => {
    expect(await authorize({}, {})).toEqual({
      scopes: ["tax:read", "market:read", "hrss:read", "ecology:read", "courts:read"],
      expiredScopes: [],
      isOwn: false,
    });
  });

  it("refuses a root field that no role names, and a matter that it does not handle", async () => {
    await expect(authorize({}, { field: "accessLog" })).rejects.toMatchObject({
      code: "FORBIDDEN",
      extensions: { reason: "NO_SCOPE" },
    });
    await expect(authorize({ roles: ["procurement"] }, { matter: "LICENCE" })).rejects.toMatchObject({
      extensions: { reason: "NO_SCOPE" },
    });
  });

  it("is refused without a grant, and says when a grant has run out", async () => {
    await expect(authorize({}, {}, { grantFor: () => ({ state: "NONE" }) })).rejects.toMatchObject({
      code: "FORBIDDEN",
      extensions: { reason: "NO_SCOPE" },
    });
    await expect(authorize({}, {}, { grantFor: () => ({ state: "EXPIRED" }) })).rejects.toMatchObject({
      code: "FORBIDDEN",
      extensions: { reason: "EXPIRED_GRANT" },
    });
  });

  it("adds the scopes of grants, only for roles that are granted, and tells those that ran out", async () => {
    const grantFor = (role: string): Grant =>
      role === "clerk"
        ? { state: "LIVE", scopes: ["market:personal"], expiredScopes: ["tax:amounts"] }
        : { state: "EXPIRED" };
    const allowed = await authorize({ roles: ["clerk", "officer"] }, {}, { grantFor });
    expect(allowed.scopes).toContain("market:personal");
    expect(allowed.scopes).not.toContain("credit-office:personal");
    expect(allowed.expiredScopes).toEqual(["tax:amounts"]);
  });

  it("lets a token narrow its caller's scopes and never widen them", async () => {
    const allowed = await authorize({ scopes: ["tax:read", "credit-office:personal"] }, {});
    expect(allowed.scopes).toEqual(["tax:read"]);
  });

  it("lets a subject look at itself, and whoever is registered to act for it", async () => {
    const own = { roles: ["subject"], subject: "91350100m000100y43" };
    const what = { field: "subject", identifiers: ["９1350100M000100Y43"] };
    expect(await authorize(own, what)).toMatchObject({ isOwn: true });
    const foreign = { ...what, identifiers: ["91320812MA9TEXT192"] };
    await expect(authorize(own, foreign)).rejects.toMatchObject({ extensions: { reason: "NOT_YOURS" } });
    expect(await authorize(own, foreign, { mayActFor: () => Promise.resolve(true) })).toMatchObject({
      isOwn: true,
    });
  });

  it("does not take a clerk's own identifier for the subject's right to its whole file", async () => {
    const both = { roles: ["clerk", "subject"], subject: "91350100M000100Y43" };
    expect(await authorize(both, { field: "subject" })).toMatchObject({ isOwn: false });
  });

  it("allows the past to those who may look at it", async () => {
    const asOf = "2025-01-01T00:00:00+08:00";
    await expect(authorize({}, { asOf })).rejects.toMatchObject({ code: "AS_OF_NOT_ALLOWED" });
    expect(await authorize({ roles: ["officer"] }, { asOf })).toMatchObject({ isOwn: false });
    const noReview = (_role: string, matter: string | null): Grant =>
      matter === "REVIEW" ? { state: "NONE" } : live;
    await expect(authorize({ roles: ["officer"] }, { asOf }, { grantFor: noReview })).rejects.toMatchObject({
      code: "AS_OF_NOT_ALLOWED",
    });
  });

  it("gives a data steward its own department's scopes and no other", () => {
    const steward = roles["steward"];
    if (!steward) throw new Error("no steward");
    expect(scopesOf(steward, { department: "market" })).toEqual([
      "market:read",
      "market:amounts",
      "market:personal",
    ]);
    expect(scopesOf(steward, { department: null })).toEqual([]);
  });

  it("knows no role of development in production", () => {
    expect(() => rolesOf(caller({ roles: ["developer"] }), roles)).toThrow("角色");
  });
});
