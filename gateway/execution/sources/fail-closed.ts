import type { DepartmentFacts, UnavailableReason } from "../../../kernel/facts.js";
import { readNeeds } from "../../../kernel/view.js";
import type { SourceName } from "../../../schema/departments.js";
import { purposeOfFetch } from "./facts-fetch.js";
import { SourceFailure } from "./source-failure.js";
import type { Ask, SourceRequest, SourceResponse } from "./source.js";

/** Told of every subject set for which a department did not answer. */
export type OnUnavailable = (event: {
  readonly source: SourceName;
  readonly reason: UnavailableReason;
  readonly entities: number;
  readonly error: unknown;
}) => void;

/**
 * Asks a source so that its facts always come: where the department did not answer, an explicit UNAVAILABLE stands in
 * its place, subject by subject, so that the verdict goes on and says INCOMPLETE (未答复 ≠ 无记录). A department that a
 * matter does not need is not asked. Other fetches pass through.
 */
export function failClosed(name: SourceName, ask: Ask, onUnavailable: OnUnavailable): Ask {
  return async (request) => {
    const purpose = purposeOfFetch(request.query);
    if (purpose.kind !== "FACTS") return await ask(request);
    const subjects = readSubjects(name, request);
    const needed = subjects.filter(({ isNeeded }) => isNeeded);
    const gathered = needed.length === 0 ? [] : await gather(ask, request, needed, purpose.responseNames);
    const failed = gathered.filter(({ failure }) => failure !== undefined);
    const first = failed[0]?.failure;
    if (first)
      onUnavailable({ source: name, reason: first.reason, entities: failed.length, error: first.error });
    const answers = new Map(needed.map((subject, index) => [subject, gathered[index]?.entity]));
    const notNeeded = ({ id }: Subject) =>
      entityOf({ state: "NOT_NEEDED", subjectId: id }, purpose.responseNames);
    return { data: { _entities: subjects.map((subject) => answers.get(subject) ?? notNeeded(subject)) } };
  };
}

interface Subject {
  readonly id: string;
  readonly representation: unknown;
  readonly isNeeded: boolean;
}

interface Gathered {
  readonly entity: Readonly<Record<string, unknown>>;
  readonly failure?: { readonly reason: UnavailableReason; readonly error: unknown };
}

function readSubjects(name: SourceName, { variables }: SourceRequest): Subject[] {
  const representations = variables["representations"];
  if (!Array.isArray(representations)) throw new Error("A facts fetch carries no representations");
  const isNeededBy = new Map<string, boolean>();
  return representations.map((representation: { readonly id: string; readonly view: string }) => {
    const { id, view } = representation;
    const isNeeded = isNeededBy.get(view) ?? readNeeds(view).includes(name);
    isNeededBy.set(view, isNeeded);
    return { id, representation, isNeeded };
  });
}

async function gather(
  ask: Ask,
  request: SourceRequest,
  subjects: readonly Subject[],
  responseNames: readonly string[],
): Promise<Gathered[]> {
  const representations = subjects.map(({ representation }) => representation);
  const answer = await askOrFailure(ask, {
    ...request,
    variables: { ...request.variables, representations },
  });
  if (answer instanceof SourceFailure) {
    return subjects.map(({ id }) => unavailable(id, responseNames, answer.reason, answer));
  }
  const entities = answer.data?.["_entities"];
  if (!Array.isArray(entities) || entities.length !== subjects.length) {
    const reason = answer.errors?.length ? reasonOfErrors(answer, null) : "INVALID_ANSWER";
    return subjects.map(({ id }) => unavailable(id, responseNames, reason, answer.errors?.[0]));
  }
  return subjects.map(({ id }, index) => {
    const entity = entities[index] as Record<string, unknown> | null;
    const isComplete =
      entity && responseNames.every((name) => entity[name] !== null && entity[name] !== undefined);
    return isComplete
      ? { entity }
      : unavailable(id, responseNames, reasonOfErrors(answer, index), answer.errors?.[0]);
  });
}

async function askOrFailure(ask: Ask, request: SourceRequest): Promise<SourceResponse | SourceFailure> {
  try {
    return await ask(request);
  } catch (error) {
    return error instanceof SourceFailure ? error : new SourceFailure("ERROR", error);
  }
}

function unavailable(
  subjectId: string,
  responseNames: readonly string[],
  reason: UnavailableReason,
  error: unknown,
): Gathered {
  return {
    entity: entityOf({ state: "UNAVAILABLE", subjectId, reason }, responseNames),
    failure: { reason, error },
  };
}

function entityOf(facts: DepartmentFacts, responseNames: readonly string[]): Record<string, DepartmentFacts> {
  return Object.fromEntries(responseNames.map((name) => [name, facts]));
}

/** A subgraph that refuses a view or a passport has denied; anything else it reports is an error of its own. */
function reasonOfErrors({ errors = [] }: SourceResponse, index: number | null): UnavailableReason {
  const own = errors.filter(({ path }) => index === null || path?.[1] === index);
  const codes = own.map(({ extensions }) => extensions?.["code"]);
  const isDenied = codes.some((code) => code === "VIEW_INVALID" || code === "PASSPORT_INVALID");
  return isDenied ? "DENIED" : "ERROR";
}
