import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { stringify } from "yaml";
import { openGrants, type GrantAnswer, type Grants } from "../../../gateway/authorization/grants.js";
import { createLog } from "../../../kernel/log.js";
import { addDays, startOfDay } from "../../../kernel/shanghai-day.js";

const folder = mkdtempSync(join(tmpdir(), "fengcha-grants-"));
const file = join(folder, "grants.yaml");
const lines: { readonly event: string; readonly reason?: string }[] = [];
const log = createLog({
  level: "info",
  write: (line) => lines.push(JSON.parse(line) as (typeof lines)[number]),
});
let now = new Date("2026-07-01T12:00:00+08:00");

afterEach(() => {
  lines.length = 0;
  now = new Date("2026-07-01T12:00:00+08:00");
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const clerk = { unit: "宿迁市政务服务中心", region: "321300" };
const typical = {
  unit: clerk.unit,
  role: "clerk",
  matters: ["LICENCE"],
  until: "2026-12-31",
  basis: "授权〔2026〕1号",
};

function open(...grants: object[]): Grants {
  writeFileSync(file, stringify({ grants: grants.map((each) => ({ ...typical, ...each })) }));
  return openGrants({ file, isDevelopment: false, clock: () => now, log });
}

function openText(text: string): () => Grants {
  writeFileSync(file, text);
  return () => openGrants({ file, isDevelopment: false, clock: () => now, log });
}

const live = (scopes: string[] = [], expiredScopes: string[] = []): GrantAnswer => ({
  state: "LIVE",
  scopes,
  expiredScopes,
});

describe("a grant", () => {
  it("is for its unit, role and matter, and for nothing else", () => {
    const grants = open({});
    expect(grants.grantFor(clerk, "clerk", "LICENCE")).toEqual(live());
    expect(grants.grantFor(clerk, "clerk", "SUBSIDY")).toEqual({ state: "NONE" });
    expect(grants.grantFor(clerk, "procurement", "LICENCE")).toEqual({ state: "NONE" });
    expect(grants.grantFor({ ...clerk, unit: "别的单位" }, "clerk", "LICENCE")).toEqual({ state: "NONE" });
  });

  it('of "*" is for every unit and every matter, where its region is named only there', () => {
    const grants = open({ unit: "*", matters: "*", region: "321300" });
    expect(grants.grantFor({ unit: "任一单位", region: "321300" }, "clerk", "HONOUR")).toEqual(live());
    expect(grants.grantFor({ unit: "任一单位", region: "320800" }, "clerk", "HONOUR")).toEqual({
      state: "NONE",
    });
    expect(grants.grantFor({ unit: "任一单位", region: null }, "clerk", "HONOUR")).toEqual({ state: "NONE" });
  });

  it("brings its extra scopes for its own matters only", () => {
    const grants = open({ scopes: ["market:personal"] }, { matters: "*", scopes: ["courts:personal"] });
    expect(grants.grantFor(clerk, "clerk", "LICENCE")).toEqual(live(["market:personal", "courts:personal"]));
    expect(grants.grantFor(clerk, "clerk", "HONOUR")).toEqual(live(["courts:personal"]));
    expect(grants.grantFor(clerk, "clerk", null)).toEqual(live(["courts:personal"]));
  });

  it("that has run out tells which scopes it had, beside one that is live", () => {
    const grants = open(
      { scopes: ["courts:personal"] },
      { scopes: ["market:personal", "courts:personal"], until: "2026-06-30" },
    );
    expect(grants.grantFor(clerk, "clerk", "LICENCE")).toEqual(
      live(["courts:personal"], ["market:personal"]),
    );
  });

  it("that has run out is EXPIRED, one that has not begun is NONE", () => {
    const grants = open({ until: "2026-06-30" }, { matters: ["HONOUR"], from: "2026-07-02" });
    expect(grants.grantFor(clerk, "clerk", "LICENCE")).toEqual({ state: "EXPIRED" });
    expect(grants.grantFor(clerk, "clerk", "HONOUR")).toEqual({ state: "NONE" });
    expect(grants.grantFor(clerk, "clerk", null)).toEqual({ state: "EXPIRED" });
  });

  it("lives to the last second of its last day in Shanghai, also on 29 February", () => {
    const grants = open({ until: "2028-02-29", from: "2027-02-28" });
    const at = (instant: string): string => {
      now = new Date(instant);
      return grants.grantFor(clerk, "clerk", "LICENCE").state;
    };
    expect(at("2028-02-29T23:59:59.999+08:00")).toBe("LIVE");
    expect(at("2028-03-01T00:00:00+08:00")).toBe("EXPIRED");
    expect(at("2027-02-27T23:59:59.999+08:00")).toBe("NONE");
    expect(at("2027-02-28T00:00:00+08:00")).toBe("LIVE");
  });

  it("lives from the first instant of its first day to the last of its last one, whatever the days", () => {
    const day = fc
      .date({ min: new Date("1995-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.nat(800), (from, length) => {
        const until = addDays(from, length);
        const grants = open({ from, until });
        const at = (instant: number): string => {
          now = new Date(instant);
          return grants.grantFor(clerk, "clerk", "LICENCE").state;
        };
        const begin = startOfDay(from).getTime();
        const end = startOfDay(addDays(until, 1)).getTime();
        expect([at(begin - 1), at(begin), at(end - 1), at(end)]).toEqual(["NONE", "LIVE", "LIVE", "EXPIRED"]);
      }),
      { numRuns: 50 },
    );
  });
});

describe("without a grants file", () => {
  it("development allows every role every matter, without extra scopes", () => {
    const grants = openGrants({ file: null, isDevelopment: true, clock: () => now, log });
    expect(grants.grantFor(clerk, "developer", "HONOUR")).toEqual(live());
    expect(grants.grantFor(clerk, "nobody", "HONOUR")).toEqual({ state: "NONE" });
  });

  it("production does not start", () => {
    expect(() => openGrants({ file: null, isDevelopment: false, clock: () => now, log })).toThrow(
      "FENGCHA_GRANTS_FILE",
    );
  });
});

describe("a grants file", () => {
  const faults: readonly [string, object, string][] = [
    ["an unknown role", { role: "king" }, "grants[0].role：没有这个角色"],
    ["a role of development", { role: "developer" }, "grants[0].role：没有这个角色"],
    ["an unknown department's scope", { scopes: ["police:read"] }, "grants[0].scopes[0]：权限应写作"],
    ["a scope without a department", { scopes: ["personal"] }, "grants[0].scopes[0]：权限应写作"],
    ["an end before its beginning", { from: "2027-01-01" }, "grants[0].until：截止日早于起始日"],
    ["a day that does not exist", { until: "2027-02-29" }, "grants[0].until：不是日历上的一天"],
    ["no end", { until: undefined }, "grants[0].until：请写成日期"],
    ["a matter in small letters", { matters: ["licence"] }, "grants[0].matters"],
    ["no matter", { matters: [] }, "grants[0].matters"],
    ["a matter twice", { matters: ["LICENCE", "LICENCE"] }, "grants[0].matters：同一项写了两次"],
    ["no basis", { basis: " " }, "grants[0].basis：不能为空"],
    ["a field that there is not", { expires: "2026-01-01" }, "grants[0].expires：没有这个字段"],
    ["a region without quotes", { region: 321300 }, "grants[0].region：请加引号"],
  ];

  it.each(faults)("is refused for %s, named by its field", (_, grant, message) => {
    expect(openText(stringify({ grants: [{ ...typical, ...grant }] }))).toThrow(message);
  });

  it("is refused for the same grant twice, but not for its renewal", () => {
    expect(
      openText(stringify({ grants: [typical, { ...typical, from: "2026-12-31", until: "2027-12-31" }] })),
    ).toThrow("grants[1]：与 grants[0] 重复且日期重叠");
    expect(() => open({}, { from: "2027-01-01", until: "2027-12-31" })).not.toThrow();
  });

  it("is refused for broken YAML by line and column, and for nothing inside", () => {
    expect(openText("grants: [\n  {unit: 甲")).toThrow(/第 \d+ 行第 \d+ 列：YAML 语法有误/);
    expect(openText("grants: *nothing")).toThrow("YAML 别名（*）有误");
    expect(openText("")).toThrow("授权文件");
    expect(openText("grants: []")).toThrow("grants：至少写一条授权");
  });

  it("names all faults at once", () => {
    expect(
      openText(
        stringify({
          grants: [
            { ...typical, role: "king" },
            { ...typical, from: "2027-01-01" },
          ],
        }),
      ),
    ).toThrow(/grants\[0\]\.role[^]*grants\[1\]\.until/);
  });
});

describe("a grants file that changes", () => {
  it("counts without a restart; a broken version keeps the old one and is told", async () => {
    const grants = open({});
    const state = (): string => grants.grantFor(clerk, "clerk", "HONOUR").state;
    expect(state()).toBe("NONE");
    writeFileSync(file, stringify({ grants: [{ ...typical, matters: ["HONOUR"] }] }));
    await until(() => state() === "LIVE");
    expect(lines.at(-1)).toMatchObject({ event: "grants.read" });

    writeFileSync(file, stringify({ grants: [{ ...typical, role: "king" }] }));
    await until(() => state() === "LIVE" && lines.at(-1)?.event === "grants.refused");
    expect(lines.at(-1)?.reason).toContain("grants[0].role");
    expect(state()).toBe("LIVE");

    rmSync(file);
    const told = () => lines.filter(({ event }) => event === "grants.refused").length;
    await until(() => state() === "LIVE" && told() === 2);
    expect(state()).toBe("LIVE");

    const other = join(folder, "next.yaml");
    writeFileSync(other, stringify({ grants: [typical] }));
    renameSync(other, file);
    await until(() => state() === "NONE");
  }, 20_000);
});

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    if (waited > 8000) throw new Error("it did not come to pass");
    await pause(50);
  }
}
