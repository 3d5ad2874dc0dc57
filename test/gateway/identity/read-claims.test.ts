import { describe, expect, it } from "@jest/globals";
import { ownClaims, type ClaimName } from "../../../gateway/identity/claims-mapping.js";
import { readClaims } from "../../../gateway/identity/read-claims.js";

const now = new Date("2026-11-21T01:00:00Z");
const issuer = "https://sso.example.gov.cn";
const ours = { unit: "宿迁市审计局", sub: "a07", roles: ["auditor"] };
const idNumber = "321302199003071230";

const read = (payload: object, claims = ownClaims) =>
  readClaims(payload as Record<string, unknown>, { issuer, claims }, now);
const mapped = (
  paths: Partial<Record<ClaimName, readonly string[]>>,
  rest: Partial<typeof ownClaims> = {},
) => ({
  ...ownClaims,
  ...rest,
  paths: { ...ownClaims.paths, ...paths },
});

describe("readClaims", () => {
  it("fills what the token says, and null for what it does not", () => {
    expect(read(ours)).toEqual({
      unit: "宿迁市审计局",
      person: "a07",
      name: null,
      roles: ["auditor"],
      scopes: null,
      region: null,
      department: null,
      subject: null,
      onBehalfOf: null,
      issuer,
      tokenId: null,
    });
    const all = {
      ...ours,
      name: "沈岩",
      scopes: ["tax:read"],
      region: "321300",
      department: "market",
      jti: "t-1",
    };
    expect(read({ ...all, onBehalfOf: "u1" })).toMatchObject({
      name: "沈岩",
      scopes: ["tax:read"],
      region: "321300",
      department: "market",
      onBehalfOf: "u1",
      tokenId: "t-1",
    });
  });

  it("reads a city's own tokens by their paths and its own role names", () => {
    const token = {
      account: "zhangsan01",
      org: { name: "宿迁市行政审批局", areaCode: "321300" },
      "https://sso.example.gov.cn/roles": "综合窗口 采购经办,考勤员",
      realm_access: { department: "市市场监管局" },
      scope: "tax:read courts:read",
      act: { sub: "lisi02" },
    };
    const claims = mapped(
      {
        unit: ["org", "name"],
        person: ["account"],
        roles: ["https://sso.example.gov.cn/roles"],
        region: ["org", "areaCode"],
        department: ["realm_access", "department"],
        scopes: ["scope"],
        onBehalfOf: ["act", "sub"],
      },
      {
        roleNames: new Map([
          ["综合窗口", ["clerk"]],
          ["采购经办", ["procurement", "clerk"]],
        ]),
        departmentNames: new Map([["市市场监管局", "market"]]),
      },
    );
    expect(read(token, claims)).toMatchObject({
      unit: "宿迁市行政审批局",
      person: "zhangsan01",
      roles: ["clerk", "procurement"],
      region: "321300",
      department: "market",
      scopes: ["tax:read", "courts:read"],
      onBehalfOf: "lisi02",
    });
  });

  it("ignores role names that are not mapped, also our own: nothing is left of them", () => {
    const claims = mapped({}, { roleNames: new Map([["综合窗口", ["clerk"]]]) });
    expect(read({ ...ours, roles: ["auditor", "officer", "考勤员"] }, claims).roles).toEqual([]);
  });

  it("knows the subject's identifier for the role of the subject alone, as it is stored", () => {
    const written = "９１３５０１００ｍ０００１００ｙ４３";
    expect(read({ ...ours, roles: ["subject"], subject: written }).subject).toBe("91350100M000100Y43");
    expect(read({ ...ours, subject: written }).subject).toBeNull();
    expect(() => read({ ...ours, roles: ["subject"], subject: "not an identifier" })).toThrow("本人代码");
  });

  it("takes an empty list of scopes as none at all, never as no limit", () => {
    expect(read({ ...ours, scopes: [] }).scopes).toEqual([]);
  });

  it("reads own properties only", () => {
    expect(() => read(ours, mapped({ unit: ["constructor", "name"] }))).toThrow("单位");
    expect(() => read(ours, mapped({ person: ["__proto__", "x"] }))).toThrow("账号");
  });

  it.each([
    ["no unit", { unit: undefined }, "单位（unit）"],
    ["an empty unit", { unit: " " }, "单位（unit）"],
    ["a unit with a line break", { unit: "某单位\n管理员" }, "单位（unit）"],
    ["a unit that is no text", { unit: { $ne: null } }, "单位（unit）"],
    ["a unit that is very long", { unit: "单".repeat(201) }, "单位（unit）"],
    ["no account", { sub: undefined }, "账号（sub）"],
    ["somebody's ID number as account", { sub: idNumber }, "账号（sub）"],
    ["no roles", { roles: undefined }, "角色（roles）"],
    ["empty roles", { roles: [] }, "角色（roles）"],
    ["roles that are no texts", { roles: ["clerk", 1] }, "角色（roles）"],
    ["roles as an object", { roles: { clerk: true } }, "角色（roles）"],
    ["scopes that are no texts", { scopes: [{}] }, "授权范围（scopes）"],
    ["a name as clerk", { onBehalfOf: "陈静" }, "经办人员账号（onBehalfOf）"],
    ["an ID number as clerk", { onBehalfOf: idNumber }, "经办人员账号（onBehalfOf）"],
    ["a token id that is no text", { jti: 7 }, "令牌编号（jti）"],
  ])("refuses %s by the claim's name, without what it says", (_what, wrong, named) => {
    expect(() => read({ ...ours, ...wrong })).toThrow(expect.objectContaining({ code: "IDENTITY_REQUIRED" }));
    expect(() => read({ ...ours, ...wrong })).toThrow(named);
    expect(() => read({ ...ours, ...wrong })).not.toThrow(idNumber);
  });
});
