import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { authorityColumns, parseAuthority } from "../../../cli/feeds/parse-authority.js";
import { caseColumns, parseCase } from "../../../cli/feeds/parse-case.js";
import { readFeed, type FeedFile } from "../../../cli/feeds/read-feed.js";
import { readInstant } from "../../../cli/feeds/read-instant.js";
import { takeFeed } from "../../../cli/feeds/take-feed.js";
import type { FedCase } from "../../../gateway/cases/case-feed.js";
import { loadCatalogue } from "../../../subgraphs/credit-office/catalogue/load-catalogue.js";

const folder = mkdtempSync(join(tmpdir(), "fengcha-feed-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const { matters } = loadCatalogue();
const today = "2026-07-01";
const subject = "91320812MA9TEXT192";
const typical = {
  caseNumber: "CG-2026-0001",
  matter: "PROCUREMENT_BID",
  unit: "宿迁市政府采购中心",
  state: "OPEN",
  openedAt: "2026-06-01",
  subjects: [subject],
};

async function take(name: string, content: string | Buffer, options: Partial<FeedFile> = {}) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const items: FedCase[] = [];
  const faults: string[] = [];
  const report = await takeFeed({
    lines: readFeed({ path, encoding: "utf-8", columns: caseColumns, ...options }),
    parse: (value) => parseCase(value, { matters, today }),
    put: (group) => {
      items.push(...group);
      return Promise.resolve();
    },
    reject: (line, { field, message }) => faults.push(`${line} ${field} ${message}`),
  });
  return { ...report, items, faults };
}

const lines = (...cases: readonly unknown[]): string => cases.map((each) => JSON.stringify(each)).join("\n");
const faultOf = (given: object): string[] => {
  const parsed = parseCase({ ...typical, ...given }, { matters, today });
  return parsed.ok ? [] : parsed.faults.map(({ field, message }) => `${field} ${message}`);
};

describe("a feed of JSON lines", () => {
  it("takes the good lines and tells line, field, reason and mend of the others", async () => {
    const text = `${lines(typical, { ...typical, state: "开放" })}\n\n{"caseNumber":\n${lines({ ...typical, subjects: [subject, "91320812MA9TEXT193"] })}`;
    const { items, faults, ...report } = await take("mixed.jsonl", text);
    expect(report).toEqual({ taken: 1, rejected: 3 });
    expect(items).toEqual([
      {
        ...typical,
        openedAt: new Date("2026-06-01T00:00:00+08:00"),
        closedAt: null,
        window: null,
      },
    ]);
    expect(faults).toEqual([
      "2 state 应为 OPEN（在办）或 CLOSED（已办结）",
      "4  不是一个完整的 JSON 对象，请核对引号、逗号和括号",
      expect.stringMatching(/^5 subjects\[1\] 统一社会信用代码第18位（校验码）与前17位不符/),
    ]);
    expect(faults.join()).not.toContain("91320812");
  });

  it("takes many more lines than it holds at once", async () => {
    const many = Array.from({ length: 1203 }, (_, index) => ({
      ...typical,
      caseNumber: `CG-2026-${index}000`,
    }));
    const { taken, items } = await take("many.jsonl", lines(...many));
    expect(taken).toBe(1203);
    expect(new Set(items.map(({ caseNumber }) => caseNumber)).size).toBe(1203);
  });

  it("names every way in which a case can be wrong", () => {
    const closed = { state: "CLOSED", closedAt: "2026-06-02" };
    expect(faultOf(closed)).toEqual([]);
    const wrong: readonly [object, RegExp][] = [
      [{ matter: "BUYING" }, /^matter 事项不在清单中/],
      [{ caseNumber: "短" }, /^caseNumber 不符合该事项的办件编号格式/],
      [{ unit: " " }, /^unit 不能为空/],
      [{ unit: undefined }, /^unit 请写成文字|^unit 缺少此项/],
      [{ subjects: [] }, /^subjects 至少写一个/],
      [{ subjects: [123] }, /^subjects\[0\] 请写成文字/],
      [{ subjects: subject }, /^subjects 请写成代码的列表/],
      [{ openedAt: "2026-02-30" }, /^openedAt 不是日期或时间/],
      [{ closedAt: "2026-06-02" }, /^closedAt 在办的办件没有办结时间/],
      [{ ...closed, closedAt: "2026-05-02" }, /^closedAt 早于受理时间/],
      [{ window: { from: "2026-06-02", to: "2026-06-01" } }, /^window\.to 早于 window\.from/],
      [{ window: { from: "2026-06-02" } }, /^window\.to /],
      [{ phone: "1" }, /^phone 没有这个字段/],
    ];
    for (const [given, message] of wrong) expect(faultOf(given)).toEqual([expect.stringMatching(message)]);
    expect(parseCase("text", { matters, today })).toMatchObject({ ok: false });
  });
});

describe("a feed of CSV", () => {
  const head = "caseNumber,matter,unit,state,openedAt,closedAt,subjects,windowFrom,windowTo";

  it("reads quotes, several subjects in a cell and the window, and numbers lines as the file does", async () => {
    const text = [
      head,
      `CG-2026-0001,PROCUREMENT_BID,"宿迁市,政府""采购""\n中心",OPEN,2026-06-01 09:00,,${subject}；52321300MJ9TEMP32B,2026-07-01,2026-07-02`,
      "",
      `CG-2026-0002,PROCUREMENT_BID,单位,OPEN,2026-06-01`,
      `CG-2026-0003,PROCUREMENT_BID,单位,SHUT,2026-06-01,,${subject},,`,
      `CG-2026-0004,PROCUREMENT_BID,单位,OPEN,2026-06-01,,"${subject},,`,
    ].join("\r\n");
    const { items, faults } = await take("cases.csv", text);
    expect(items).toMatchObject([
      {
        unit: '宿迁市,政府"采购"\n中心',
        openedAt: new Date("2026-06-01T09:00:00+08:00"),
        subjects: [subject, "52321300MJ9TEMP32B"],
        window: {
          from: new Date("2026-07-01T00:00:00+08:00"),
          to: new Date("2026-07-02T23:59:59.999+08:00"),
        },
      },
    ]);
    expect(faults).toEqual([
      "5  有 5 列，表头有 9 列，请补齐或删去多余的逗号",
      "6 state 应为 OPEN（在办）或 CLOSED（已办结）",
      "7  引号没有成对，请核对本行的引号",
    ]);
  });

  it("reads GB18030 when told so, and refuses it otherwise", async () => {
    // 单位 in GB18030
    const unit = Buffer.from([0xb5, 0xa5, 0xce, 0xbb]);
    const content = Buffer.concat([
      Buffer.from(`${head}\nCG-2026-0001,PROCUREMENT_BID,`),
      unit,
      Buffer.from(`,OPEN,2026-06-01,,${subject},,\n`),
    ]);
    const { items } = await take("gb.csv", content, { encoding: "gb18030" });
    expect(items).toMatchObject([{ unit: "单位" }]);
    await expect(take("gb.csv", content)).rejects.toThrow("--encoding");
  });

  it("is refused as a whole for columns that are missing or unknown", async () => {
    await expect(take("a.csv", "caseNumber,matter\n1,2")).rejects.toThrow(
      "缺少 unit、state、openedAt、subjects",
    );
    await expect(take("b.csv", `${head},phone\n`)).rejects.toThrow("有 1 个不认识的列名");
    await expect(take("c.csv", `${head},state\n`)).rejects.toThrow("有重复的列名");
  });

  it("gives the same whatever the chunks in which the file arrives", async () => {
    const row = `CG-2026-0001,PROCUREMENT_BID,单位,OPEN,2026-06-01,,"${subject}",,`;
    const text = [head, ...Array.from({ length: 3000 }, () => row)].join("\r\n");
    expect((await take("large.csv", text)).taken).toBe(3000);
  });
});

describe("a line of authorities", () => {
  const authority = {
    issuer: "https://sso.example.gov.cn",
    person: "wang-1",
    subject,
    kind: "LEGAL_REPRESENTATIVE",
    from: "2026-01-01",
    until: "2026-12-31",
    evidence: "登记〔2026〕8号",
  };
  const faults = (given: object): string[] => {
    const parsed = parseAuthority({ ...authority, ...given }, today);
    return parsed.ok ? [] : parsed.faults.map(({ field, message }) => `${field} ${message}`);
  };

  it("is taken when nothing is wrong with it, and otherwise named by field", () => {
    expect(faults({})).toEqual([]);
    const wrong: readonly [object, RegExp][] = [
      [{ subject: "91320812MA9TEXT193" }, /^subject 统一社会信用代码/],
      [{ subject: "321302199003071230" }, /^kind 自然人没有法定代表人/],
      [{ kind: "FRIEND" }, /^kind 应为/],
      [{ until: "2025-12-31" }, /^until 早于起始日/],
      [{ until: "2027-02-29" }, /^until 不是日历上的一天/],
      [{ evidence: "身份证321302199003071230" }, /^evidence 不得含身份证号码/],
      [{ person: "321302199003071230" }, /^person 不得含身份证号码/],
    ];
    for (const [given, message] of wrong) expect(faults(given)).toEqual([expect.stringMatching(message)]);
    expect(authorityColumns.known).toEqual(Object.keys(authority));
  });
});

describe("readInstant", () => {
  it("reads days at their edges and times in Shanghai", () => {
    const written = (text: string, edge: "BEGINNING" | "END"): string | undefined =>
      readInstant(text, edge)?.toISOString();
    expect(written("2028-02-29", "BEGINNING")).toBe("2028-02-28T16:00:00.000Z");
    expect(written("2028-02-29", "END")).toBe("2028-02-29T15:59:59.999Z");
    expect(written("2026-07-01 17:00", "END")).toBe("2026-07-01T09:00:00.000Z");
    expect(written("2026-07-01T17:00:30Z", "END")).toBe("2026-07-01T17:00:30.000Z");
    expect(written("2026-07-01T17:00:30.5-05:00", "END")).toBe("2026-07-01T22:00:30.500Z");
    for (const wrong of ["2027-02-29", "2026-07-01T25:00", "01/07/2026", "", "2026-7-1"])
      expect(written(wrong, "BEGINNING")).toBeUndefined();
  });
});
