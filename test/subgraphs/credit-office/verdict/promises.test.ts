import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { recordStatuses, severities, type FactRecord } from "../../../../kernel/record.js";
import { sources } from "../../../../schema/departments.js";
import { effectiveMeasure } from "../../../../subgraphs/credit-office/catalogue/effective-measure.js";
import { isInForce } from "../../../../subgraphs/credit-office/catalogue/in-force.js";
import { loadCatalogue } from "../../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { canonicalBytes } from "../../../../subgraphs/credit-office/verdict/canonical.js";
import { neededSources } from "../../../../subgraphs/credit-office/verdict/needs.js";
import {
  decisions,
  type Decision,
  type Verdict,
} from "../../../../subgraphs/credit-office/verdict/verdict.js";
import {
  createFacts,
  createRecord,
  decideOn,
  organisation,
  typicalFacts,
  unavailable,
  withRows,
} from "../../../support/verdict-builders.js";

const catalogue = loadCatalogue();
const today = "2026-11-21";

const organisationMatters = catalogue.matters
  .filter(({ forOrganisations }) => forOrganisations)
  .map(({ code }) => code);
// PROCUREMENT_BID more often: it alone takes every measure.
const anyMatter = fc.oneof(fc.constant("PROCUREMENT_BID"), fc.constantFrom(...organisationMatters));

/** Any record that a department may send about the organisation, its own name or another's, in any status. */
const anyRecord = fc
  .record({
    type: fc.oneof(
      fc.constantFrom("CT_DISHONEST", "TAX_SERIOUS", "PROCUREMENT_LIST", "CT_BANKRUPT"),
      fc.constantFrom(...Object.keys(typicalFacts)),
    ),
    recordId: fc.stringMatching(/^[A-F]$/),
    status: fc.constantFrom(...recordStatuses, "IN_FORCE" as const, "IN_FORCE" as const),
    severity: fc.constantFrom(...severities),
    subjectName: fc.constantFrom("云杉建设有限公司", "云杉工程有限公司", "他人公司", ""),
    decidedOn: fc.constantFrom("2013-01-01", "2023-11-20", "2026-05-06"),
    good: fc.boolean(),
  })
  .map(({ type, good, ...given }) => {
    const facts = good ? { ...typicalFacts[type], grade: "A", colour: "GREEN" } : (typicalFacts[type] ?? {});
    return createRecord(type, { ...given, facts });
  });

const anyRecords = fc.array(anyRecord, { maxLength: 8 });

