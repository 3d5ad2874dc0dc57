import { seedSample, type SampleCollection, type SeedTarget } from "../../../cli/sample/seed.js";
import { seededSources } from "../../../cli/sample/sample-records.js";
import type { SourceName } from "../../../schema/departments.js";
import type { IndexedSubject } from "../../../subgraphs/credit-office/subjects/subject-index.js";
import { anchor, options } from "./sample-file.js";

/** Keeps what a store would keep: entries by id, versions by their key. */
function createFakeTarget() {
  const subjects = new Map<string, IndexedSubject>();
  const versions = new Map<string, string>();
  const collections = new Map<string, SampleCollection>();
  const target: SeedTarget = {
    putSubjects: async (entries) => {
      for (const entry of entries) subjects.set(entry.subjectId, entry);
      await Promise.resolve();
    },
    append: async (source, records) => {
      for (const record of records) {
        versions.set(
          `${source} ${record.recordId} ${record.recordedFrom.toISOString()}`,
          JSON.stringify(record),
        );
      }
      await Promise.resolve();
    },
    recordCollection: async (source, collection) => {
      collections.set(`${source} ${collection.recordedAt.toISOString()}`, collection);
      await Promise.resolve();
    },
  };
  return { target, subjects, versions, collections };
}

describe("seedSample", () => {
  it("adds nothing the second time, at whatever hour of the same day", async () => {
    const { target, subjects, versions, collections } = createFakeTarget();
    await seedSample({ ...options, subjects: 300, anchor, target });
    const before = [new Map(subjects), new Map(versions), new Map(collections)];
    await seedSample({ ...options, subjects: 300, anchor: new Date("2026-11-21T15:59:59Z"), target });
    expect([subjects, versions, collections]).toEqual(before);
    expect(subjects.size).toBe(300);
  });

  it("tells of every source that its data reaches back some years and up to the day of loading", async () => {
    const { target, collections } = createFakeTarget();
    await seedSample({ ...options, subjects: 30, anchor, target });
    for (const source of seededSources) {
      const own = [...collections].filter(([key]) => key.startsWith(`${source} `)).map(([, each]) => each);
      const recorded = own.map(({ recordedAt }) => recordedAt.toISOString()).sort();
      expect(recorded[0]).toBe("2020-11-20T16:00:00.000Z");
      expect(recorded.at(-1)).toBe("2026-11-20T16:00:00.000Z");
    }
  });

  it("tells its progress up to the last subject, and never loads fewer than the fixed ones", async () => {
    const seen: [number, number][] = [];
    const progress = (done: number, total: number): void => void seen.push([done, total]);
    await seedSample({ ...options, subjects: 2500, anchor, target: createFakeTarget().target, progress });
    await seedSample({ ...options, subjects: 1, anchor, target: createFakeTarget().target, progress });
    expect(seen).toEqual([
      [1000, 2500],
      [2000, 2500],
      [2500, 2500],
      [30, 30],
    ]);
  });

  it("streams: waits for every write of a chunk, and never holds more than one chunk", async () => {
    const held = { now: 0, most: 0, largest: 0, subjects: 0, records: new Map<SourceName, number>() };
    const write = async (size: number): Promise<void> => {
      held.now += 1;
      held.most = Math.max(held.most, held.now);
      held.largest = Math.max(held.largest, size);
      await new Promise((resolve) => setImmediate(resolve));
      held.now -= 1;
    };
    const target: SeedTarget = {
      putSubjects: async (subjects) => {
        held.subjects += subjects.length;
        await write(subjects.length);
      },
      append: async (source, records) => {
        held.records.set(source, (held.records.get(source) ?? 0) + records.length);
        await write(records.length);
      },
      recordCollection: () => write(1),
    };
    await seedSample({ ...options, subjects: 100_000, anchor, target });
    expect(held.subjects).toBe(100_000);
    expect(held.most).toBeLessThanOrEqual(7);
    expect(held.largest).toBeLessThan(5_000);
    expect(held.records.size).toBe(6);
  }, 120_000);

  it("stops at the first write that fails", async () => {
    const { target } = createFakeTarget();
    const failing: SeedTarget = { ...target, append: () => Promise.reject(new Error("disk full")) };
    await expect(seedSample({ ...options, subjects: 50, anchor, target: failing })).rejects.toThrow(
      "disk full",
    );
  });
});
