import { createConnection, type Connection } from "mongoose";
import type { Logger } from "../kernel/log.js";
import type { RegisterSecrets } from "../kernel/register-keys.js";
import type { ViewKeys } from "../kernel/view.js";
import type { WorkingDays } from "../kernel/working-days.js";
import type { SourceName } from "../schema/departments.js";
import type { AuditSettings } from "./credit-office/audit/audit-settings.js";
import { openBatchWorker } from "./credit-office/batch/batch-worker.js";
import { loadCatalogue } from "./credit-office/catalogue/load-catalogue.js";
import { openOfficeStore, subgraph as office } from "./credit-office/index.js";
import type { OfficeKeys } from "./credit-office/office-context.js";
import type { SubjectIndex } from "./credit-office/subjects/subject-index.js";
import { createSubgraphExecutor, type SubgraphExecutor } from "./kit/execute.js";
import { createServedLog } from "./kit/log-served.js";
import type { RecordStore } from "./kit/record-store.js";
import { allDepartments } from "./registry.js";

export interface OpenSubgraph {
  readonly name: SourceName;
  readonly execute: SubgraphExecutor;
  readonly records: RecordStore;
  readonly connection: Connection;
  close(): Promise<void>;
}

export interface OpenOffice extends OpenSubgraph {
  readonly subjects: SubjectIndex;
  readonly batches: Parameters<typeof openBatchWorker>[0]["batches"];
  readonly catalogueVersion: string;
}

/** Opens one department over its own database. */
export async function openDepartment(parts: {
  readonly name: SourceName;
  readonly mongoUrl: string;
  readonly viewKey: ViewKeys;
  readonly clock: () => Date;
  /** Where it writes which receipts it served. */
  readonly log?: Logger;
}): Promise<OpenSubgraph> {
  const department = allDepartments.find(({ name }) => name === parts.name);
  if (!department) throw new Error(`没有名为 ${parts.name} 的部门 (no such department)`);
  const connection = await connect(parts.mongoUrl);
  const store = department.openStore(connection);
  await store.prepare();
  const { schema } = department.subgraph;
  const { viewKey, clock, log } = parts;
  const logServed = log && createServedLog(department.name, log);
  const execute = createSubgraphExecutor({ schema, store, viewKey, clock, logServed });
  return { name: department.name, execute, records: store, connection, close: () => connection.close() };
}

/** Opens the credit office: its own database; the register, and the gateways' cases, to read. */
export async function openOffice(parts: {
  readonly mongoUrl: string;
  readonly registerMongoUrl: string;
  readonly registerSecrets: RegisterSecrets;
  readonly keys: OfficeKeys;
  readonly auditSettings: AuditSettings;
  readonly workingDays: WorkingDays;
  /** The gateways' control database, to read cases in; null where there are none. */
  readonly controlMongoUrl: string | null;
  readonly clock: () => Date;
}): Promise<OpenOffice> {
  const [connection, register, control] = await Promise.all([
    connect(parts.mongoUrl),
    connect(parts.registerMongoUrl),
    parts.controlMongoUrl === null ? null : connect(parts.controlMongoUrl),
  ]);
  const catalogue = loadCatalogue();
  const { keys, clock } = parts;
  const store = openOfficeStore({ ...parts, connection, register, control, catalogue });
  await store.prepare();
  return {
    name: "credit-office",
    execute: createSubgraphExecutor({ schema: office.schema, store, viewKey: keys.view, clock }),
    records: store.records,
    connection,
    subjects: store.subjects,
    batches: store.batches,
    catalogueVersion: catalogue.version,
    async close() {
      await Promise.all([connection.close(), register.close(), control?.close()]);
    },
  };
}

async function connect(mongoUrl: string): Promise<Connection> {
  return await createConnection(mongoUrl, { serverSelectionTimeoutMS: 5000, maxPoolSize: 20 }).asPromise();
}
