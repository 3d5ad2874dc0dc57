import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { assertObjectType, getNamedType, isObjectType, type GraphQLObjectType } from "graphql";
import { demoRoles, type DemoRole } from "../../gateway/identity/development-token.js";
import { readSecret } from "../../kernel/key-files.js";
import { api, expectedOf, handles, isDenial, matters, roles } from "../support/disclosure-oracle.js";
import { fileEverything, fullFile, fullFileNow, fullFileUscc } from "../support/full-file.js";
import { pathsBelow, selectEverything } from "../support/selection.js";
import { startTestSystem, type GraphQLAnswer, type TestSystem } from "../support/test-system.js";

/** What is left of a full answer: null where denied, and where all that was asked of an object is denied. */
function leftOf(value: unknown, type: GraphQLObjectType, decide: (coordinate: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => leftOf(each, type, decide));
  if (value === null || typeof value !== "object") return value;
  const fields = Object.entries(value).map(([name, inner]): [string, unknown] => {
    const decision = decide(`${type.name}.${name}`);
    if (isDenial(decision)) return [name, null];
    if (decision === "MASKED") return [name, "王**"];
    const innerType = getNamedType(type.getFields()[name]?.type);
    if (!isObjectType(innerType)) return [name, inner];
    const isEmpty = pathsBelow(api, innerType).every((path) => path.some((each) => isDenial(decide(each))));
    return [name, isEmpty ? null : leftOf(inner, innerType, decide)];
  });
  return Object.fromEntries(fields);
}

/** On each way down the first denied coordinate is the one that is reported. */
function denialsBelow(type: GraphQLObjectType, decide: (coordinate: string) => string): string[] {
  const first = pathsBelow(api, type)
    .map((path) => path.find((coordinate) => isDenial(decide(coordinate))))
    .filter((coordinate) => coordinate !== undefined);
  return [...new Set(first)].map((coordinate) => `${coordinate} ${decide(coordinate)}`).sort();
}

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ clock: () => fullFileNow });
  await fileEverything(system, readSecret(system.keyDir, "person"));
}, 120_000);
afterAll(async () => {
  await system.close();
});

const subjectType = assertObjectType(api.getType("Subject"));
const fileSelection = selectEverything(api, "Subject");
const allFile = { id: `o-${fullFileUscc}`, identifier: fullFileUscc, name: null, ...fullFile };

async function askAs(role: DemoRole, query: string, variables: object): Promise<GraphQLAnswer> {
  return await system.askAs(
    system.tokenFor(role, role === "subject" ? fullFileUscc : undefined),
    query,
    variables,
  );
}

const reported = ({ errors }: GraphQLAnswer): string[] =>
  errors
    .map(({ extensions }) => extensions as unknown as { code: string; coordinate?: string; reason?: string })
    .filter(({ code }) => code === "UNAUTHORIZED_FIELD_OR_TYPE")
    .map(({ coordinate, reason }) => `${String(coordinate)} ${String(reason)}`)
    .sort();

