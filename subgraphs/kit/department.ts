import type { Connection } from "mongoose";
import { allow, type IRules } from "graphql-shield";
import type { NonEmptyArray } from "type-graphql";
import type { z } from "zod";
import type { DepartmentFacts } from "../../kernel/facts.js";
import type { RecordInView } from "../../kernel/record.js";
import { factsFieldOf, type DepartmentName } from "../../schema/departments.js";
import type { FieldRule } from "../../schema/field-rules.js";
import type { SubgraphContext } from "./context.js";
import { factsOf } from "./facts.js";
import { openRecordStore, type RecordStore } from "./record-store.js";
import { mayBeShown } from "./detail.js";
import { recordsInView } from "./records-in-view.js";
import { factsMayLeave, rulesOfFiles } from "./shield.js";
import { buildSubgraph, type SubgraphSchema } from "./subgraph-schema.js";
import { subgraphError } from "./subgraph-error.js";
import { severityTerms, type TermRow } from "./terms.js";

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- type-graphql's own word for a class
type Class = Function;

/** What a department's folder says about itself; see subgraphs/tax/index.ts. */
export interface DepartmentParts {
  readonly name: DepartmentName;
  /** Its stub of `Subject` and every object type of its file. */
  readonly types: { readonly Subject: Class } & Readonly<Record<string, Class>>;
  readonly resolvers: NonEmptyArray<Class>;
  /** Particulars by record type: what `facts` of a record must look like. */
  readonly recordTypes: Readonly<Record<string, z.ZodType>>;
  /** How long its records count. */
  readonly terms: readonly TermRow[];
}

export interface Department {
  readonly name: DepartmentName;
  readonly recordTypes: Readonly<Record<string, z.ZodType>>;
  /** Its own, and those by severity. */
  readonly terms: readonly TermRow[];
  readonly subgraph: SubgraphSchema;
  readonly openStore: (connection: Connection) => DepartmentStore;
}

/** The questions that a department answers about its records. */
export interface DepartmentStore extends RecordStore {
  /** All records about a subject, or naming it, as they stood at an instant, newest first. */
  recordsOf(subjectId: string, asOf: Date): Promise<RecordInView[]>;
  factsOf(subjectId: string, asOf: Date): Promise<DepartmentFacts>;
}

export type DepartmentContext = SubgraphContext<DepartmentStore>;

/** A subject as representations name it: who, and the view that says why and as of when. */
export interface SubjectReference {
  readonly id: string;
  readonly view: string;
}

/** The whole department as one object. */
export function defineDepartment(parts: DepartmentParts): Department {
  const terms = [...parts.terms, ...severityTerms];
  return {
    name: parts.name,
    recordTypes: parts.recordTypes,
    terms,
    subgraph: buildSubgraph<DepartmentContext>({
      resolvers: parts.resolvers,
      types: Object.values(parts.types),
      references: { Subject: readReference },
      permissions: (declared) => permissionsOf(parts.name, declared),
    }),
    openStore: (connection) => openDepartmentStore(connection, terms),
  };
}

/** Records as their own dates, events and terms make them stand. The credit office's own lists are read so too. */
export function openDepartmentStore(connection: Connection, terms: readonly TermRow[]): DepartmentStore {
  const store = openRecordStore(connection);
  const recordsOf = async (subjectId: string, asOf: Date): Promise<RecordInView[]> =>
    recordsInView(await store.versionsOf(subjectId), asOf, terms, subjectId);
  return {
    ...store,
    recordsOf,
    async factsOf(subjectId, asOf) {
      const [records, dataAsOf] = await Promise.all([recordsOf(subjectId, asOf), store.dataAsOf(asOf)]);
      return factsOf(subjectId, records, dataAsOf);
    },
  };
}

/** Records that a subject's file may show, in the view that its representation carries. @throws VIEW_INVALID */
export async function readFile(
  subject: SubjectReference,
  context: DepartmentContext,
): Promise<RecordInView[]> {
  const view = context.readView(subject.view);
  const records = await context.store.recordsOf(subject.id, new Date(view.asOf));
  return records.filter(mayBeShown);
}

/** Facts for the verdict; NOT_NEEDED without a read when the matter does not need this department. @throws VIEW_INVALID */
export async function readFacts(
  name: DepartmentName,
  subject: SubjectReference,
  context: DepartmentContext,
): Promise<DepartmentFacts> {
  const view = context.readView(subject.view);
  if (!view.needs.includes(name)) return { state: "NOT_NEEDED", subjectId: subject.id };
  return await context.store.factsOf(subject.id, new Date(view.asOf));
}

async function readReference(representation: Record<string, unknown>): Promise<SubjectReference> {
  const { id, view } = representation;
  if (typeof id !== "string" || typeof view !== "string") throw subgraphError("VIEW_INVALID");
  return await Promise.resolve({ id, view });
}

/** The entity's keys are open; facts belong to the verdict; every other field leaves by the rule that it declares. */
function permissionsOf(name: DepartmentName, declared: ReadonlyMap<string, FieldRule>): IRules {
  const { Subject, ...types } = rulesOfFiles(declared);
  return {
    ...types,
    Subject: { ...Subject, id: allow, view: allow, [factsFieldOf(name)]: factsMayLeave },
  };
}
