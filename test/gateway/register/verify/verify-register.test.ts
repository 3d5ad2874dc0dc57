import { describe, expect, it } from "@jest/globals";
import { draftOf, linkDrafts, noOutcome } from "../../../../gateway/register/drafts.js";
import { describeFinding } from "../../../../gateway/register/verify/finding.js";
import {
  verifyRegister,
  type Verification,
  type VerificationReport,
} from "../../../../gateway/register/verify/verify-register.js";
import { suiteNames, suites } from "../../../../kernel/crypto-suite.js";
import { entryIdOf, hashOfEntry, type RegisterEntry } from "../../../../kernel/register-entry.js";
import { lookOf } from "../../../support/register-looks.js";
import {
  copyOf,
  sourceOf,
  stream,
  writeRegister,
  type WrittenRegister,
} from "../../../support/written-register.js";

const verify = (register: WrittenRegister, more: Partial<Verification> = {}): Promise<VerificationReport> =>
  verifyRegister({ source: sourceOf(register), keys: register.keys, copies: [], receipts: [], ...more });
const named = ({ findings }: VerificationReport): string[] =>
  findings.map(
    ({ kind, chain, from, to }) => `${kind} ${chain ?? "-"} ${from}${from === to ? "" : `-${to}`}`,
  );
const at = (register: WrittenRegister, chain: string, seq: number): RegisterEntry => {
  const found = register.entries.find((each) => each.chain === chain && each.seq === seq);
  if (!found) throw new Error("no such entry");
  return found;
};
const without = (
  register: WrittenRegister,
  chain: string,
  isGone: (seq: number) => boolean,
): WrittenRegister => ({
  ...register,
  entries: register.entries.filter((each) => each.chain !== chain || !isGone(each.seq)),
});
const changed = (
  register: WrittenRegister,
  old: RegisterEntry,
  change: Partial<Record<keyof RegisterEntry, unknown>>,
): WrittenRegister => ({
  ...register,
  entries: register.entries.map((each) => (each === old ? ({ ...each, ...change } as RegisterEntry) : each)),
});

