import type { FetchNode, PlanNode, QueryPlan } from "@apollo/query-planner";
import { Kind, parse } from "graphql";
import type { SourceName } from "../../schema/departments.js";
import { responseNameOf, rootFieldsOf } from "./inline-operation.js";
import { applyRewrites } from "./data-rewrites.js";
import { buildRepresentation } from "./representation.js";
import { deepMerge } from "./deep-merge.js";
import { SourceFailure } from "./sources/source-failure.js";
import type { Ask, SourceError, SourceRequest, SourceResponse } from "./sources/source.js";
import type { Path } from "./shape-answer.js";
import { targetsAt, type Target } from "./targets.js";
import type { TypeConditions } from "./type-conditions.js";

/** An error of a fetch, at its place in the whole answer. */
export interface PlacedError {
  readonly path: Path;
  readonly source: SourceName;
  /** What the subgraph said, or why it did not answer. */
  readonly cause: SourceError | SourceFailure;
}

export interface Gathered {
  readonly data: Record<string, unknown>;
  readonly errors: readonly PlacedError[];
}

export interface PlanContext {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly sources: ReadonlyMap<string, Ask>;
  readonly conditions: TypeConditions;
  /** The passport for one fetch, whose objects stand at a path. @throws SourceFailure when it may not go out */
  readonly passportFor: (query: string, path: Path) => SourceRequest["passport"];
}

/** Carries out a plan: stages one after the other, fetches of a stage at once. Never throws for what a source does. */
export async function executePlan(plan: QueryPlan, context: PlanContext): Promise<Gathered> {
  const data: Record<string, unknown> = {};
  const run: Run = { context, data, errors: [] };
  if (plan.node?.kind === "Subscription") throw new Error("Subscriptions are not served");
  if (plan.node) await executeNode(plan.node, [], run);
  return { data, errors: run.errors };
}

interface Run {
  readonly context: PlanContext;
  readonly data: Record<string, unknown>;
  readonly errors: PlacedError[];
}

async function executeNode(node: PlanNode, path: Path, run: Run): Promise<void> {
  switch (node.kind) {
    case "Sequence":
      for (const each of node.nodes) await executeNode(each, path, run);
      return;
    case "Parallel":
      await Promise.all(node.nodes.map((each) => executeNode(each, path, run)));
      return;
    case "Flatten":
      await executeNode(node.node, [...path, ...node.path], run);
      return;
    case "Fetch":
      await executeFetch(node, path, run);
      return;
    case "Condition": {
      const branch = run.context.variables[node.condition] === true ? node.ifClause : node.elseClause;
      if (branch) await executeNode(branch, path, run);
      return;
    }
    case "Defer":
      throw new Error("@defer is not served");
  }
}

async function executeFetch(fetch: FetchNode, path: Path, run: Run): Promise<void> {
  const targets = targetsAt(run.data, path, run.context.conditions);
  if (targets.length === 0) return;
  if (fetch.requires) await executeEntityFetch({ fetch, requires: fetch.requires, path }, targets, run);
  else await executeRootFetch(fetch, targets, run);
}

async function executeRootFetch(fetch: FetchNode, targets: readonly Target[], run: Run): Promise<void> {
  const answer = await ask(fetch, {}, [], run);
  if (answer instanceof SourceFailure) {
    // A root fetch has no place of its own: each of its fields stays empty, for this reason.
    for (const name of rootNamesOf(fetch))
      run.errors.push({ path: [name], source: sourceOf(fetch), cause: answer });
    return;
  }
  for (const error of answer.errors ?? []) {
    run.errors.push({ path: error.path ?? [], source: sourceOf(fetch), cause: error });
  }
  if (!answer.data) return;
  applyRewrites(fetch.outputRewrites, answer.data, run.context.conditions);
  for (const { object } of targets) deepMerge(object, answer.data);
}

interface EntityFetch {
  readonly fetch: FetchNode;
  readonly requires: NonNullable<FetchNode["requires"]>;
  readonly path: Path;
}

