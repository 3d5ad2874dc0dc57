import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { recordStatuses, severities } from "../../../../kernel/record.js";
import { sources } from "../../../../schema/departments.js";
import { cite } from "../../../../subgraphs/credit-office/catalogue/cite.js";
import { loadCatalogue } from "../../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import type { DecideInput } from "../../../../subgraphs/credit-office/verdict/decide.js";
import { decide } from "../../../../subgraphs/credit-office/verdict/decide.js";
import { describeMiss } from "../../../../subgraphs/credit-office/verdict/describe-miss.js";
import type { RowTrace } from "../../../../subgraphs/credit-office/verdict/row-trace.js";
import { trace } from "../../../../subgraphs/credit-office/verdict/trace.js";
import {
  asOf,
  createFacts,
  createRecord,
  organisation,
  person,
  typicalFacts,
  unavailable,
  withRows,
} from "../../../support/verdict-builders.js";

const catalogue = loadCatalogue();
const counting: ReadonlySet<string> = new Set(["IN_FORCE", "ANNOTATED", "SUSPENDED"]);
const matters = catalogue.matters.map(({ code }) => code);

/** A world of rows that replace one another in time, beside those in force. */
const dated = withRows(catalogue, (rows) =>
  rows.flatMap((row) => [
    { ...row, id: `${row.id}_OLD`, effectiveFrom: "2010-01-01", effectiveTo: "2024-12-31" },
    { ...row, effectiveFrom: "2025-01-01", appliesToEarlierRecords: false },
  ]),
);

const anyRecord = fc
  .record({
    type: fc.oneof(
      fc.constantFrom("CT_DISHONEST", "TAX_SERIOUS", "PROCUREMENT_LIST", "CT_BANKRUPT"),
      fc.constantFrom(...Object.keys(typicalFacts)),
    ),
    recordId: fc.stringMatching(/^[A-F]$/),
    status: fc.constantFrom(...recordStatuses, "IN_FORCE" as const, "IN_FORCE" as const),
    severity: fc.constantFrom(...severities),
    subjectName: fc.constantFrom("云杉建设有限公司", "林一苇", "他人公司", ""),
    decidedOn: fc.constantFrom("2009-01-01", "2023-11-20", "2026-05-06"),
    subjectId: fc.constantFrom(organisation.subjectId, person.subjectId),
    isNamed: fc.boolean(),
    good: fc.boolean(),
  })
  .map(({ type, good, isNamed, ...given }) => {
    const facts = good ? { ...typicalFacts[type], grade: "A", colour: "GREEN" } : (typicalFacts[type] ?? {});
    const namedPersons = isNamed ? [{ subjectId: person.subjectId, role: "法定代表人" }] : [];
    return createRecord(type, { ...given, facts, namedPersons });
  });

const anyInput = fc
  .record({
    matter: fc.oneof(fc.constant("PROCUREMENT_BID"), fc.constantFrom(...matters)),
    subject: fc.constantFrom(organisation, { ...organisation, registered: false }, person),
    records: fc.array(anyRecord, { maxLength: 8 }),
    silent: fc.option(fc.constantFrom(...sources), { freq: 4 }),
    rules: fc.constantFrom(catalogue, dated),
    isLate: fc.boolean(),
  })
  .map(({ matter, subject, records, silent, rules, isLate }): DecideInput => {
    // A record about nobody here would be no answer at all.
    const own = records.filter(
      ({ subjectId, namedPersons }) =>
        subjectId === subject.subjectId || (subject === person && namedPersons.length > 0),
    );
    const down = silent ? { [silent.name]: unavailable(subject) } : {};
    const window = { from: asOf, to: asOf };
    return {
      matter,
      subject,
      catalogue: rules,
      facts: createFacts(own, down, subject),
      asOf: isLate ? new Date(asOf.getTime() + 60_000) : asOf,
      queryWindow: window,
    };
  });

