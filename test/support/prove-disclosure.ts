import { expect } from "@jest/globals";
import fc from "fast-check";
import { execute, parse, validate } from "graphql";
import { coordinatesOfDocument } from "../../kernel/coordinates.js";
import type { createRecorder } from "./recording-source.js";
import { api, expectedOf, handles, isDenial, matters, roles } from "./disclosure-oracle.js";
import { fullFileUscc } from "./full-file.js";
import { selections } from "./random-operations.js";
import type { GraphQLAnswer, TestSystem } from "./test-system.js";
import type { DemoRole } from "../../gateway/identity/development-token.js";

/** Roles that may read files at all, of those that demo tokens are minted for. */
const readers = Object.keys(roles).filter((role) =>
  ["check", "subject"].some((field) => roles[role]?.fields.includes(field)),
) as DemoRole[];

interface Asked {
  readonly role: DemoRole;
  /** Two roots of one operation have two purposes. */
  readonly matters: readonly [string, string];
  readonly selection: { readonly text: string; readonly fragments: readonly string[] };
}

const asked: fc.Arbitrary<Asked> = fc.record({
  role: fc.constantFrom(...readers),
  matters: fc.tuple(fc.constantFrom(...matters), fc.constantFrom(...matters)),
  selection: selections(api, "Subject"),
});

/**
 * Whatever is asked in whatever form: no denied coordinate is in the data, in a fetch or in an error, nothing allowed is
 * missing, and the verdict is the one of a caller with all scopes.
 */
export async function proveDisclosure(
  system: TestSystem,
  recorder: ReturnType<typeof createRecorder>,
  options: { readonly numRuns: number; readonly seed: number; readonly endOnFailure?: boolean },
): Promise<{ readonly denied: number; readonly shown: number; readonly refused: number }> {
  const seen = { denied: 0, shown: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(asked, async ({ role, matters: [first, second], selection }) => {
      for (const field of ["subject", "check"] as const) {
        if (roles[role]?.fields.includes(field) !== true) continue;
        const query = field === "subject" ? subjectQuery(selection) : checkQuery(selection);
        expect(validate(api, parse(query))).toEqual([]);
        recorder.fetches.length = 0;
        const answer = await askAs(system, role, query, [first, second]);
        if (answer.errors.some(({ extensions }) => extensions.code === "OPERATION_TOO_COMPLEX")) {
          // Refused as a whole, before anything is asked.
          expect([answer.data, recorder.fetches.length]).toEqual([undefined, 0]);
          seen.refused += 1;
          continue;
        }
        for (const [name, matter] of [
          ["one", first],
          ["two", second],
        ] as const) {
          const decide = (coordinate: string): string => expectedOf(role, matter, coordinate);
          if (!handles(role, matter) || (field === "check" && matter === "RECRUITMENT")) {
            expect((answer.data as Readonly<Record<string, unknown>>)[name]).toBeNull();
            continue;
          }
          const leaked: string[] = [];
          for (const [coordinate, value] of await valuesIn(query, name, answer)) {
            if (!isDenial(decide(coordinate))) seen.shown += value === null ? 0 : 1;
            else if (value === null) seen.denied += 1;
            else leaked.push(coordinate);
          }
          expect(leaked).toEqual([]);
          if (field === "check") expect(verdictIn(answer, name)).toEqual(await fullVerdict(system, matter));
        }
        expectNoDeniedFetch(recorder, role, [first, second]);
        for (const { message, extensions } of answer.errors) {
          if (extensions.code === "FORBIDDEN" || extensions.code === "MATTER_NOT_FOR_ORGANISATIONS") continue;
          expect(extensions.code).toBe("UNAUTHORIZED_FIELD_OR_TYPE");
          expect(message).toMatch(/^当前角色无权查看此字段：[A-Za-z]+\.[A-Za-z]+，[\p{Script=Han}]+$/u);
        }
      }
    }),
    options,
  );
  return seen;
}

