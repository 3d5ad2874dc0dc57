import { createConnection } from "mongoose";
import type { DepartmentFacts } from "../../kernel/facts.js";
import { creditOffice, sources, type SourceName } from "../../schema/departments.js";
import { terms } from "../../subgraphs/credit-office/rules.js";
import {
  openSubjectIndex,
  type IndexedSubject,
} from "../../subgraphs/credit-office/subjects/subject-index.js";
import type { FactsBySource } from "../../subgraphs/credit-office/verdict/verdict.js";
import { openDepartmentStore, type DepartmentStore } from "../../subgraphs/kit/department.js";
import { severityTerms } from "../../subgraphs/kit/terms.js";
import { allDepartments } from "../../subgraphs/registry.js";
import { databaseUrl } from "../database-url.js";
import { databaseOf } from "../load-sample.js";

/** Every subject and what the six sources say about it, read from their databases and never written. */
export interface SubjectFacts {
  readonly count: () => Promise<number>;
  readonly each: () => AsyncIterable<IndexedSubject>;
  /** As the departments would answer; null from a source that is not needed. Subjects asked for together are read together. */
  readonly factsOf: (
    subjectId: string,
    needed: ReadonlySet<SourceName>,
    asOf: Date,
  ) => Promise<FactsBySource>;
  close(): Promise<void>;
}

export async function openSubjectFacts(parts: {
  readonly mongoUri: string;
  readonly databasePrefix: string;
  readonly personCipherKey: Buffer;
}): Promise<SubjectFacts> {
  const urlOf = (name: SourceName): string =>
    databaseUrl(parts.mongoUri, parts.databasePrefix + databaseOf(name));
  const office = await createConnection(urlOf(creditOffice.name)).asPromise();
  const connections = [office];
  const stores = new Map<SourceName, DepartmentStore>([
    [creditOffice.name, openDepartmentStore(office, [...terms, ...severityTerms])],
  ]);
  const close = async (): Promise<void> => {
    await Promise.all(connections.map((connection) => connection.close()));
  };
  try {
    for (const { name, openStore } of allDepartments) {
      const connection = await createConnection(urlOf(name)).asPromise();
      connections.push(connection);
      stores.set(name, openStore(connection));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const index = openSubjectIndex(office, parts.personCipherKey);
  return {
    count: () => index.count(),
    each: () => index.each(),
    async factsOf(subjectId, needed, asOf) {
      const answers = await Promise.all(
        sources.map(async ({ name }): Promise<[SourceName, DepartmentFacts | null]> => {
          const store = needed.has(name) ? stores.get(name) : undefined;
          return [name, (await store?.factsOf(subjectId, asOf)) ?? null];
        }),
      );
      return Object.fromEntries(answers) as FactsBySource;
    },
    close,
  };
}
