import type { SubgraphContext } from "../kit/context.js";
import type { ViewKeys } from "../../kernel/view.js";
import type { DepartmentStore } from "../kit/department.js";
import type { AccessLogReader } from "./access-log/access-log-reader.js";
import type { AuditDesk } from "./audit/audit-desk.js";
import type { BatchStore } from "./batch/batch-store.js";
import type { Catalogue } from "./catalogue/catalogue.js";
import type { CheckStore } from "./check/check-store.js";
import type { SubjectIndex } from "./subjects/subject-index.js";

/** Everything that the office's resolvers ask. */
export interface OfficeStore {
  readonly catalogue: Catalogue;
  readonly subjects: SubjectIndex;
  /** The office's own lists: procurement bans, honours, breaches, as facts for the verdict. */
  readonly records: DepartmentStore;
  readonly checks: CheckStore;
  readonly batches: BatchStore;
  readonly accessLog: AccessLogReader;
  readonly audits: AuditDesk;
  readonly keys: OfficeKeys;
}

/** Keys that only the office holds, but for the view key, which departments hold too. */
export interface OfficeKeys {
  /** HMAC of natural persons' numbers; never rotated with the others. */
  readonly person: Buffer;
  /** Encrypts natural persons' numbers at rest. */
  readonly personCipher: Buffer;
  readonly view: ViewKeys;
}

export type OfficeContext = SubgraphContext<OfficeStore>;
