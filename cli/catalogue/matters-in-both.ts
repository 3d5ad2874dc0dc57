import type { Catalogue } from "../../subgraphs/credit-office/catalogue/catalogue.js";

/** The matters that can be compared, all or one, and those that only one of two catalogues has. @throws Error in Chinese when the one is not in both */
export function mattersInBoth(
  before: Catalogue,
  after: Catalogue,
  only?: string,
): {
  readonly matters: readonly string[];
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
} {
  const earlier = before.matters.map(({ code }) => code);
  const later = after.matters.map(({ code }) => code);
  const both = earlier.filter((code) => later.includes(code));
  if (only !== undefined && !both.includes(only)) {
    throw new Error(`两个清单中没有共同的事项 ${only}，可用的：${both.join("、")} (no such matter)`);
  }
  return {
    matters: only === undefined ? both : [only],
    onlyBefore: earlier.filter((code) => !later.includes(code)),
    onlyAfter: later.filter((code) => !earlier.includes(code)),
  };
}
