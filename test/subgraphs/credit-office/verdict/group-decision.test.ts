import { describe, expect, it } from "@jest/globals";
import { decideGroups } from "../../../../subgraphs/credit-office/verdict/group-decision.js";

const verdicts = new Map([
  ["甲", { decision: "PASS" } as const],
  ["乙", { decision: "HOLD" } as const],
  ["丙", { decision: "INCOMPLETE" } as const],
]);

describe("decideGroups", () => {
  it("lets any member's hit count for its consortium, and never for the other bidders", () => {
    const groups = [
      { name: "联合体一", members: ["甲", "乙"] },
      { name: "联合体二", members: ["甲", "丙"] },
      { name: "联合体三", members: ["甲"] },
    ];
    expect(decideGroups(groups, verdicts).map(({ name, decision }) => [name, decision])).toEqual([
      ["联合体一", "HOLD"],
      ["联合体二", "INCOMPLETE"],
      ["联合体三", "PASS"],
    ]);
  });

  it("never passes a group of nobody, nor one with a member that was not decided", () => {
    expect(decideGroups([{ name: "空", members: [] }], verdicts)).toMatchObject([{ decision: "MANUAL" }]);
    expect(() => decideGroups([{ name: "缺", members: ["甲", "丁"] }], verdicts)).toThrow(RangeError);
  });
});
