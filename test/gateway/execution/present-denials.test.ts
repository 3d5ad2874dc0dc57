import { describe, expect, it } from "@jest/globals";
import { presentDenials, presentMasked } from "../../../gateway/execution/present-denials.js";
import type { RestrictedRoot } from "../../../gateway/execution/operations.js";
import type { Denial, Limited } from "../../../gateway/execution/prune-root.js";

function root(given: { readonly denials?: readonly Denial[]; readonly masked?: readonly Limited[] }) {
  const policy = { masksOnlyPersons: (coordinate: string) => coordinate.startsWith("Subject.") };
  return { denials: [], masked: [], policy, ...given } as unknown as RestrictedRoot;
}
const denial = (coordinate: string, given: Partial<Denial> = {}): Denial => ({
  coordinate,
  reason: "NO_SCOPE",
  path: ["a", coordinate],
  count: 1,
  ...given,
});

describe("presentDenials", () => {
  it("is one error for each coordinate and reason, with its first place and the number of places", () => {
    const errors = presentDenials([
      root({ denials: [denial("A.x", { count: 2 }), denial("A.y")] }),
      root({
        denials: [denial("A.x", { path: ["b"], count: 3 }), denial("A.x", { reason: "EXPIRED_GRANT" })],
      }),
    ]);
    expect(errors.map(({ path, extensions }) => [path, extensions])).toEqual([
      [["a", "A.x"], { code: "UNAUTHORIZED_FIELD_OR_TYPE", reason: "NO_SCOPE", coordinate: "A.x", count: 5 }],
      [["a", "A.y"], { code: "UNAUTHORIZED_FIELD_OR_TYPE", reason: "NO_SCOPE", coordinate: "A.y", count: 1 }],
      [
        ["a", "A.x"],
        { code: "UNAUTHORIZED_FIELD_OR_TYPE", reason: "EXPIRED_GRANT", coordinate: "A.x", count: 1 },
      ],
    ]);
    expect(errors[0]?.message).toBe("当前角色无权查看此字段：A.x，当前角色无权查看");
  });

  it("is never more than a hundred", () => {
    const denials = Array.from({ length: 250 }, (_, index) => denial(`A.f${index}`));
    expect(presentDenials([root({ denials })])).toHaveLength(100);
  });
});

describe("presentMasked", () => {
  const masked = [
    { coordinate: "Subject.name", path: ["a", "name"], count: 1 },
    { coordinate: "Registration.legalRepresentative", path: ["a", "market"], count: 2 },
  ];

  it("lists what is masked only for natural persons only where one is looked at", () => {
    const of = (hasPersons: boolean) =>
      presentMasked([{ root: root({ masked }), hasPersons }]).map(({ coordinate }) => coordinate);
    expect(of(true)).toEqual(["Subject.name", "Registration.legalRepresentative"]);
    expect(of(false)).toEqual(["Registration.legalRepresentative"]);
  });
});
