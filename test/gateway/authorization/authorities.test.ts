import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openAuthorities, type Authorities } from "../../../gateway/authorization/authorities.js";
import { type StoredAuthority } from "../../../gateway/authorization/authority-documents.js";
import { authoritiesCollection } from "../../../kernel/case-documents.js";
import {
  openAuthorityFeed,
  type AuthorityFeed,
  type FedAuthority,
} from "../../../gateway/authorization/authority-feed.js";
import { openTestControl } from "../../support/control-database.js";

const registerKey = Buffer.alloc(32, 9);
const [enterprise, association, person] = [
  "91320812MA9TEXT192",
  "52321300MJ9TEMP32B",
  "321302199003071230",
] as const;
const caller = { issuer: "https://sso.example.gov.cn", person: "wang-1" };
const typical: FedAuthority = {
  ...caller,
  subject: enterprise,
  kind: "LEGAL_REPRESENTATIVE",
  from: "2026-01-01",
  until: "2026-12-31",
  evidence: "登记〔2026〕8号",
};

let now = new Date("2026-07-01T12:00:00+08:00");
let database: Awaited<ReturnType<typeof openTestControl>>;
let feed: AuthorityFeed;
let authorities: Authorities;
beforeAll(async () => {
  database = await openTestControl();
  const parts = { control: database.control, registerKey, clock: () => now };
  feed = openAuthorityFeed(parts);
  await feed.prepare();
  authorities = openAuthorities(parts);
  await feed.put([
    typical,
    { ...typical, subject: person, kind: "AGENT", until: "2028-02-29", evidence: "公证〔2026〕3号" },
  ]);
});
afterAll(async () => {
  await database.close();
});

const list = async (account: string | null = null): Promise<StoredAuthority[]> => {
  const found: StoredAuthority[] = [];
  for await (const each of feed.list(account)) found.push(each);
  return found;
};

describe("mayActFor", () => {
  it("holds for the account that is registered, for its subjects, however they are written", async () => {
    expect(await authorities.mayActFor(caller, [enterprise])).toBe(true);
    expect(await authorities.mayActFor(caller, [" 91320812ma9text192", enterprise, person])).toBe(true);
  });

  it("holds for nobody else, nor for a subject more, nor for none", async () => {
    expect(await authorities.mayActFor({ ...caller, person: "wang-2" }, [enterprise])).toBe(false);
    expect(await authorities.mayActFor({ ...caller, issuer: "https://other" }, [enterprise])).toBe(false);
    expect(await authorities.mayActFor(caller, [enterprise, association])).toBe(false);
    expect(await authorities.mayActFor(caller, [])).toBe(false);
  });

  it("holds from the first second of its first day to the last of its last one, in Shanghai", async () => {
    const at = async (instant: string): Promise<boolean> => {
      now = new Date(instant);
      return await authorities.mayActFor(caller, [person]);
    };
    expect(await at("2025-12-31T23:59:59.999+08:00")).toBe(false);
    expect(await at("2026-01-01T00:00:00+08:00")).toBe(true);
    expect(await at("2028-02-29T23:59:59.999+08:00")).toBe(true);
    expect(await at("2028-03-01T00:00:00+08:00")).toBe(false);
    now = new Date("2026-07-01T12:00:00+08:00");
  });

  it("stores no identifier", async () => {
    const stored = JSON.stringify(await database.control.collection(authoritiesCollection).find().toArray());
    for (const value of [enterprise, person]) expect(stored).not.toContain(value);
  });

  it("ends with a revocation, which the same document cannot undo", async () => {
    const [registered] = (await list(caller.person)).filter(({ kind }) => kind === "LEGAL_REPRESENTATIVE");
    expect(await feed.revoke("no-such", "…")).toBe(false);
    expect(await feed.revoke(registered?._id ?? "", "变更登记〔2026〕9号")).toBe(true);
    expect(await authorities.mayActFor(caller, [enterprise])).toBe(false);
    await feed.put([{ ...typical, until: "2027-12-31" }]);
    expect(await authorities.mayActFor(caller, [enterprise])).toBe(false);
    expect(await feed.revoke(registered?._id ?? "", "再次")).toBe(false);
    await feed.put([{ ...typical, evidence: "登记〔2026〕10号" }]);
    expect(await authorities.mayActFor(caller, [enterprise])).toBe(true);
  });

  it("takes a document that comes again for the same authority, with other days", async () => {
    const before = await list();
    await feed.put([{ ...typical, evidence: "登记〔2026〕10号", until: "2026-06-30" }]);
    expect(await list()).toHaveLength(before.length);
    expect(await authorities.mayActFor(caller, [enterprise])).toBe(false);
  });
});