async function executeEntityFetch(
  { fetch, requires, path: placeOfAll }: EntityFetch,
  targets: readonly Target[],
  run: Run,
): Promise<void> {
  const { representations, holders } = gatherRepresentations(
    fetch,
    requires,
    targets,
    run.context.conditions,
  );
  if (representations.length === 0) return;
  const answer = await ask(fetch, { representations }, placeOfAll, run);
  const source = sourceOf(fetch);
  const entities = answer instanceof SourceFailure ? undefined : answer.data?.["_entities"];
  if (
    answer instanceof SourceFailure ||
    !Array.isArray(entities) ||
    entities.length !== representations.length
  ) {
    const reported = answer instanceof SourceFailure ? undefined : answer.errors?.[0];
    const cause =
      answer instanceof SourceFailure ? answer : (reported ?? new SourceFailure("INVALID_ANSWER"));
    for (const { path } of holders.flat()) run.errors.push({ path, source, cause });
    return;
  }
  for (const error of answer.errors ?? []) {
    const [, index, ...rest] = error.path ?? [];
    const places = typeof index === "number" ? (holders[index] ?? []) : holders.flat();
    for (const { path } of places) run.errors.push({ path: [...path, ...rest], source, cause: error });
  }
  for (const [index, entity] of entities.entries()) {
    if (typeof entity !== "object" || entity === null) continue;
    applyRewrites(fetch.outputRewrites, entity as Record<string, unknown>, run.context.conditions);
    for (const { object } of holders[index] ?? []) deepMerge(object, entity as Record<string, unknown>);
  }
}

/** Each different representation once, with all the places that hold its entity. */
function gatherRepresentations(
  fetch: FetchNode,
  requires: NonNullable<FetchNode["requires"]>,
  targets: readonly Target[],
  conditions: TypeConditions,
): { representations: Record<string, unknown>[]; holders: Target[][] } {
  const representations: Record<string, unknown>[] = [];
  const holders: Target[][] = [];
  const positions = new Map<string, number>();
  for (const target of targets) {
    const representation = buildRepresentation(target.object, requires, conditions);
    if (!representation?.["__typename"]) continue;
    applyRewrites(fetch.inputRewrites, representation, conditions);
    const key = targets.length === 1 ? "" : keyOf(representation);
    const position = positions.get(key);
    if (position === undefined) {
      positions.set(key, representations.push(representation) - 1);
      holders.push([target]);
    } else {
      holders[position]?.push(target);
    }
  }
  return { representations, holders };
}

/** What tells one representation from another; most are a few strings. */
function keyOf(representation: Readonly<Record<string, unknown>>): string {
  const areStrings = Object.values(representation).every((value) => typeof value === "string");
  return areStrings ? Object.entries(representation).join("\u0000") : JSON.stringify(representation);
}

async function ask(
  fetch: FetchNode,
  extra: Readonly<Record<string, unknown>>,
  path: Path,
  { context }: Run,
): Promise<SourceResponse | SourceFailure> {
  const source = context.sources.get(fetch.serviceName);
  if (!source) throw new Error(`No source named ${fetch.serviceName}`);
  const variables: Record<string, unknown> = { ...extra };
  for (const name of fetch.variableUsages ?? []) {
    if (context.variables[name] !== undefined) variables[name] = context.variables[name];
  }
  try {
    const passport = context.passportFor(fetch.operation, path);
    return await source({ query: fetch.operation, variables, operationName: fetch.operationName, passport });
  } catch (error) {
    return error instanceof SourceFailure ? error : new SourceFailure("ERROR", error);
  }
}

function sourceOf({ serviceName }: FetchNode): SourceName {
  return serviceName as SourceName;
}

/** Response names of a root fetch, read only when it has failed. */
function rootNamesOf({ operation }: FetchNode): string[] {
  const [definition] = parse(operation).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? rootFieldsOf(definition).map(responseNameOf) : [];
}
