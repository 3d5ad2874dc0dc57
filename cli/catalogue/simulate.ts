import { maskIdNumber } from "../../kernel/mask.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import type { SourceName } from "../../schema/departments.js";
import type { Catalogue } from "../../subgraphs/credit-office/catalogue/catalogue.js";
import type { IndexedSubject } from "../../subgraphs/credit-office/subjects/subject-index.js";
import { decide } from "../../subgraphs/credit-office/verdict/decide.js";
import { neededSources, refusalFor } from "../../subgraphs/credit-office/verdict/needs.js";
import type { FactsBySource, SubjectUnderCheck } from "../../subgraphs/credit-office/verdict/verdict.js";
import type { SubjectFacts } from "./open-subject-facts.js";
import { createFlipTally, type FlipCounts, type FlipTally, type Outcome } from "./flip-tally.js";

/** What another catalogue would change. */
export interface Simulation extends FlipCounts {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly matters: readonly string[];
  readonly subjects: number;
}

/**
 * Decides every subject under two catalogues, on the same facts and as of the same instant, and counts what differs.
 * Holds one chunk of subjects at a time, however many there are.
 */
export async function simulate(parts: {
  readonly before: Catalogue;
  readonly after: Catalogue;
  /** Codes that both catalogues know. */
  readonly matters: readonly string[];
  readonly asOf: Date;
  readonly subjects: AsyncIterable<IndexedSubject>;
  readonly factsOf: SubjectFacts["factsOf"];
  readonly progress?: (done: number) => void;
}): Promise<Simulation> {
  const { before, after, matters, asOf } = parts;
  const tally = createFlipTally();
  const needed = neededByEither(parts);
  let subjects = 0;
  for await (const chunk of chunksOf(parts.subjects, chunkSize)) {
    const facts = await Promise.all(chunk.map(({ subjectId }) => parts.factsOf(subjectId, needed, asOf)));
    chunk.forEach((subject, index) => {
      const known = facts[index];
      if (known) for (const matter of matters) compare(subject, known, matter, parts, tally);
    });
    subjects += chunk.length;
    parts.progress?.(subjects);
  }
  return {
    from: before.version,
    to: after.version,
    asOf: asOf.toISOString(),
    matters,
    subjects,
    ...tally.counts(),
  };
}

/** Subjects read in one go. */
const chunkSize = 500;

function compare(
  subject: IndexedSubject,
  facts: FactsBySource,
  matter: string,
  { before, after, asOf }: { readonly before: Catalogue; readonly after: Catalogue; readonly asOf: Date },
  tally: FlipTally,
): void {
  const underCheck: SubjectUnderCheck = {
    subjectId: subject.subjectId,
    kind: subject.kind === "PERSON" ? "PERSON" : "ORGANISATION",
    registered: true,
    names: subject.names,
  };
  const earlier = outcomeOf(before, matter, underCheck, facts, asOf);
  const later = outcomeOf(after, matter, underCheck, facts, asOf);
  if (earlier.outcome === "REFUSED" && later.outcome === "REFUSED") return;
  tally.add({
    matter,
    identifier: subject.kind === "PERSON" ? maskIdNumber(subject.identifier) : subject.identifier,
    from: earlier.outcome,
    to: later.outcome,
    rulesBefore: earlier.rules.filter((rule) => !later.rules.includes(rule)),
    rulesAfter: later.rules.filter((rule) => !earlier.rules.includes(rule)),
  });
}

function outcomeOf(
  catalogue: Catalogue,
  code: string,
  subject: SubjectUnderCheck,
  facts: FactsBySource,
  asOf: Date,
): { readonly outcome: Outcome; readonly rules: readonly string[] } {
  const matter = catalogue.matters.find((each) => each.code === code);
  if (!matter || refusalFor(matter, subject.kind)) return { outcome: "REFUSED", rules: [] };
  const { decision, hits } = decide({ subject, facts, matter: code, catalogue, asOf });
  return {
    outcome: decision,
    rules: [...new Set(hits.map(({ ruleId, measure }) => `${ruleId} ${measure}`))],
  };
}

function neededByEither(parts: {
  readonly before: Catalogue;
  readonly after: Catalogue;
  readonly matters: readonly string[];
  readonly asOf: Date;
}): ReadonlySet<SourceName> {
  const day = shanghaiDayOf(parts.asOf);
  const both = [parts.before, parts.after];
  return new Set(
    both.flatMap((catalogue) => parts.matters.flatMap((matter) => neededSources(catalogue, matter, day))),
  );
}

async function* chunksOf<Item>(items: AsyncIterable<Item>, size: number): AsyncIterable<Item[]> {
  let chunk: Item[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