const variables = ([one, two]: readonly [string, string]) => ({
  on: true,
  off: false,
  identifier: fullFileUscc,
  one: { matter: one, caseNumber: "PR-2026-0001" },
  two: { matter: two, caseNumber: "PR-2026-0002" },
  checkOne: { matter: one, caseNumber: "PR-2026-0001", subjects: [fullFileUscc] },
  checkTwo: { matter: two, caseNumber: "PR-2026-0002", subjects: [fullFileUscc] },
});

function subjectQuery({ text, fragments }: Asked["selection"]): string {
  return `query ($on: Boolean = true, $off: Boolean = false, $identifier: String!, $one: PurposeInput!, $two: PurposeInput!) {
    one: subject(identifier: $identifier, purpose: $one) { id @include(if: $on) @skip(if: $off) ${text} }
    two: subject(identifier: $identifier, purpose: $two) { id @include(if: $on) @skip(if: $off) ${text} } }
    ${fragments.join("\n")}`;
}

function checkQuery({ text, fragments }: Asked["selection"]): string {
  const verdict =
    "decision results { decision hits { recordType ruleId measure } sources { department answer reason }";
  return `query ($on: Boolean = true, $off: Boolean = false, $checkOne: CheckInput!, $checkTwo: CheckInput!) {
    one: check(input: $checkOne) { ${verdict} subject { id @include(if: $on) @skip(if: $off) ${text} } } }
    two: check(input: $checkTwo) { ${verdict} subject { id @include(if: $on) @skip(if: $off) ${text} } } } }
    ${fragments.join("\n")}`;
}

async function askAs(
  system: TestSystem,
  role: DemoRole,
  query: string,
  purposes: readonly [string, string],
): Promise<GraphQLAnswer> {
  const token = system.tokenFor(role, role === "subject" ? fullFileUscc : undefined);
  const used = Object.entries(variables(purposes)).filter(([name]) => query.includes(`$${name}:`));
  return await system.askAs(token, query, Object.fromEntries(used));
}

/** Every (coordinate, value) of one root's answer: graphql-js itself reads the answer along the operation. */
async function valuesIn(
  query: string,
  root: string,
  answer: GraphQLAnswer,
): Promise<(readonly [string, unknown])[]> {
  const values: (readonly [string, unknown])[] = [];
  const document = parse(query);
  const result = await execute({
    schema: api,
    document,
    variableValues: { ...variables(["X", "X"]) },
    rootValue: answer.data,
    fieldResolver: (source: Record<string, unknown>, _args, _context, info) => {
      const value = source[String(info.path.key)];
      if (!info.path.prev) return info.path.key === root ? value : null;
      values.push([`${info.parentType.name}.${info.fieldName}`, value]);
      return value;
    },
  });
  expect((result.errors ?? []).map(({ message }) => message)).toEqual([]);
  return values;
}

function expectNoDeniedFetch(
  recorder: ReturnType<typeof createRecorder>,
  role: DemoRole,
  purposes: readonly string[],
): void {
  for (const { request } of recorder.fetches) {
    if (request.passport.authority !== "DETAIL") continue;
    const denied = coordinatesOfDocument(api, parse(request.query)).filter((coordinate) =>
      purposes.every((matter) => isDenial(expectedOf(role, matter, coordinate))),
    );
    expect(denied).toEqual([]);
  }
}

interface Verdict {
  readonly decision: string;
  readonly results: readonly {
    readonly decision: string;
    readonly hits: unknown;
    readonly sources: unknown;
  }[];
}

function verdictIn(answer: GraphQLAnswer, name: string): unknown {
  const { decision, results } =
    (answer.data as Readonly<Record<string, Verdict>>)[name] ?? failNoVerdict(name);
  return { decision, results: results.map(({ decision: own, hits, sources }) => ({ own, hits, sources })) };
}

function failNoVerdict(name: string): never {
  throw new Error(`${name} has no verdict`);
}

const verdicts = new Map<string, unknown>();
async function fullVerdict(system: TestSystem, matter: string): Promise<unknown> {
  const known = verdicts.get(matter);
  if (known !== undefined) return known;
  const answer = await askAs(system, "officer", checkQuery({ text: "", fragments: [] }), [matter, matter]);
  const verdict = verdictIn(answer, "one");
  verdicts.set(matter, verdict);
  return verdict;
}
