import { describe, expect, it } from "@jest/globals";
import { readWrittenRecords } from "../../../cli/verdict/read-written-records.js";
import { renderTrial } from "../../../cli/verdict/trace-table.js";
import { tryVerdict, type Trial } from "../../../cli/verdict/try-verdict.js";
import { loadCatalogue } from "../../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { recordTypes as officeTypes } from "../../../subgraphs/credit-office/record.js";
import { allDepartments } from "../../../subgraphs/registry.js";
import { typicalFacts } from "../../support/verdict-builders.js";

const catalogue = loadCatalogue();
const asOf = new Date("2026-11-21T12:00:00+08:00");

describe("fengcha verdict try", () => {
  it("fills in what is not given, says so, and decides", () => {
    const { trace, records } = tryOn([{ recordType: "CT_DISHONEST", decidedOn: "2026-05-06" }]);
    expect(trace.verdict.decision).toBe("HOLD");
    expect(records[0]?.view).toMatchObject({ status: "IN_FORCE", until: "2028-05-06" });
    expect(records[0]?.filled).toContain('performance="全部未履行"');
  });

  it("derives the status from dates, events and terms, and the trace says why a record no longer counts", () => {
    const record = { recordType: "CT_DISHONEST", decidedOn: "2020-05-06" };
    const text = renderTrial(tryOn([record]));
    expect(text).toContain("判定 通过 PASS");
    expect(text).toContain("记录 假设-1 不再计入（已到期）");
    const disputed = [{ kind: "OBJECTION_ACCEPTED", on: "2026-11-01" }];
    expect(tryOn([{ ...record, decidedOn: "2026-05-06", events: disputed }]).trace.verdict.decision).toBe(
      "MANUAL",
    );
  });

  it("never fills in what a row of the catalogue asks for", () => {
    expect(() => tryOn([{ recordType: "TAX_CREDIT" }])).toThrow(
      "假设的记录有误：\nrecord[0].facts.grade：措施行据此判断，请填写（A、B、M、C、D 之一）",
    );
    expect(() => tryOn([{ recordType: "ENV_GRADE", facts: {} }])).toThrow("record[0].facts.colour");
  });

  it("completes every record type of every department so that its own schema accepts it", () => {
    const types = [officeTypes, ...allDepartments.map(({ recordTypes }) => recordTypes)].flatMap(Object.keys);
    for (const recordType of new Set(types)) {
      const facts = Object.fromEntries(
        Object.entries(typicalFacts[recordType] ?? {}).filter(([field]) => conditioned(recordType, field)),
      );
      const department = recordType === "PENALTY" ? { department: "ecology" } : {};
      expect(tryOn([{ recordType, facts, ...department }]).records).toHaveLength(1);
    }
  });

  it("names every fault in Chinese, with its place", () => {
    const faulty = [
      { recordType: "CT_DISHONESTY" },
      { recordType: "PENALTY", facts: { amount: "1" } },
      { recordType: "MSA_ABNORMAL", facts: { reason: "其他" } },
      { recordType: "MSA_SERIOUS", facts: { reasom: "x" } },
      { recordType: "HONOUR", decidedOn: "2027-01-01" },
      { recordType: "HONOUR", status: "REPAIRED" },
    ];
    const message = messageOf(() => tryOn(faulty));
    for (const part of [
      "record[0].recordType：没有这种记录",
      "record[1].department：请写明由哪个部门的记录：tax、market、hrss、ecology",
      "record[2].facts.reason：",
      "record[3].facts.reasom：没有这个字段，可用的：reason",
      "record[4].decidedOn：晚于核查时点 2026-11-21",
      "record[5].status：没有这个字段",
    ])
      expect(message).toContain(part);
  });

  it("takes a person's record with named persons for somebody else's", () => {
    const named = { recordType: "HR_WAGE_LIST", namedPersons: [{ role: "法定代表人" }] };
    const { records } = tryOn([named], { matter: "RECRUITMENT", kind: "PERSON" });
    expect(records[0]?.record).toMatchObject({
      subjectId: "hypothetical-other",
      namedPersons: [{ subjectId: "hypothetical", role: "法定代表人" }],
    });
    const own = tryOn([{ recordType: "CT_DISHONEST" }], { matter: "RECRUITMENT", kind: "PERSON" });
    expect(own.records[0]?.record.subjectId).toBe("hypothetical");
    expect(own.trace.verdict.decision).toBe("HOLD");
  });

  it("refuses a matter that is unknown or not for such subjects", () => {
    expect(() => tryOn([], { matter: "NOTHING" })).toThrow("清单中没有事项 NOTHING，可用的：PROCUREMENT_BID");
    expect(() => tryOn([], { kind: "PERSON" })).toThrow("该事项不适用于自然人（PROCUREMENT_BID）");
  });

  it("shows what applied and, row by row, why the others did not", () => {
    const text = renderTrial(
      tryOn([{ recordType: "PENALTY", department: "ecology", facts: { amount: "100.00" } }]),
    );
    expect(text).toMatch(/假设-1 +│ 生态环境 +│ PENALTY/);
    expect(text).toContain("适用 0 行");
    expect(text).toContain("amount 不低于 2000000 元，记录中为");
    expect(text).toContain("没有这类记录");
  });
});

describe("readWrittenRecords", () => {
  it("takes one record or a list, and tells what it cannot read", () => {
    expect(readWrittenRecords('{"recordType":"HONOUR"}')).toEqual([{ recordType: "HONOUR" }]);
    expect(readWrittenRecords('[{"a":1},{"b":2}]')).toHaveLength(2);
    expect(() => readWrittenRecords("{oops")).toThrow("JSON 写法有误");
    expect(() => readWrittenRecords("no-such-file.json")).toThrow("既不是 JSON，也不是已有的文件");
  });
});

function tryOn(
  written: readonly unknown[],
  given: { readonly matter?: string; readonly kind?: "PERSON" } = {},
): Trial {
  return tryVerdict({ catalogue, matter: "PROCUREMENT_BID", kind: "ORGANISATION", written, asOf, ...given });
}

function conditioned(recordType: string, field: string): boolean {
  return [...catalogue.rows, ...catalogue.suspensions].some(
    (row) =>
      row.recordTypes.includes(recordType) &&
      row.when.some((each) => "field" in each && each.field === field),
  );
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "";
}
