import type { Connection } from "mongoose";
import { allow } from "graphql-shield";
import type { NonEmptyArray } from "type-graphql";
import type { RegisterSecrets } from "../../kernel/register-keys.js";
import type { WorkingDays } from "../../kernel/working-days.js";
import { openDepartmentStore } from "../kit/department.js";
import { gatewayMayAsk, rootMayBeAsked } from "../kit/shield.js";
import { buildSubgraph } from "../kit/subgraph-schema.js";
import { severityTerms } from "../kit/terms.js";
import { AccessLogResolver } from "./access-log/access-log-resolver.js";
import { openAccessLogReader } from "./access-log/access-log-reader.js";
import { AccessEntry, AccessLog } from "./access-log/types.js";
import { AuditResolver } from "./audit/audit-resolver.js";
import type { AuditSettings } from "./audit/audit-settings.js";
import { openAuditDesk } from "./audit/open-audit-desk.js";
import { AuditChain, AuditFinding, AuditFlag, AuditLine, AuditRefusal, AuditReport } from "./audit/types.js";
import { BatchLook } from "./batch/batch-look.js";
import { BatchLooksResolver } from "./batch/batch-looks-resolver.js";
import { BatchResolver } from "./batch/batch-resolver.js";
import { openBatchStore } from "./batch/batch-store.js";
import { Batch, BatchResults, DecisionCount } from "./batch/types.js";
import type { Catalogue } from "./catalogue/catalogue.js";
import { readCheckReference } from "./check/check-reference.js";
import { CheckResolver } from "./check/check-resolver.js";
import { openCheckStore } from "./check/check-store.js";
import { Check, CheckResult, GroupResult, Hit, Incentive, Problem, Source } from "./check/types.js";
import { DisclosureResolver } from "./matters/disclosure-resolver.js";
import { MattersResolver } from "./matters/matters-resolver.js";
import { Matter } from "./matters/types.js";
import type { OfficeContext, OfficeKeys, OfficeStore } from "./office-context.js";
import { terms } from "./rules.js";
import { openSubjectIndex } from "./subjects/subject-index.js";
import { SubjectResolver } from "./subjects/subject-resolver.js";
import { Subject } from "./subjects/subject.js";
import { SubjectSuggestion } from "./subjects/types.js";

const types = {
  Check,
  CheckResult,
  GroupResult,
  Hit,
  Incentive,
  Problem,
  Source,
  Matter,
  Subject,
  SubjectSuggestion,
  Batch,
  BatchResults,
  DecisionCount,
  BatchLook,
  AccessLog,
  AccessEntry,
  AuditReport,
  AuditLine,
  AuditRefusal,
  AuditFinding,
  AuditFlag,
  AuditChain,
};

const resolvers: NonEmptyArray<new () => object> = [
  CheckResolver,
  SubjectResolver,
  MattersResolver,
  DisclosureResolver,
  BatchResolver,
  BatchLooksResolver,
  AccessLogResolver,
  AuditResolver,
];

/** 信用办: the subject index, the catalogue, the verdict, batches, and who looked. */
export const subgraph = buildSubgraph<OfficeContext>({
  resolvers,
  types: Object.values(types),
  references: { Check: readCheckReference },
  permissions: () => ({
    Query: { "*": rootMayBeAsked, disclosureLists: gatewayMayAsk, batchLooks: gatewayMayAsk },
    Mutation: { "*": rootMayBeAsked },
    // What a root field, or a verdict under its view, has already let out.
    ...Object.fromEntries(Object.keys(types).map((type) => [type, allow])),
  }),
});

export function openOfficeStore(parts: {
  readonly connection: Connection;
  /** May only read. */
  readonly register: Connection;
  readonly registerSecrets: RegisterSecrets;
  readonly keys: OfficeKeys;
  readonly catalogue: Catalogue;
  readonly auditSettings: AuditSettings;
  readonly workingDays: WorkingDays;
  /** The gateways' control database, of which it may read the cases; null where there are none. */
  readonly control: Connection | null;
  readonly clock: () => Date;
}): OfficeStore & { prepare(): Promise<void> } {
  const { connection, keys, catalogue } = parts;
  const subjects = openSubjectIndex(connection, keys.personCipher);
  const store: OfficeStore = {
    catalogue,
    keys,
    subjects,
    records: openDepartmentStore(connection, [...terms, ...severityTerms]),
    checks: openCheckStore(connection),
    batches: openBatchStore(connection, keys.personCipher),
    accessLog: openAccessLogReader(parts.register, parts.registerSecrets),
    audits: openAuditDesk({ ...parts, settings: parts.auditSettings, subjects }),
  };
  const prepared = [store.subjects, store.records, store.checks, store.batches];
  return {
    ...store,
    async prepare() {
      await Promise.all(prepared.map((part) => part.prepare()));
    },
  };
}
