import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createAuthenticator } from "../../../gateway/identity/authenticate.js";
import { readIssuers } from "../../../gateway/identity/read-issuers.js";
import { createLog } from "../../../kernel/log.js";
import { eventually } from "../../support/eventually.js";
import { openJwksServer } from "../../support/jwks-server.js";
import { createTokenKeys, signClaims, someClaims } from "../../support/token-builder.js";

const now = new Date("2026-11-21T01:00:00Z");
const [ec, rsa, next] = [createTokenKeys("ES256"), createTokenKeys("RS256"), createTokenKeys("ES256")];

let folder: string;
let keyFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fengcha-issuers-"));
  keyFile = join(folder, "issuer.public.pem");
  writeFileSync(keyFile, ec.pem);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const parts = {
  roles: ["clerk", "procurement", "officer"],
  departments: ["tax", "market"],
  clock: () => now,
  log: createLog({ level: "silent" }),
};
function write(text: string): string {
  const file = join(folder, "issuers.yaml");
  writeFileSync(file, text.replaceAll("KEY", keyFile));
  return file;
}
const read = (text: string) => readIssuers(write(text), parts);
const authenticate = (text: string) =>
  createAuthenticator({
    issuers: read(text),
    revocations: { refuseRevoked: () => undefined },
    clock: () => now,
  });
const least = `issuers: [{issuer: "https://sso.example.gov.cn", algorithms: [ES256], publicKeyFile: KEY}]`;

