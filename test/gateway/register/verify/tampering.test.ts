import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { FindingKind } from "../../../../gateway/register/verify/finding.js";
import { verifyRegister } from "../../../../gateway/register/verify/verify-register.js";
import { suiteNames } from "../../../../kernel/crypto-suite.js";
import { entryIdOf, hashOfEntry, type RegisterEntry } from "../../../../kernel/register-entry.js";
import { copyOf, sourceOf, writeRegister, type WrittenRegister } from "../../../support/written-register.js";

/** What was done, and how the verifier must name it at least. */
interface Tampering {
  readonly register: WrittenRegister;
  readonly kinds: readonly FindingKind[];
  readonly chain: string;
  readonly seqs: readonly number[];
}

const replace = (
  register: WrittenRegister,
  changes: ReadonlyMap<RegisterEntry, object>,
): WrittenRegister => ({
  ...register,
  entries: register.entries.map((each) => ({ ...each, ...changes.get(each) })),
});

function one<Item>(items: readonly Item[], pick: (count: number) => number): Item {
  const item = items[pick(items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

const otherValue = (value: unknown): unknown => {
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (value instanceof Date) return new Date(value.getTime() + 1);
  if (Array.isArray(value)) return [...(value as unknown[]), "x"];
  return "x";
};
const contentFields = [
  ...["kind", "at", "suite", "epoch", "receipt", "unit", "person", "surname", "onBehalfOf", "roles", "field"],
  ...[
    "matter",
    "caseNumber",
    "caseVerified",
    "subjects",
    "sealed",
    "fields",
    "disclosed",
    "masked",
    "decision",
  ],
  ...["answerDigest", "refusal", "durationMs", "note", "hash", "previousHash", "_id"],
] as (keyof RegisterEntry)[];

const tamperings: Readonly<
  Record<string, (register: WrittenRegister, pick: (count: number) => number) => Tampering>
> = {
  alteration(register, pick) {
    const entry = one(register.entries, pick);
    const field = one(contentFields, pick);
    const change = { [field]: otherValue(entry[field]) };
    return {
      register: replace(register, new Map([[entry, change]])),
      kinds: ["ALTERED"],
      chain: entry.chain,
      seqs: [entry.seq],
    };
  },
  "alteration with a hash that fits"(register, pick) {
    const entry = one(register.entries, pick);
    const forged = { ...entry, unit: "别的单位" };
    const change = { ...forged, hash: hashOfEntry(forged) };
    return {
      register: replace(register, new Map([[entry, change]])),
      kinds: ["ALTERED"],
      chain: entry.chain,
      seqs: [entry.seq],
    };
  },
  deletion(register, pick) {
    const entry = one(register.entries, pick);
    return {
      register: { ...register, entries: register.entries.filter((each) => each !== entry) },
      // The last entry of a chain has none behind it: its end is gone.
      kinds: ["DELETED", "TRUNCATED"],
      chain: entry.chain,
      seqs: [entry.seq],
    };
  },
  insertion(register, pick) {
    const entry = one(register.entries, pick);
    const length = register.entries.filter(({ chain }) => chain === entry.chain).length;
    const seq = [entry.seq, length + 1, length + 1 + pick(5)][pick(3)] ?? entry.seq;
    const forged = { ...entry, seq, _id: `${entryIdOf(entry.chain, seq)}!`, unit: "别的单位" };
    const extra = pick(2) === 0 ? forged : { ...forged, hash: hashOfEntry(forged) };
    return {
      register: { ...register, entries: [...register.entries, extra] },
      kinds: ["INSERTED", "ALTERED"],
      chain: entry.chain,
      seqs: [seq],
    };
  },
  swap(register, pick) {
    const first = one(register.entries, pick);
    const others = register.entries.filter(({ chain, seq }) => chain === first.chain && seq !== first.seq);
    const other = one(others, pick);
    const place = ({ seq, _id }: RegisterEntry) => ({ seq, _id });
    return {
      register: replace(
        register,
        new Map([
          [first, place(other)],
          [other, place(first)],
        ]),
      ),
      kinds: ["REORDERED"],
      chain: first.chain,
      seqs: [first.seq, other.seq],
    };
  },
  "cut of the tail"(register, pick) {
    const { chain } = one(register.entries, pick);
    const length = register.entries.filter((each) => each.chain === chain).length;
    const kept = pick(length);
    return {
      register: {
        ...register,
        entries: register.entries.filter((each) => each.chain !== chain || each.seq <= kept),
      },
      kinds: ["TRUNCATED"],
      chain,
      seqs: [kept + 1, length],
    };
  },
};

const registers = fc.record({
  a: fc.integer({ min: 1, max: 12 }),
  b: fc.integer({ min: 1, max: 5 }),
  suite: fc.constantFrom(...suiteNames),
  perCheckpoint: fc.integer({ min: 1, max: 6 }),
});

describe("any single", () => {
  it.each(Object.keys(tamperings))(
    "%s is found and named, and nothing else of another chain is",
    async (name) => {
      const tamper = tamperings[name];
      if (!tamper) throw new Error("no such tampering");
      await fc.assert(
        fc.asyncProperty(registers, fc.infiniteStream(fc.nat()), async ({ a, b, ...options }, numbers) => {
          const written = writeRegister({ a, b }, options);
          const pick = (count: number): number => (numbers.next().value as number) % count;
          const { register, kinds, chain, seqs } = tamper(written, pick);
          const report = await verifyRegister({
            source: sourceOf(register),
            keys: register.keys,
            copies: [copyOf(written.checkpoints)],
            receipts: [],
          });
          expect(report.isIntact).toBe(false);
          for (const seq of seqs) {
            const naming = report.findings.filter(
              (finding) => finding.chain === chain && finding.from <= seq && seq <= finding.to,
            );
            expect(naming.map(({ kind }) => kind).filter((kind) => kinds.includes(kind))).not.toEqual([]);
          }
          expect(report.findings.filter((finding) => finding.chain !== chain)).toEqual([]);
        }),
        { numRuns: 60 },
      );
    },
  );

  it("register that nobody touched is intact", async () => {
    await fc.assert(
      fc.asyncProperty(registers, async ({ a, b, ...options }) => {
        const register = writeRegister({ a, b }, options);
        const report = await verifyRegister({
          source: sourceOf(register),
          keys: register.keys,
          copies: [copyOf(register.checkpoints)],
          receipts: register.receipts,
        });
        expect(report.findings).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
