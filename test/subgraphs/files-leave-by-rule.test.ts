import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isObjectType, getNamedType, type GraphQLSchema } from "graphql";
import { digestOfCoordinates } from "../../kernel/coordinates.js";
import type { Passport } from "../../kernel/passport.js";
import type { RecordInView } from "../../kernel/record.js";
import { departments, type DepartmentName } from "../../schema/departments.js";
import { createSubgraphExecutor } from "../../subgraphs/kit/execute.js";
import { allDepartments } from "../../subgraphs/registry.js";
import { caseRecord, departmentCases } from "./department-cases.js";
import { aCaller, detailPassport } from "./passports.js";
import { aRecord } from "./record-builder.js";
import { subject, viewKey } from "./representations.js";

const representative = "Registration.legalRepresentative";
const amounts = ["TaxArrears.balance", "SocialInsurance.arrears"];

/** The oracle: who may see a field of a department's file, told once more in words of this test. */
function mayLeave(coordinate: string, name: DepartmentName, scopes: readonly string[]): boolean {
  const has = (right: string): boolean => scopes.includes(`${name}:${right}`);
  return has("read") && (!amounts.includes(coordinate) || has("amounts"));
}

interface Leaf {
  readonly coordinate: string;
  /** Field names from the file's root. */
  readonly path: readonly string[];
}

/** Every value of a file that can be selected. */
function leavesOf(schema: GraphQLSchema, type: string, path: readonly string[]): Leaf[] {
  const found = schema.getType(type);
  if (!isObjectType(found)) return [];
  return Object.values(found.getFields()).flatMap((field): Leaf[] => {
    const target = getNamedType(field.type);
    const below = [...path, field.name];
    return isObjectType(target)
      ? leavesOf(schema, target.name, below)
      : [{ coordinate: `${type}.${field.name}`, path: below }];
  });
}

function selectionOf(paths: readonly (readonly string[])[]): string {
  const heads = [...new Set(paths.map(([head = ""]) => head))];
  return heads
    .map((head) => {
      const below = paths.filter((path) => path[0] === head && path.length > 1).map((path) => path.slice(1));
      return below.length > 0 ? `${head} { ${selectionOf(below)} }` : head;
    })
    .join(" ");
}

/** The values that stand at a path, through lists. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  if (typeof value !== "object" || value === null) return [null];
  return valuesAt((value as Record<string, unknown>)[head], rest);
}

const allScopes = departments
  .flatMap(({ name }) => [`${name}:read`, `${name}:personal`, `${name}:amounts`])
  .concat("credit-office:personal");

describe.each(allDepartments)("whatever the passport, the file of $name", ({ name, subgraph }) => {
  const { schema } = subgraph;
  const { facts, file } = departmentCases[name];
  const records = Object.entries(facts).map(([recordType, particulars]): RecordInView => ({
    ...aRecord({
      ...caseRecord,
      recordType,
      recordId: recordType,
      department: name,
      subjectId: "o-full",
      facts: particulars,
    }),
    status: "IN_FORCE",
  }));
  const store = { recordsOf: () => Promise.resolve(records) };
  const execute = createSubgraphExecutor({ schema, store, viewKey, clock: () => new Date(0) });
  const fileType = typeOfFile(schema, name);
  const leaves = leavesOf(schema, fileType, []);
  const own = [`${name}:read`, `${name}:personal`, `${name}:amounts`];
  const asked = fc.record({
    leaves: fc.subarray(leaves, { minLength: 1 }),
    scopes: fc.tuple(fc.subarray(own), fc.subarray(allScopes)).map(([some, any]) => [...some, ...any]),
    clear: fc.subarray([representative, "Registration.name", "TaxArrears.balance"]),
  });

  async function read(given: { readonly query: string; readonly passport: Passport }) {
    const { query, passport } = given;
    const { data, errors = [] } = await execute({ query, variables: { of: [subject("o-full")] } }, passport);
    const entities = (data as { _entities: Record<string, unknown>[] } | undefined)?._entities;
    return {
      file: entities?.[0]?.[name] ?? null,
      data,
      codes: errors.map(({ extensions }) => extensions["code"]),
    };
  }

  function queryOf(selected: readonly Leaf[]): string {
    const selection = selectionOf(selected.map(({ path }) => path));
    return `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Subject { ${name} { ${selection} } } } }`;
  }

  it("leaves field by field as the caller's scopes allow, the rest null beside a code", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(asked, async ({ leaves: selected, scopes, clear }) => {
        const query = queryOf(selected);
        const answer = await read({ query, passport: detailPassport({ schema, query }, { scopes, clear }) });
        for (const { coordinate, path } of selected) {
          const shown = valuesAt(answer.file, path);
          const wanted = valuesAt(file, path);
          if (!mayLeave(coordinate, name, scopes)) {
            expect([coordinate, shown.filter((value) => value !== null)]).toEqual([coordinate, []]);
            expect(answer.codes).toContain("UNAUTHORIZED_FIELD_OR_TYPE");
          } else if (coordinate !== representative) {
            if (!isDerived(path)) expect([coordinate, shown]).toEqual([coordinate, wanted]);
          } else {
            const inClear = clear.includes(representative) && scopes.includes("market:personal");
            expect(shown).toEqual([inClear ? "王示例" : "王**"]);
          }
          seen.add(coordinate);
        }
      }),
      { numRuns: 60 },
    );
    expect(seen.size).toBe(new Set(leaves.map(({ coordinate }) => coordinate)).size);
  });

  it("does not leave at all for other coordinates than the passport's, or under another authority", async () => {
    const authorities = fc.constantFrom<Passport>(
      { authority: "CHECK" },
      { authority: "GATEWAY" },
      {
        authority: "ROOT",
        caller: { ...aCaller, scopes: allScopes },
        receipts: { [name]: "r" },
        clear: { [name]: leaves.map(({ coordinate }) => coordinate) },
        cases: {},
        shownChecks: [],
      },
    );
    const others = fc
      .tuple(fc.subarray(leaves, { minLength: 1 }), fc.string())
      .map(([selected, text]): [string, Passport] => [
        queryOf(selected),
        {
          authority: "DETAIL",
          caller: { ...aCaller, scopes: allScopes },
          coordinates: text.length % 2 === 0 ? text : digestOfCoordinates([text]),
          clear: leaves.map(({ coordinate }) => coordinate),
        },
      ]);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(others, fc.tuple(fc.subarray(leaves, { minLength: 1 }).map(queryOf), authorities)),
        async ([query, passport]) => {
          const answer = await read({ query, passport });
          expect(answer.file).toBeNull();
          expect(answer.codes).toEqual([
            passport.authority === "DETAIL" ? "PASSPORT_INVALID" : "UNAUTHORIZED_FIELD_OR_TYPE",
          ]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function typeOfFile(schema: GraphQLSchema, name: DepartmentName): string {
  const type = schema.getType("Subject");
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (!field) throw new Error(`Subject has no field ${name}`);
  return getNamedType(field.type).name;
}

/** Values that follow from a record's status and last day, which this test does not derive. */
function isDerived(path: readonly string[]): boolean {
  return ["inForce", "until", "publishUntil", "removedOn", "status"].includes(path.at(-1) ?? "");
}