describe("trace", () => {
  it("calls applied exactly the rows behind the hits and incentives of decide", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { verdict, rows } = trace(input);
        expect(verdict).toEqual(decide(input));
        const applied = rows.flatMap(({ row, applied: of }) => of.map((each) => ({ row, ...each })));
        const hits = applied.filter(({ measure }) => measure !== "INCENTIVE");
        expect(new Set(hits.map(({ row, ...each }) => keyOf({ ruleId: row.id, ...each })))).toEqual(
          new Set(verdict.hits.map(keyOf)),
        );
        const incentives = applied.filter(({ measure }) => measure === "INCENTIVE");
        expect(
          new Set(
            incentives.map(({ row, department, recordType }) =>
              [department, recordType, row.measureText, cite(row.basis)].join("|"),
            ),
          ),
        ).toEqual(
          new Set(
            verdict.incentives.map(({ department, recordType, measureText, legalBasis }) =>
              [department, recordType, measureText, legalBasis].join("|"),
            ),
          ),
        );
      }),
      { numRuns: 400 },
    );
  });

  it("leaves no row of the matter without a word, and says each in Chinese", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { rows } = trace(input);
        const expected = input.catalogue.rows.filter(({ matter }) => matter === input.matter);
        expect(rows.map(({ row }) => row)).toEqual(expected);
        for (const { applied, missed } of rows) {
          expect(applied.length + missed.length).toBeGreaterThan(0);
          for (const miss of missed) expect(describeMiss(miss)).toMatch(/\p{Script=Han}/u);
        }
      }),
    );
  });

  it("may be shown records that no longer count: the verdict is the one without them", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const sent = Object.entries(input.facts).map(([name, facts]) =>
          facts?.state === "ANSWERED"
            ? [name, { ...facts, records: facts.records.filter(({ status }) => counting.has(status)) }]
            : [name, facts],
        );
        const facts = Object.fromEntries(sent) as DecideInput["facts"];
        expect(trace(input).verdict).toEqual(decide({ ...input, facts }));
      }),
    );
  });

  it("tells which condition was not met, and what the record states instead", () => {
    const penalty = createRecord("PENALTY", {
      decidedOn: "2020-01-01",
      facts: { kind: "罚款", amount: "1999999.99", simpleProcedure: false },
    });
    expect(missesOf(tracedRow("PENALTY_LARGE", penalty))).toEqual([
      "记录 PENALTY-1 不符合条件：amount 不低于 2000000 元，记录中为 1999999.99",
      "记录 PENALTY-1 不符合条件：作出未满 3 年，记录中为 2020-01-01",
    ]);
  });

  it("tells status, suspension, another name, and that there is no such record", () => {
    const over = createRecord("CT_DISHONEST", { status: "REPAIRED" });
    expect(missesOf(tracedRow("CT_DISHONEST", over))).toEqual(["记录 CT_DISHONEST-1 不再计入（已修复）"]);
    const suspended = tracedRow("CT_DISHONEST", createRecord("CT_DISHONEST"), createRecord("CT_BANKRUPT"));
    expect(missesOf(suspended)).toEqual(["记录 CT_DISHONEST-1 的措施因破产重整、和解中止"]);
    const other = tracedRow("CT_DISHONEST", createRecord("CT_DISHONEST", { subjectName: "他人公司" }));
    expect(missesOf(other)).toEqual(["记录 CT_DISHONEST-1 的名称与登记名称不符，待人工核实"]);
    expect(missesOf(tracedRow("CT_DISHONEST"))).toEqual(["没有这类记录"]);
    expect(missesOf(tracedRow("NOT_REGISTERED"))).toEqual(["核查中没有出现该情形"]);
  });

  it("tells why a measure is weaker than its row", () => {
    const minor = tracedRow("CT_DISHONEST", createRecord("CT_DISHONEST", { severity: "MINOR" }));
    expect(minor.applied).toMatchObject([{ measure: "PROMPT", reservations: ["MINOR"] }]);
    const capped = tracedRow("MSA_SERIOUS", createRecord("MSA_SERIOUS"));
    expect(capped.applied).toMatchObject([{ measure: "PROMPT", reservations: ["UNVERIFIED"] }]);
    const disputed = tracedRow("CT_DISHONEST", createRecord("CT_DISHONEST", { status: "ANNOTATED" }));
    expect(disputed.applied).toMatchObject([{ measure: "HOLD", reservations: ["DISPUTED"] }]);
  });

  it("tells of rows out of force, of rows for others, and of records that keep the row of their day", () => {
    const old = createRecord("CT_DISHONEST", { decidedOn: "2023-01-01" });
    const input = { ...inputWith([old]), catalogue: dated };
    const rows = trace(input).rows;
    expect(missesOf(rowOf(rows, "MSA_ABNORMAL_OLD"))).toEqual([
      "当日不在施行期内（2010-01-01 起，至 2024-12-31）",
    ]);
    expect(missesOf(rowOf(rows, "CT_DISHONEST"))).toEqual([
      "记录 CT_DISHONEST-1 适用作出之日的行 PROCUREMENT_BID.CT_DISHONEST_OLD",
    ]);
    expect(rowOf(rows, "CT_DISHONEST_OLD").applied).toMatchObject([{ measure: "HOLD" }]);
    const forPerson = trace({ ...inputWith([]), subject: person, facts: createFacts([], {}, person) }).rows;
    expect(missesOf(rowOf(forPerson, "CT_DISHONEST"))).toEqual(["本行不适用于自然人"]);
  });
});

function inputWith(records: readonly ReturnType<typeof createRecord>[]): DecideInput {
  return { matter: "PROCUREMENT_BID", subject: organisation, catalogue, facts: createFacts(records), asOf };
}

function tracedRow(name: string, ...records: readonly ReturnType<typeof createRecord>[]): RowTrace {
  return rowOf(trace(inputWith(records)).rows, name);
}

function rowOf(rows: readonly RowTrace[], name: string): RowTrace {
  const found = rows.find(({ row }) => row.id === `PROCUREMENT_BID.${name}`);
  if (!found) throw new Error(`no row ${name}`);
  return found;
}

function missesOf({ missed }: RowTrace): string[] {
  return missed.map(describeMiss);
}

function keyOf(each: {
  readonly ruleId: string;
  readonly recordType: string;
  readonly recordId: string;
  readonly measure: string;
}): string {
  return [each.ruleId, each.recordType, each.recordId, each.measure].join("|");
}
