import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { maskAnyIdNumbers, maskIdNumber, maskName } from "../../kernel/mask.js";

describe("maskIdNumber", () => {
  it.each([
    ["321302199003071230", "3213**********1230"],
    ["11010519491231002X", "1101**********002X"],
    ["321302900307123", "3213*******7123"],
    ["13912345678", "139********"],
    ["12", "**"],
    ["", ""],
  ])("shows %j as %j", (idNumber, masked) => {
    expect(maskIdNumber(idNumber)).toBe(masked);
  });
});

describe("maskName", () => {
  it.each([
    ["张三", "张*"],
    ["张三丰", "张**"],
    ["欧阳修", "欧阳*"],
    ["诸葛孔明", "诸葛**"],
    ["欧阳", "欧*"],
    ["𠮷田", "𠮷*"],
    ["阿不都·热西提", "阿******"],
    ["张", "*"],
    [" 张三 ", "张*"],
    ["", ""],
  ])("shows %j as %j", (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});

describe("maskAnyIdNumbers", () => {
  it.each([
    ["subject 321302199003071230 not found", "subject 3213**********1230 not found"],
    ['{"id":"32131119770808002x"}', '{"id":"3213**********002x"}'],
    ["/people/32130219900307123/credits", "/people/3213*********7123/credits"],
    ["身份证321302900307123的记录", "身份证3213*******7123的记录"],
    ["３２１３０２１９９００３０７１２３０", "３２１３**********１２３０"],
    ["321302 19900307 1230", "3213************1230"],
    ["321302-19900307-123X", "3213************123X"],
    ["id321302199003071230and", "id3213**********1230and"],
    ["32130219900307123A", "3213*********7123A"],
    ["321302199003071230,11010519491231002X", "3213**********1230,1101**********002X"],
    ["0321302199003071230", "0321***********1230"],
  ])("turns %j into %j", (text, masked) => {
    expect(maskAnyIdNumbers(text)).toBe(masked);
  });

  it.each([
    "o-91320812MA9TEXT192",
    "o-91440300708461136T timed out",
    "2026-11-21T08:00:00.000Z, took 1732154400000 ns",
    "（2026）苏1302执1234号",
    "",
  ])("leaves %j alone", (text) => {
    expect(maskAnyIdNumbers(text)).toBe(text);
  });

  it("leaves no 15 digits in a row, and changes nothing the second time", () => {
    const texts = fc.string({
      unit: fc.constantFrom(...Array.from("00112233456789Xx -AT中")),
      maxLength: 60,
    });
    fc.assert(
      fc.property(texts, (text) => {
        const masked = maskAnyIdNumbers(text);
        expect(maskAnyIdNumbers(masked)).toBe(masked);
        expect(masked.replace(/\d{17}[A-WY]/g, "")).not.toMatch(/\d{15}/);
      }),
    );
  });
});
