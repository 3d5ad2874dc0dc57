import { describe, expect, it } from "@jest/globals";
import { missingLinks, type LinkedVersion } from "../../../subgraphs/kit/record-links.js";

const linksOf = (versions: readonly LinkedVersion[]) =>
  Object.fromEntries([...missingLinks(versions)].map(([recordId, about]) => [recordId, [...about].sort()]));

describe("missingLinks", () => {
  it("finds nothing missing when all versions are about the same", () => {
    expect(linksOf([])).toEqual({});
    expect(
      linksOf([
        { recordId: "R", about: ["a", "b"] },
        { recordId: "R", about: ["b", "a"] },
      ]),
    ).toEqual({});
  });

  it("leads whoever one version is about to all versions", () => {
    expect(
      linksOf([
        { recordId: "R", about: ["a", "mistaken"] },
        { recordId: "R", about: ["a"] },
        { recordId: "S", about: ["b"] },
      ]),
    ).toEqual({ R: ["a", "mistaken"] });
  });

  it("leads whoever a record is about to what supersedes it, and not the other way round", () => {
    const old = { recordId: "OLD", about: ["a"] };
    const replacing = { recordId: "NEW", supersedes: "OLD", about: ["b"] };
    expect(linksOf([old, replacing])).toEqual({ NEW: ["a", "b"] });
    expect(linksOf([replacing, old])).toEqual({ NEW: ["a", "b"] });
  });

  it("does not mind a record that supersedes an unknown one", () => {
    expect(linksOf([{ recordId: "NEW", supersedes: "UNKNOWN", about: ["b"] }])).toEqual({});
  });
});