describe("promises of the verdict", () => {
  it("P01 does no harm without a basis: every hit comes from a row in force that allows its measure", () => {
    fc.assert(
      fc.property(anyMatter, anyRecords, (matter, records) => {
        for (const hit of decideOn(catalogue, matter, records).hits) {
          const row = catalogue.rows.find(({ id }) => id === hit.ruleId);
          if (!row) throw new Error(`No row ${hit.ruleId}`);
          expect(row.matter).toBe(matter);
          expect(isInForce(row, today)).toBe(true);
          expect(strength(hit.measure)).toBeLessThanOrEqual(strength(effectiveMeasure(row)));
          if (hit.measure !== "PROMPT")
            expect(row.basis).toMatchObject({ verified: true, article: expect.any(String) });
        }
      }),
    );
  });

  it("P01 leaves nothing of a measure whose row is taken out of the catalogue", () => {
    fc.assert(
      fc.property(anyMatter, anyRecords, (matter, records) => {
        const empty = withRows(catalogue, (rows) => rows.filter(({ measure }) => measure === "INCENTIVE"));
        const { decision, hits } = decideOn(empty, matter, records);
        expect(hits).toEqual([]);
        expect(["PASS", "MANUAL", "PROMPT"]).toContain(decision);
      }),
    );
  });

  it("P02 gives the same bytes for the same inputs, in whatever order the records come", () => {
    fc.assert(
      fc.property(
        anyMatter,
        anyRecords.chain((records) => fc.tuple(fc.constant(records), shuffled(records))),
        (matter, [records, reordered]) => {
          const first = canonicalBytes(decideOn(catalogue, matter, records));
          expect(canonicalBytes(decideOn(catalogue, matter, reordered))).toEqual(first);
          expect(
            canonicalBytes(decideOn(structuredClone(catalogue), matter, structuredClone(records))),
          ).toEqual(first);
        },
      ),
    );
  });

  it("P02 changes neither facts nor catalogue", () => {
    const records = [createRecord("CT_DISHONEST"), createRecord("MSA_ABNORMAL"), createRecord("HONOUR")];
    const before = structuredClone(records);
    decideOn(catalogue, "PROCUREMENT_BID", records);
    expect(records).toEqual(before);
    expect(catalogue).toEqual(loadCatalogue());
  });

  it("P04 never takes a measure on facts about another subject, however like the name", () => {
    fc.assert(
      fc.property(anyMatter, anyRecords, (matter, records) => {
        const other = { ...organisation, subjectId: `${organisation.subjectId.slice(0, -1)}3` };
        const theirs = records.map((record) => ({
          ...record,
          subjectId: other.subjectId,
          subjectName: "云杉建设有限公司",
        }));
        const facts = createFacts(theirs, {}, other);
        const verdict = decideOn(catalogue, matter, [], { facts });
        expect(verdict).toMatchObject({
          decision: "INCOMPLETE",
          provisional: "PASS",
          hits: [],
          incentives: [],
        });
        expect(
          decideOn(catalogue, matter, theirs).hits.filter(({ recordId }) => isOneOf(recordId, theirs)),
        ).toEqual([]);
      }),
    );
  });

  it("P07 never reads an unavailable source as clear", () => {
    fc.assert(
      fc.property(
        anyMatter,
        anyRecords,
        fc.constantFrom(...sources),
        fc.boolean(),
        (matter, records, source, isNull) => {
          const full = decideOn(catalogue, matter, records);
          const facts = createFacts(records, { [source.name]: isNull ? null : unavailable() });
          const verdict = decideOn(catalogue, matter, [], { facts });
          const line = verdict.sources.find(({ department }) => department === source.name);
          if (!neededSources(catalogue, matter, today).includes(source.name)) {
            expect(verdict).toEqual(full);
            return;
          }
          expect(line?.answer).toBe("UNAVAILABLE");
          expect(["INCOMPLETE", "HOLD"]).toContain(verdict.decision);
          if (holdsWithout(full, source.name)) expect(verdict.decision).toBe("HOLD");
          // Everything weaker than HOLD becomes stronger; nothing known of the other sources is lost.
          if (full.decision !== "HOLD") expect(rank(verdict.decision)).toBeGreaterThan(rank(full.decision));
          for (const hit of full.hits.filter(({ department }) => department !== source.name)) {
            expect(verdict.hits.map(({ recordId, ruleId }) => `${ruleId} ${recordId}`)).toContain(
              `${hit.ruleId} ${hit.recordId}`,
            );
          }
        },
      ),
    );
  });

  it("never lets a MINOR record do more than prompt", () => {
    fc.assert(
      fc.property(anyMatter, anyRecords, (matter, records) => {
        const minor = records.map((record) => ({
          ...record,
          severity: "MINOR" as const,
          subjectName: "云杉建设有限公司",
        }));
        expect(["PASS", "PROMPT"]).toContain(decideOn(catalogue, matter, minor).decision);
      }),
    );
  });

  it("never weakens a decision by an incentive", () => {
    fc.assert(
      fc.property(anyMatter, anyRecords, (matter, records) => {
        const rewards = [
          createRecord("TAX_CREDIT", { recordId: "Z", facts: { grade: "A" } }),
          createRecord("ENV_GRADE", { recordId: "Z", facts: { colour: "GREEN" } }),
          createRecord("HONOUR", { recordId: "Z" }),
        ];
        const without = decideOn(catalogue, matter, records);
        const rewarded = decideOn(catalogue, matter, [...records, ...rewards]);
        expect(rewarded.decision).toBe(without.decision);
        expect(rewarded.hits).toEqual(without.hits);
      }),
    );
  });

  it("decides FINANCING with PASS, PROMPT or INCOMPLETE only", () => {
    fc.assert(
      fc.property(anyRecords, fc.subarray(sources.map(({ name }) => name)), (records, silent) => {
        const facts = createFacts(records, Object.fromEntries(silent.map((name) => [name, null])));
        const { decision, provisional } = decideOn(catalogue, "FINANCING", [], { facts });
        expect(["PASS", "PROMPT", "INCOMPLETE"]).toContain(decision);
        expect([null, "PASS", "PROMPT"]).toContain(provisional);
      }),
    );
  });

  it("agrees with itself: sources say HIT exactly where a hit comes from", () => {
    fc.assert(
      fc.property(anyMatter, anyRecords, (matter, records) => {
        const verdict = decideOn(catalogue, matter, records);
        const saying = verdict.sources
          .filter(({ answer }) => answer === "HIT")
          .map(({ department }) => department);
        expect(new Set(saying)).toEqual(new Set(verdict.hits.map(({ department }) => department)));
        expect(verdict.sources.map(({ department }) => department)).toEqual(sources.map(({ name }) => name));
        expect(verdict.decision === "PASS").toBe(verdict.hits.length === 0);
      }),
    );
  });
});

function shuffled(records: readonly FactRecord[]): fc.Arbitrary<FactRecord[]> {
  return fc.shuffledSubarray([...records], { minLength: records.length, maxLength: records.length });
}

function holdsWithout(verdict: Verdict, source: string): boolean {
  return verdict.hits.some(
    ({ department, measure, disputed }) => department !== source && measure === "HOLD" && !disputed,
  );
}

function isOneOf(recordId: string, records: readonly FactRecord[]): boolean {
  return records.some((record) => record.recordId === recordId);
}

function strength(measure: string): number {
  return ["INCENTIVE", "PROMPT", "RESTRICT", "HOLD"].indexOf(measure);
}

function rank(decision: Decision): number {
  return decisions.indexOf(decision);
}
