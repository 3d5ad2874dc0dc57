import type { CreditRecord, Day } from "../../kernel/record.js";
import { addMonths, shanghaiDayOf, startOfDay } from "../../kernel/shanghai-day.js";
import type { SourceName } from "../../schema/departments.js";
import { toIndexedSubject } from "../../subgraphs/credit-office/seed.js";
import type { IndexedSubject } from "../../subgraphs/credit-office/subjects/subject-index.js";
import { sampleBatch, type SampleSubject } from "../../subgraphs/kit/sample.js";
import { fixedSubjects, generateSubjects, type SampleOptions } from "./generate-subjects.js";
import { sampleRecords, seededSources } from "./sample-records.js";

/** Where a sample goes. All writes of a chunk are waited for before the next chunk is made. */
export interface SeedTarget {
  putSubjects(subjects: IndexedSubject[]): Promise<void>;
  append(source: SourceName, records: CreditRecord[]): Promise<void>;
  recordCollection(source: SourceName, collection: SampleCollection): Promise<void>;
}

export interface SampleCollection {
  readonly batch: string;
  readonly dataAsOf: Date;
  readonly recordedAt: Date;
}

export interface SeedOptions extends SampleOptions {
  /** Never fewer are loaded than the fixed ones. */
  readonly subjects: number;
  /** The day of loading; all dates are counted back from it. */
  readonly anchor: Date;
  readonly target: SeedTarget;
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Loads a sample of any size in constant memory. Seed and anchor's day decide every id and instant, so that the same
 * once more adds nothing to an append-only store.
 */
export async function seedSample(options: SeedOptions): Promise<void> {
  const { target, progress } = options;
  const anchorDay = shanghaiDayOf(options.anchor);
  const total = Math.max(options.subjects, fixedSubjects(options.personKey).length);
  let done = 0;
  for (const chunk of chunksOf(generateSubjects(options), chunkSize)) {
    await writeChunk(chunk, anchorDay, target);
    done += chunk.length;
    progress?.(done, total);
  }
  await writeCollections(anchorDay, target);
}

const chunkSize = 1000;
/** How far back the sample can say how old its data was: earlier it knew nothing. */
const collectedMonths = 72;

async function writeChunk(
  chunk: readonly SampleSubject[],
  anchorDay: Day,
  target: SeedTarget,
): Promise<void> {
  const appends = seededSources.map(async (source) => {
    const records = chunk.flatMap((subject) => sampleRecords(source, subject, anchorDay));
    if (records.length > 0) await target.append(source, records);
  });
  await Promise.all([target.putSubjects(chunk.map(toIndexedSubject)), ...appends]);
}

/** One collection a month, the last one on the anchor's day. */
async function writeCollections(anchorDay: Day, target: SeedTarget): Promise<void> {
  for (const source of seededSources) {
    for (let monthsAgo = collectedMonths; monthsAgo >= 0; monthsAgo -= 1) {
      const at = startOfDay(addMonths(anchorDay, -monthsAgo));
      await target.recordCollection(source, { batch: sampleBatch, dataAsOf: at, recordedAt: at });
    }
  }
}

function* chunksOf<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