describe("readIssuers", () => {
  it("reads the example of the deployment", () => {
    const example = readFileSync(new URL("../../../deploy/issuers.example.yaml", import.meta.url), "utf8");
    const [issuer] = read(example.replace("/run/secrets/issuer.public.pem", "KEY"));
    expect(issuer).toMatchObject({
      issuer: "https://sso.example.gov.cn",
      algorithms: ["ES256"],
      audience: "fengcha",
      clockSkewSeconds: 5,
      maxAgeHours: 12,
    });
  });

  it("reads the example with all that it has in comments", () => {
    const example = readFileSync(new URL("../../../deploy/issuers.example.yaml", import.meta.url), "utf8");
    const all = example
      .replace(/^ +publicKeyFile.*$/m, "")
      .replace(/^ +# Or, where.*$/m, "")
      .replace(/^( +)# (claims:|roleNames:|departmentNames:|jwksUri|jwksCaFile|keepKeys)/gm, "$1$2")
      .replace(/^( +)# {3}(\S+: )/gm, "$1  $2")
      .replace("/run/secrets/government-ca.pem", "KEY");
    const [issuer] = read(all);
    expect(issuer?.claims.paths).toMatchObject({ unit: ["org", "name"], roles: ["realm_access", "roles"] });
    expect(issuer?.claims.roleNames?.get("综合窗口")).toEqual(["clerk"]);
    expect(issuer?.claims.departmentNames?.get("市市场监管局")).toBe("market");
  });

  it("fills in defaults", () => {
    expect(read(least)).toMatchObject([
      { audience: "fengcha", clockSkewSeconds: 5, maxAgeHours: 12, claims: { roleNames: null } },
    ]);
  });

  const issuer = (rest: string): string => `issuers: [{issuer: a, algorithms: [ES256], ${rest}}]`;
  it.each([
    ["no YAML", "issuers: [", "不是有效的 YAML"],
    ["no list", "issuers: 1", "issuers：应为列表"],
    ["an empty list", "issuers: []", "issuers：至少写一个签发方"],
    ["no issuer", "issuers: [{algorithms: [ES256], publicKeyFile: KEY}]", "issuers[0].issuer：应为文字"],
    [
      "the old spelling",
      issuer("algorithm: ES256, publicKeyFile: KEY"),
      "issuers[0].algorithm：没有这个字段",
    ],
    [
      "HS256",
      "issuers: [{issuer: a, algorithms: [HS256], publicKeyFile: KEY}]",
      "issuers[0].algorithms[0]：应为 RS256 或 ES256",
    ],
    [
      "no algorithm",
      "issuers: [{issuer: a, algorithms: [], publicKeyFile: KEY}]",
      "issuers[0].algorithms：至少写一个",
    ],
    ["no keys", issuer("audience: x"), "issuers[0].jwksUri：须写 jwksUri 或 publicKeyFile 其中之一"],
    ["two kinds of keys", issuer("publicKeyFile: KEY, jwksUri: https://a.cn/"), "issuers[0].jwksUri：须写"],
    [
      "keys over plain HTTP",
      issuer("jwksUri: http://sso.example.gov.cn/jwks"),
      "issuers[0].jwksUri：应为 https 地址",
    ],
    [
      "keys from a file by address",
      issuer("jwksUri: file:///etc/passwd"),
      "issuers[0].jwksUri：应为 https 地址",
    ],
    [
      "a missing key file",
      issuer("publicKeyFile: /no/where.pem"),
      "issuers[0].publicKeyFile：读不到文件 /no/where.pem",
    ],
    [
      "too much tolerance",
      issuer("publicKeyFile: KEY, clockSkewSeconds: 900"),
      "issuers[0].clockSkewSeconds：不能大于 300",
    ],
    [
      "tokens of a year",
      issuer("publicKeyFile: KEY, maxAgeHours: 8760"),
      "issuers[0].maxAgeHours：不能大于 168",
    ],
    [
      "keys kept for ever",
      issuer("jwksUri: https://a.cn/, keepKeysHours: 9999"),
      "issuers[0].keepKeysHours：不能大于 72",
    ],
    ["a claim that we do not know", issuer("publicKeyFile: KEY, claims: {unitt: org}"), "issuers[0].claims"],
    [
      "a path with a hole",
      issuer("publicKeyFile: KEY, claims: {unit: org..name}"),
      "issuers[0].claims.unit：路径中有空的一段",
    ],
    [
      "a role that does not exist",
      issuer("publicKeyFile: KEY, roleNames: {窗口: clerc}"),
      "issuers[0].roleNames.窗口：没有角色 clerc，可用：clerk",
    ],
    [
      "a department that does not exist",
      issuer("publicKeyFile: KEY, departmentNames: {税务: taxx}"),
      "issuers[0].departmentNames.税务：没有部门 taxx",
    ],
    [
      "the same issuer twice",
      `${least.slice(0, -1)}, {issuer: "https://sso.example.gov.cn", algorithms: [ES256], publicKeyFile: KEY}]`,
      "issuers：同一个 issuer 写了两次",
    ],
    [
      "our own job issuer",
      "issuers: [{issuer: fengcha-credit-office, algorithms: [ES256], publicKeyFile: KEY}]",
      "由逢查自用",
    ],
    [
      "the issuer of demo tokens",
      "issuers: [{issuer: fengcha-development, algorithms: [ES256], publicKeyFile: KEY}]",
      "由逢查自用",
    ],
  ])("refuses %s, and says where and how to mend it", (_what, text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(join(folder, "issuers.yaml"));
  });

  it("refuses a file that is not there, and a key that fits no pinned algorithm", () => {
    expect(() => readIssuers(join(folder, "none.yaml"), parts)).toThrow("FENGCHA_ISSUERS_FILE");
    writeFileSync(keyFile, rsa.pem);
    expect(() => read(least)).toThrow("不适用于 ES256");
    writeFileSync(keyFile, "no key");
    expect(() => read(least)).toThrow("PEM");
  });
});

describe("a city's 统一身份认证", () => {
  const mapping = `
    claims: {unit: org.name, person: account, roles: realm_access.roles, name: displayName, region: org.areaCode}
    roleNames: {综合窗口: clerk, 采购经办: [procurement]}`;
  const theirClaims = () =>
    someClaims(now, {
      aud: ["portal", "xyfw"],
      unit: undefined,
      sub: "7c9e6679-7425-40de-944b",
      roles: undefined,
      account: "zhangsan01",
      displayName: "张三",
      org: { name: "宿迁市行政审批局", areaCode: "321300" },
      realm_access: { roles: ["综合窗口", "考勤员"] },
    });

  it("needs no code: its tokens are read by a mapping, its keys from its JWKS server", async () => {
    const server = await openJwksServer({ "2026-01": ec.publicKey });
    try {
      const ask = authenticate(`issuers:
  - issuer: https://sso.example.gov.cn
    algorithms: [ES256]
    audience: xyfw
    jwksUri: ${server.uri}${mapping}`);
      const token = signClaims(theirClaims(), ec.privateKey, { keyid: "2026-01" });
      expect(await ask(`Bearer ${token}`, {})).toMatchObject({
        unit: "宿迁市行政审批局",
        person: "zhangsan01",
        name: "张三",
        roles: ["clerk"],
        region: "321300",
        issuer: "https://sso.example.gov.cn",
        tokenId: "t-1",
      });
      const strange = signClaims(theirClaims(), next.privateKey, { keyid: "2026-01" });
      await expect(ask(`Bearer ${strange}`, {})).rejects.toMatchObject({ code: "IDENTITY_REQUIRED" });
    } finally {
      await server.close();
    }
  });

  it("may change its key in the PEM file without a restart", async () => {
    const ask = authenticate(least);
    const tokenOf = ({ privateKey }: typeof ec) => `Bearer ${signClaims(someClaims(now), privateKey)}`;
    await ask(tokenOf(ec), {});
    writeFileSync(`${keyFile}.new`, next.pem);
    renameSync(`${keyFile}.new`, keyFile);
    await eventually(() => ask(tokenOf(next), {}));
    await expect(ask(tokenOf(ec), {})).rejects.toMatchObject({ code: "IDENTITY_REQUIRED" });
  });
});