describe.each(suiteNames)("a register by the suite %s", (suite) => {
  const intact = writeRegister({ a: 6, b: 4 }, { suite });

  it("that nobody touched is intact, against its second place and its receipts too", async () => {
    const report = await verify(intact, { copies: [copyOf(intact.checkpoints)], receipts: intact.receipts });
    expect(named(report)).toEqual([]);
    expect(report).toMatchObject({ isIntact: true, chains: 2, entries: 22, uncovered: 0, openIntents: [] });
  });

  it("names an altered entry", async () => {
    const report = await verify(changed(intact, at(intact, "a", 4), { unit: "别的单位" }));
    expect(named(report)).toEqual(["ALTERED a 4"]);
    expect(report.findings.map(describeFinding)[0]).toMatch(/^ALTERED 被篡改：链 a 第 4 条，/);
  });

  it("names an altered entry whose hash was made to fit", async () => {
    const forged = { ...at(intact, "a", 4), unit: "别的单位" };
    const report = await verify(
      changed(intact, at(intact, "a", 4), { ...forged, hash: hashOfEntry(forged) }),
    );
    expect(named(report)).toEqual(["ALTERED a 4"]);
  });

  it("names what was rewritten from an entry to the end, hashes and all", async () => {
    const tail = intact.entries.filter(({ chain, seq }) => chain === "a" && seq >= 9);
    const drafts = tail.map((entry) => ({ ...entry, unit: "别的单位" }));
    const forged = linkDrafts(drafts, at(intact, "a", 8), { chain: "a", epoch: 1, suite: suites[suite] });
    const kept = without(intact, "a", (seq) => seq >= 9);
    const report = await verify({ ...kept, entries: [...kept.entries, ...forged] });
    expect(named(report)).toEqual(["ALTERED a 8-13"]);
  });

  it("names a deleted entry, and several", async () => {
    expect(named(await verify(without(intact, "a", (seq) => seq === 5)))).toEqual(["DELETED a 5"]);
    expect(named(await verify(without(intact, "b", (seq) => seq < 4)))).toEqual(["DELETED b 1-3"]);
  });

  it("names entries that changed places, moved whole or by their contents", async () => {
    const [five, eight] = [at(intact, "a", 5), at(intact, "a", 8)];
    const place = ({ seq }: RegisterEntry) => ({ seq, _id: entryIdOf("a", seq) });
    const moved = changed(changed(intact, five, place(eight)), eight, place(five));
    expect(named(await verify(moved)).sort()).toEqual(["REORDERED a 5", "REORDERED a 8"]);
    const hashes = ({ previousHash, hash }: RegisterEntry) => ({ previousHash, hash });
    const swapped = changed(changed(intact, five, { ...eight, ...place(five), ...hashes(five) }), eight, {
      ...five,
      ...place(eight),
      ...hashes(eight),
    });
    expect(named(await verify(swapped)).sort()).toEqual(["REORDERED a 5", "REORDERED a 8"]);
  });

  it("names an entry that was put beside another, or behind the end", async () => {
    const copy = { ...at(intact, "a", 5), _id: "extra", unit: "别的单位" };
    expect(named(await verify({ ...intact, entries: [...intact.entries, copy] }))).toEqual(["INSERTED a 5"]);
    const [unlinked] = linkDrafts(
      [draftOf("INTENT", lookOf(), noOutcome, new Date("2026-11-21T05:00:00Z"))],
      { seq: 13, hash: "elsewhere" },
      { chain: "a", epoch: 1, suite: suites[suite] },
    );
    if (!unlinked) throw new Error("no link");
    expect(named(await verify({ ...intact, entries: [...intact.entries, unlinked] }))).toEqual([
      "INSERTED a 14",
    ]);
  });

  it("names an entry that was linked behind the end, but dated back", async () => {
    const at = new Date("2026-11-20T05:00:00Z");
    const head = intact.entries.filter(({ chain }) => chain === "a").at(-1) ?? { seq: 0, hash: "" };
    const late = linkDrafts([draftOf("INTENT", lookOf(), noOutcome, at)], head, {
      chain: "a",
      epoch: 1,
      suite: suites[suite],
    });
    expect(named(await verify({ ...intact, entries: [...intact.entries, ...late] }))).toEqual([
      "INSERTED a 14",
    ]);
  });

  it("names a tail that was cut, by the checkpoints of the database", async () => {
    expect(named(await verify(without(intact, "a", (seq) => seq > 9)))).toEqual(["TRUNCATED a 10-13"]);
    expect(named(await verify(without(intact, "b", () => true)))).toEqual(["TRUNCATED b 1-9"]);
  });

  it("names a tail that was cut together with its checkpoints, by the second place and by a receipt", async () => {
    const cut = without(intact, "a", (seq) => seq > 7);
    const hidden = { ...without(cut, "b", (seq) => seq > 7), checkpoints: intact.checkpoints.slice(0, 1) };
    expect(named(await verify(hidden))).toEqual([]);
    const bySecondPlace = await verify(hidden, { copies: [copyOf(intact.checkpoints)] });
    expect(named(bySecondPlace)).toEqual(["CHECKPOINT_MISSING - 2-3", "TRUNCATED a 13", "TRUNCATED b 9"]);
    const byReceipt = await verify(hidden, { receipts: intact.receipts });
    expect(byReceipt.isIntact).toBe(false);
    expect(new Set(byReceipt.findings.map(({ kind }) => kind))).toEqual(new Set(["TRUNCATED"]));
  });

  it("names an entry that is not the one that a receipt stands for", async () => {
    const [first = ""] = intact.receipts;
    const other = first.replace(/[\dA-F]{24}$/, "0".repeat(24));
    expect(named(await verify(intact, { receipts: [other] }))).toEqual(["ALTERED a 2"]);
    await expect(verify(intact, { receipts: ["FC1"] })).rejects.toThrow(/写法不对/);
  });

  it("names a checkpoint that was altered, and one that is missing", async () => {
    const [one, two, three] = intact.checkpoints;
    if (!one || !two || !three) throw new Error("too few checkpoints");
    const altered = { ...two, heads: two.heads.map((head) => ({ ...head, seq: head.seq - 1 })) };
    expect(named(await verify({ ...intact, checkpoints: [one, altered, three] }))).toEqual([
      "CHECKPOINT_ALTERED - 2",
    ]);
    expect(named(await verify({ ...intact, checkpoints: [one, three] }))).toEqual(["CHECKPOINT_MISSING - 2"]);
    const stranger = writeRegister({ a: 6, b: 4 }, { suite, perCheckpoint: 2 });
    const report = await verify({ ...intact, checkpoints: [one, stranger.checkpoints[1] ?? two, three] });
    expect(named(report)).toContain("CHECKPOINT_ALTERED - 2");
  });

  it("names a line of the second place that was altered, and forgives one that a crash cut short", async () => {
    const lines = intact.checkpoints.map((each) => JSON.stringify(each));
    const [one = "", two = "", three = ""] = lines;
    const copies = (...texts: string[]) => ({ copies: [{ name: "second.jsonl", lines: stream(texts) }] });
    expect(named(await verify(intact, copies(one, two.replace(/"at":"20/, '"at":"19'), three)))).toEqual([
      "CHECKPOINT_ALTERED - 2",
    ]);
    expect(named(await verify(intact, copies(one, two.slice(0, 60), two, three)))).toEqual([]);
    expect(named(await verify(intact, copies("nonsense", one)))).toEqual(["CHECKPOINT_ALTERED - 0"]);
  });
});

describe("intents without outcome", () => {
  it("are named, marked or not, and are no finding", async () => {
    const register = writeRegister({ a: 4 });
    const kept = register.entries.filter(({ kind, seq }) => kind !== "OUTCOME" || seq < 8);
    const chain = kept.filter(({ seq }) => seq <= 8);
    const report = await verify({
      ...register,
      entries: chain,
      checkpoints: register.checkpoints.slice(0, 1),
    });
    expect(report.isIntact).toBe(true);
    expect(report.openIntents).toMatchObject([{ chain: "a", seq: 8, isMarked: false }]);
    expect(report.uncovered).toBe(1);
  });
});

describe("a range of days", () => {
  it("begins and ends at signed checkpoints, and finds only what lies between", async () => {
    const register = writeRegister({ a: 30 });
    const [from, to] = [register.checkpoints[2], register.checkpoints[5]];
    const range = { from: new Date(Date.parse(from?.at ?? "") + 1), to: new Date(to?.at ?? "") };
    const whole = await verify(register, range);
    expect(whole).toMatchObject({ isIntact: true, checkpoints: 4 });
    expect(whole.entries).toBe((to?.heads[0]?.seq ?? 0) - (from?.heads[0]?.seq ?? 0));
    const inside = at(register, "a", (from?.heads[0]?.seq ?? 0) + 2);
    expect(named(await verify(changed(register, inside, { unit: "x" }), range))).toEqual([
      `ALTERED a ${inside.seq}`,
    ]);
    expect(named(await verify(changed(register, at(register, "a", 3), { unit: "x" }), range))).toEqual([]);
    const first = (from?.heads[0]?.seq ?? 0) + 1;
    expect(
      named(
        await verify(
          without(register, "a", (seq) => seq === first),
          range,
        ),
      ),
    ).toEqual([`DELETED a ${first}`]);
  });
});
