import { createConnection } from "mongoose";
import { departments, sources, type SourceName } from "../schema/departments.js";
import { openSubjectIndex } from "../subgraphs/credit-office/subjects/subject-index.js";
import { openRecordStore, type RecordStore } from "../subgraphs/kit/record-store.js";
import { databaseUrl } from "./database-url.js";
import { seedSample } from "./sample/seed.js";

export interface LoadOptions {
  readonly mongoUri: string;
  readonly databasePrefix: string;
  readonly personKey: Buffer;
  readonly personCipherKey: Buffer;
  readonly subjects: number;
  readonly seed: number;
  readonly anchor: Date;
  readonly progress?: (done: number, total: number) => void;
}

/** Database of a source: `credit_office`, `tax` … */
export function databaseOf(name: SourceName): string {
  return name.replaceAll("-", "_");
}

/** Loads sample data into the databases of all six sources. The same options once more add nothing. */
export async function loadSample(options: LoadOptions): Promise<void> {
  const urlOf = (name: SourceName): string =>
    databaseUrl(options.mongoUri, options.databasePrefix + databaseOf(name));
  const connections = await Promise.all(sources.map(({ name }) => createConnection(urlOf(name)).asPromise()));
  try {
    const stores = new Map<SourceName, RecordStore>();
    for (const [index, { name }] of sources.entries()) {
      const connection = connections[index];
      if (connection) stores.set(name, openRecordStore(connection));
    }
    const officeConnection = connections[departments.length];
    if (!officeConnection) throw new Error("no connection to the credit office's database");
    const index = openSubjectIndex(officeConnection, options.personCipherKey);
    await Promise.all([...stores.values(), index].map((store) => store.prepare()));
    const storeOf = (name: SourceName): RecordStore => {
      const store = stores.get(name);
      if (!store) throw new Error(`no store for ${name}`);
      return store;
    };
    await seedSample({
      ...options,
      target: {
        putSubjects: (subjects) => index.put(subjects),
        append: (source, records) => storeOf(source).append(records),
        recordCollection: (source, collection) => storeOf(source).recordCollection(collection),
      },
    });
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}
