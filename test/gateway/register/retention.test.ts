import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { draftOf, linkDrafts, noOutcome } from "../../../gateway/register/drafts.js";
import { prepareRegister } from "../../../gateway/register/register.js";
import { appendTombstone, retentionChain } from "../../../gateway/register/retention/append-tombstone.js";
import { eraseSubject } from "../../../gateway/register/retention/erase-subject.js";
import { expireSubjects } from "../../../gateway/register/retention/expire-subjects.js";
import { openSubjectKeys } from "../../../gateway/register/subject-keys.js";
import { openRegisterSource } from "../../../gateway/register/verify/register-source.js";
import { verifyRegister } from "../../../gateway/register/verify/verify-register.js";
import { suites } from "../../../kernel/crypto-suite.js";
import { registerCollection, type RegisterEntry } from "../../../kernel/register-entry.js";
import { openSubjectReferences, registerKeyCollection } from "../../../kernel/register-keys.js";
import { openRegisterDatabase, type RegisterDatabase } from "../../support/register-database.js";
import { lookOf } from "../../support/register-looks.js";

const person = "321302199003071230";
const other = "321324196402294567";
const organisation = "91350100M000100Y43";
const suite = suites.international;
const secrets = { register: randomBytes(32), personal: randomBytes(32) };
const now = new Date("2026-11-21T04:00:00Z");

let database: RegisterDatabase;
beforeEach(async () => {
  database = await openRegisterDatabase();
  await prepareRegister(database.register);
});
afterEach(async () => {
  await database.close();
});

const keysAt = (at: Date) =>
  openSubjectKeys({ register: database.register, secrets, suite, clock: () => at });
const nameOf = (identifier: string): Promise<string | null> =>
  openSubjectReferences(database.register, secrets, () => "2026-11-21").of(identifier);
const keyCount = (): Promise<number> =>
  database.register.collection(registerKeyCollection).countDocuments({});
const isIntact = async (): Promise<boolean> =>
  (
    await verifyRegister({
      source: openRegisterSource(database.register),
      keys: new Map(),
      copies: [],
      receipts: [],
    })
  ).isIntact;

/** A look at somebody, years ago, in a chain. */
async function look(identifier: string, at: string, matter: string): Promise<void> {
  const references = await keysAt(new Date(at)).referencesOf([identifier]);
  const chain = await database.chain("gateway");
  const draft = draftOf(
    "INTENT",
    lookOf({ ...references, matter, receipt: `FC${chain.length}` }),
    noOutcome,
    new Date(at),
  );
  const links = linkDrafts([draft], chain.at(-1) ?? { seq: 0, hash: "" }, {
    chain: "gateway",
    epoch: 1,
    suite,
  });
  await database.register.collection<RegisterEntry>(registerCollection).insertMany(links);
}

describe("names of subjects in the register", () => {
  it("are the register key's for organisations and for what is no identifier, a key of their own for persons", async () => {
    const { subjects, sealed } = await keysAt(now).referencesOf([organisation, person, "乱写", ` ${person}`]);
    expect(subjects).toHaveLength(3);
    expect(sealed.map((each) => each === null)).toEqual([true, false, true]);
    expect(await keyCount()).toBe(1);
    expect([await nameOf(organisation), await nameOf(person)]).toEqual(subjects.slice(0, 2));
    expect(
      JSON.stringify(await database.register.collection(registerKeyCollection).find().toArray()),
    ).not.toContain(person);
  });

  it("are the same for gateways that see a person for the first time at the same moment", async () => {
    const gateways = Array.from({ length: 6 }, () => keysAt(now));
    const names = await Promise.all(gateways.map((keys) => keys.referencesOf([person, other])));
    expect(new Set(names.map(({ subjects }) => subjects.join())).size).toBe(1);
    expect(await keyCount()).toBe(2);
  });

  it("cannot be made with another key-encryption key", async () => {
    await keysAt(now).referencesOf([person]);
    const wrong = { ...secrets, personal: randomBytes(32) };
    const keys = openSubjectKeys({ register: database.register, secrets: wrong, suite, clock: () => now });
    await expect(keys.referencesOf([person])).rejects.toMatchObject({ code: "REGISTER_UNAVAILABLE" });
  });
});

describe("erasing a person", () => {
  it("destroys the key, leaves a tombstone that does not say whose, and every hash", async () => {
    await look(person, "2026-11-20T04:00:00Z", "LICENCE");
    const before = await nameOf(person);
    const why = { basis: "《个人信息保护法》第四十七条", at: now, suite, registerKey: secrets.register };
    expect(await eraseSubject(database.register, person, why)).toBe(true);
    expect(await nameOf(person)).toBeNull();
    expect(await eraseSubject(database.register, person, why)).toBe(false);
    expect(await eraseSubject(database.register, organisation, why)).toBe(false);
    const [tombstone, ...more] = await database.chain(retentionChain);
    expect(more).toEqual([]);
    expect(tombstone).toMatchObject({ kind: "ERASED", subjects: [] });
    expect(tombstone?.note).toContain(why.basis);
    expect(JSON.stringify(tombstone)).not.toContain(before);
    expect(await isIntact()).toBe(true);
    // A look that comes later belongs to a new name.
    await keysAt(now).referencesOf([person]);
    expect(await nameOf(person)).not.toBe(before);
  });

  it("keeps one chain of tombstones, also when several are erased at once", async () => {
    const erase = (index: number) => appendTombstone(database.register, { note: `${index}`, at: now, suite });
    await Promise.all([0, 1, 2].map(erase));
    expect((await database.chain(retentionChain)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await isIntact()).toBe(true);
  });
});

describe("expiry", () => {
  const expire = (isDryRun = false, at = now) =>
    expireSubjects(database.register, { now: at, suite, isDryRun });

  it("destroys keys five years after the last look, to the day, and counts first when asked to", async () => {
    await look(person, "2021-11-20T04:00:00Z", "LICENCE");
    await look(other, "2021-11-21T04:00:00Z", "LICENCE");
    expect(await expire(true)).toEqual({ persons: 2, expired: 1 });
    expect(await keyCount()).toBe(2);
    expect(await expire()).toEqual({ persons: 2, expired: 1 });
    expect(await nameOf(person)).toBeNull();
    expect(await nameOf(other)).not.toBeNull();
    expect(await database.chain(retentionChain)).toHaveLength(1);
    expect(await isIntact()).toBe(true);
  });

  it("keeps procurement and tendering for fifteen years", async () => {
    await look(person, "2012-01-05T04:00:00Z", "PROCUREMENT_BID");
    await look(other, "2012-01-05T04:00:00Z", "TENDER_BID");
    await look(other, "2013-01-05T04:00:00Z", "LICENCE");
    expect(await expire()).toEqual({ persons: 2, expired: 0 });
    expect(await expire(true, new Date("2027-01-06T04:00:00Z"))).toEqual({ persons: 2, expired: 2 });
  });

  it("keeps whoever was looked at again", async () => {
    await look(person, "2012-01-05T04:00:00Z", "LICENCE");
    await look(person, "2026-01-05T04:00:00Z", "LICENCE");
    expect(await expire()).toEqual({ persons: 1, expired: 0 });
  });
});
