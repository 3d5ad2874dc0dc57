import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createConnection, type Connection } from "mongoose";
import { registerSubjectOf, type RegisterEntry } from "../../../../kernel/register-entry.js";
import {
  openAccessLogReader,
  type AccessLogReader,
  type NumberedLook,
} from "../../../../subgraphs/credit-office/access-log/access-log-reader.js";
import { databaseUrl } from "../../../../cli/database-url.js";
import { freshDatabaseName, testMongoUri } from "../../../support/mongo.js";
import { createChainBuilder, insertEntries, registerKey } from "../../../support/register-builders.js";

let connection: Connection;
beforeAll(async () => {
  connection = await createConnection(
    databaseUrl(testMongoUri(), freshDatabaseName("accesslog")),
  ).asPromise();
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const own = "91320812MA9TEXT192";
const others = ["91350100M000100Y43", "92321302MA9TEXT51D"];
const referenceOf = (identifier: string): string => registerSubjectOf(identifier, registerKey);

async function readAll(
  reader: AccessLogReader,
  first: number,
  between?: () => Promise<void>,
): Promise<NumberedLook[]> {
  const looks: NumberedLook[] = [];
  let after: string | null = null;
  for (;;) {
    const page = await reader.looksAt([own], { first, after });
    expect(page.looks.length).toBeLessThanOrEqual(first);
    looks.push(...page.looks);
    if (!page.hasNextPage) return looks;
    after = page.endCursor;
    await between?.();
  }
}

async function withRegister(
  entries: readonly RegisterEntry[],
  test: (reader: AccessLogReader) => Promise<void>,
) {
  const database = connection.useDb(freshDatabaseName("accesslog"));
  try {
    await insertEntries(database, entries);
    await test(openAccessLogReader(database, { register: registerKey, personal: registerKey }));
  } finally {
    await database.dropDatabase();
  }
}

const anyLook = fc.record({
  how: fc.constantFrom("ANSWERED", "REFUSED", "REFUSED_LATER", "OPEN", "ABANDONED", "RECOMPUTED"),
  chain: fc.constantFrom("gateway-a", "gateway-b"),
  subjects: fc.uniqueArray(fc.constantFrom(own, own, ...others), { maxLength: 3 }),
  // Several looks in one millisecond, and gateways whose clocks disagree.
  second: fc.nat(20),
});

/** Entries of looks, in no order, and the receipts of those that name our subject, newest first. */
function entriesOf(looks: readonly (typeof anyLook extends fc.Arbitrary<infer Look> ? Look : never)[]) {
  const builders = {
    "gateway-a": createChainBuilder("gateway-a"),
    "gateway-b": createChainBuilder("gateway-b"),
  };
  const begun: RegisterEntry[] = [];
  const entries = looks.flatMap(({ how, chain, subjects, second }) => {
    const builder = builders[chain];
    const parts = {
      subjects: subjects.map(referenceOf),
      at: new Date(Date.parse("2026-11-20T10:00:00+08:00") + second * 1000),
    };
    const made = ((): RegisterEntry[] => {
      switch (how) {
        case "REFUSED":
          return [builder.entry({ ...parts, kind: "REFUSAL", refusal: "FORBIDDEN" })];
        case "REFUSED_LATER":
          return builder.look({ ...parts, refusal: "IDENTIFIER_INVALID" });
        case "OPEN":
          return [builder.entry(parts)];
        case "ABANDONED": {
          const intent = builder.entry(parts);
          return [
            intent,
            builder.entry({ ...parts, subjects: [], receipt: intent.receipt, kind: "ABANDONED" }),
          ];
        }
        case "RECOMPUTED": {
          const first = builder.look(parts);
          const receipt = first[0]?.receipt ?? "";
          return [...first, ...builder.look({ ...parts, receipt, at: new Date(parts.at.getTime() + 5000) })];
        }
        case "ANSWERED":
          return builder.look(parts);
      }
    })();
    if (subjects.includes(own)) begun.push(...made.slice(0, 1));
    return made;
  });
  const newestFirst = begun.sort((a, b) => b.at.getTime() - a.at.getTime() || (a._id < b._id ? 1 : -1));
  return { entries, receipts: newestFirst.map(({ receipt }) => receipt) };
}

describe("who looked", () => {
  it("P10 shows each look exactly once over all pages, newest first, with numbers that have no gap", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLook, { maxLength: 25 }),
        fc.integer({ min: 1, max: 7 }),
        async (looks, first) => {
          const { entries, receipts } = entriesOf(looks);
          await withRegister(entries, async (reader) => {
            const read = await readAll(reader, first);
            expect(read.map(({ begun }) => begun.receipt)).toEqual(receipts);
            expect(read.map(({ number }) => number)).toEqual(
              receipts.map((_, index) => receipts.length - index),
            );
          });
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it("keeps pages and numbers while others look on", async () => {
    const builder = createChainBuilder();
    const at = (minute: number) => new Date(Date.parse("2026-11-20T10:00:00+08:00") + minute * 60_000);
    const earlier = Array.from({ length: 9 }, (_, minute) =>
      builder.look({ subjects: [referenceOf(own)], at: at(minute) }),
    );
    const database = connection.useDb(freshDatabaseName("accesslog"));
    await insertEntries(database, earlier.flat());
    let minute = 100;
    const read = await readAll(
      openAccessLogReader(database, { register: registerKey, personal: registerKey }),
      2,
      async () => {
        await insertEntries(database, builder.look({ subjects: [referenceOf(own)], at: at((minute += 1)) }));
      },
    );
    expect(read.map(({ begun }) => begun.receipt)).toEqual(
      earlier.map(([intent]) => intent?.receipt).reverse(),
    );
    expect(read.map(({ number }) => number)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    await database.dropDatabase();
  });

  it("reads entries of the register's first version, which did not tell what was disclosed", async () => {
    const [intent, outcome] = createChainBuilder().look({ subjects: [referenceOf(own)] });
    if (!intent || !outcome) throw new Error("no look");
    const added = new Set(["disclosed", "masked", "withheld", "sealed", "surname"]);
    const bare = [intent, outcome].map(
      (entry) =>
        Object.fromEntries(
          Object.entries(entry).filter(([key]) => !added.has(key)),
        ) as unknown as RegisterEntry,
    );
    await withRegister(bare, async (reader) => {
      const { looks } = await reader.looksAt([own], { first: 10, after: null });
      expect(looks[0]?.begun.withheld).toBeNull();
      expect(looks[0]?.outcomes[0]?.disclosed).toEqual(intent.fields);
    });
  });

  it("brings together what was looked at under several codes, each look once", async () => {
    const builder = createChainBuilder();
    const [former = ""] = others;
    const both = builder.look({ subjects: [referenceOf(own), referenceOf(former)] });
    const one = builder.look({ subjects: [referenceOf(former)] });
    await withRegister([...both, ...one], async (reader) => {
      const together = await reader.looksAt([own, former], { first: 10, after: null });
      expect(together.looks.map(({ number }) => number)).toEqual([2, 1]);
      expect((await reader.looksAt([own], { first: 10, after: null })).looks).toHaveLength(1);
    });
  });

  it("takes only its own cursors, and says nothing in them", async () => {
    const builder = createChainBuilder();
    const looks = [1, 2].flatMap(() => builder.look({ subjects: [referenceOf(own)] }));
    await withRegister(looks, async (reader) => {
      const { endCursor } = await reader.looksAt([own], { first: 1, after: null });
      expect(reader.isCursor(endCursor ?? "")).toBe(true);
      expect(Buffer.from(endCursor ?? "", "base64url").toString("latin1")).not.toMatch(/2026|gateway/);
      const plain = Buffer.from(JSON.stringify([new Date(0).toISOString(), "a:1"])).toString("base64url");
      for (const text of ["", "x", plain]) expect(reader.isCursor(text)).toBe(false);
      await expect(reader.looksAt([own], { first: 1, after: plain })).rejects.toThrow("cursor");
    });
  });
});