describe("every field × every role × every matter", () => {
  let cells = 0;
  afterAll(() => {
    process.stdout.write(`    matrix: ${cells} cells (field × role × matter)\n`);
  });

  it.each(demoRoles.flatMap((role) => matters.map((matter) => ({ role, matter }))))(
    "$role sees of a file for $matter what the declarations say",
    async ({ role, matter }) => {
      const decide = (coordinate: string): string => expectedOf(role, matter, coordinate);
      const may = roles[role]?.fields.includes("subject") === true && handles(role, matter);
      const answer = await askAs(
        role,
        `query ($identifier: String!, $purpose: PurposeInput!) {
          subject(identifier: $identifier, purpose: $purpose) { ${fileSelection} } }`,
        { identifier: fullFileUscc, purpose: { matter, caseNumber: "MX-2026-0001" } },
      );
      cells += pathsBelow(api, subjectType).length;
      if (!may) {
        expect([answer.data.subject, answer.errors[0]?.extensions.code]).toEqual([null, "FORBIDDEN"]);
        return;
      }
      expect(answer.data.subject).toEqual(leftOf(allFile, subjectType, decide));
      expect(reported(answer)).toEqual(denialsBelow(subjectType, decide).slice(0, 100));
    },
  );

  it.each(demoRoles.flatMap((role) => matters.map((matter) => ({ role, matter }))))(
    "$role sees the same below a check for $matter, and the verdict beside it",
    async ({ role, matter }) => {
      const decide = (coordinate: string): string => expectedOf(role, matter, coordinate);
      const may = roles[role]?.fields.includes("check") === true && handles(role, matter);
      const answer = await askAs(
        role,
        `query ($input: CheckInput!) { check(input: $input) { decision results { decision sources { department answer }
          hits { recordType measure } subject { ${fileSelection} } } } }`,
        { input: { matter, caseNumber: "MX-2026-0002", subjects: [fullFileUscc] } },
      );
      cells += pathsBelow(api, subjectType).length;
      if (!may) {
        expect([answer.data.check, answer.errors[0]?.extensions.code]).toEqual([null, "FORBIDDEN"]);
        return;
      }
      if (matter === "RECRUITMENT") {
        expect(answer.errors.map(({ extensions }) => extensions.code)).toContain(
          "MATTER_NOT_FOR_ORGANISATIONS",
        );
        return;
      }
      const [result] = answer.data.check.results;
      expect(result.subject).toEqual(leftOf(allFile, subjectType, decide));
      expect(reported(answer)).toEqual(denialsBelow(subjectType, decide).slice(0, 100));
      expect([result.decision, result.hits, result.sources]).toEqual(await verdictOf(matter));
    },
  );

  const rootArguments: Record<string, string> = {
    check:
      '(input: { matter: "MATTER", caseNumber: "MX-2026-0003", subjects: ["91320812MA9TEXT192"] }) { receipt }',
    checkByReceipt: '(receipt: "FC20260101-00000000000000000000-1-000000000000000000000000") { receipt }',
    subject: `(identifier: "${fullFileUscc}", purpose: { matter: "MATTER", caseNumber: "MX-2026-0003" }) { id }`,
    suggestSubjects: '(name: "有限公司", purpose: { matter: "MATTER", caseNumber: "MX-2026-0003" }) { name }',
    matters: "{ code }",
    batch: '(id: "none") { id }',
    accessLog: `(identifier: "${fullFileUscc}") { hasNextPage }`,
    auditReport: '(month: "2026-02") { month }',
    startBatch: `(input: { matter: "MATTER", caseNumber: "MX-2026-0003", subjects: ["${fullFileUscc}"] }) { id }`,
  };
  const rootFields = [
    ...Object.keys(assertObjectType(api.getQueryType()).getFields()),
    ...Object.keys(assertObjectType(api.getMutationType()).getFields()),
  ];

  it("knows an example of every root field", () => {
    expect(Object.keys(rootArguments).sort()).toEqual(rootFields.sort());
  });

  it.each(demoRoles.flatMap((role) => matters.map((matter) => ({ role, matter }))))(
    "$role may ask for its own root fields for $matter and no others",
    async ({ role, matter }) => {
      for (const field of rootFields) {
        cells += 1;
        const text = `${field}${(rootArguments[field] ?? "").replaceAll("MATTER", matter)}`;
        const answer = await askAs(role, field === "startBatch" ? `mutation { ${text} }` : `{ ${text} }`, {});
        const isBound = rootArguments[field]?.includes("MATTER") === true;
        const may = roles[role]?.fields.includes(field) === true && (!isBound || handles(role, matter));
        const isRefused = answer.errors.some(({ extensions }) => extensions.code === "FORBIDDEN");
        expect([field, isRefused]).toEqual([field, !may]);
      }
    },
  );
});

/** "May get the verdict, may not read the file": the officer's is the one with all scopes. */
const verdicts = new Map<string, unknown[]>();
async function verdictOf(matter: string): Promise<unknown[]> {
  const known = verdicts.get(matter);
  if (known) return known;
  const { data } = await askAs(
    "officer",
    `query ($input: CheckInput!) { check(input: $input) { results { decision hits { recordType measure } sources { department answer } } } }`,
    { input: { matter, caseNumber: "MX-2026-0004", subjects: [fullFileUscc] } },
  );
  const [{ decision, hits, sources }] = data.check.results;
  verdicts.set(matter, [decision, hits, sources]);
  return [decision, hits, sources];
}
