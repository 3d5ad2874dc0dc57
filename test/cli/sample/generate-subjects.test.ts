import { createHash } from "node:crypto";
import { fixedSubjects, generateSubject, generateSubjects } from "../../../cli/sample/generate-subjects.js";
import { parseIdentifier } from "../../../kernel/identifier.js";
import { subjectIdOf } from "../../../kernel/subject-id.js";
import {
  anchor,
  anchorDay,
  fileOf,
  isBlemish,
  options,
  personKey,
  seriousTypes,
  versionsOf,
} from "./sample-file.js";

const sample = [...generateSubjects({ ...options, subjects: 2000 })];

function digestOfFirst(count: number, seed: number): string {
  const digest = createHash("sha256");
  for (const subject of generateSubjects({ seed, personKey, subjects: count })) {
    digest.update(JSON.stringify([subject, versionsOf(subject)]));
  }
  return digest.digest("hex");
}

describe("a sample", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(digestOfFirst(500, 1)).toBe(digestOfFirst(500, 1));
    expect(digestOfFirst(500, 2)).not.toBe(digestOfFirst(500, 1));
  });

  it("has at each position the same subject whatever its size", () => {
    const small = [...generateSubjects({ ...options, subjects: 300 })];
    expect(sample.slice(0, 300)).toEqual(small);
    expect(sample[1234]).toEqual(generateSubject(1234, options));
  });

  it("begins with the same thirty fixed subjects whatever the seed, however small it is", () => {
    const fixed = fixedSubjects(personKey);
    expect(fixed).toHaveLength(30);
    expect([...generateSubjects({ seed: 99, personKey, subjects: 5 })]).toEqual(fixed);
  });

  it("has only well-formed identifiers, each once, of which the ids are right", () => {
    const parsed = sample.map(({ identifier }) => parseIdentifier(identifier, anchorDay));
    for (const [index, each] of parsed.entries()) {
      expect(each).toMatchObject({
        ok: true,
        kind: sample[index]?.kind === "PERSON" ? "PERSON" : "ORGANISATION",
      });
      if (each.ok) expect(sample[index]?.subjectId).toBe(subjectIdOf(each, personKey));
    }
    expect(new Set(sample.map(({ identifier }) => identifier)).size).toBe(sample.length);
    const ids = sample.flatMap(({ subjectId, formerSubjectIds }) => [subjectId, ...formerSubjectIds]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("keeps identifiers apart far down a large sample", () => {
    const seen = new Set<string>();
    for (let index = 30; index < 60_000; index += 1) seen.add(generateSubject(index, options).identifier);
    expect(seen.size).toBe(59_970);
  });

  it("uses the codes of Suqian and Huai'an, and for persons counties that do not exist", () => {
    for (const { kind, identifier } of sample) {
      if (kind === "PERSON") expect(identifier).toMatch(/^32(13|08)9[89]/);
      else expect(identifier).toMatch(/^(91|92|52)32(13|08)\d\dM[AJ]9/);
    }
  });

  it("gives no two organisations one name, but for the namesake", () => {
    const names = sample.filter(({ kind }) => kind !== "PERSON").map(({ names: [name] }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([
      "宿迁沉舟逐浪建设工程有限公司",
    ]);
  });

  it("refuses to be larger than its codes suffice for", () => {
    expect(() => generateSubjects({ ...options, subjects: 10_000_001 }).next()).toThrow(RangeError);
  });
});

describe("the proportions of a sample", () => {
  const shareOf = (count: number): number => count / sample.length;

  it("are 200 natural persons of 2,000, and mostly enterprises and self-employed", () => {
    const count = (kind: string): number => sample.filter((subject) => subject.kind === kind).length;
    expect(count("PERSON")).toBe(200);
    expect(count("ENTERPRISE")).toBeGreaterThan(900);
    expect(count("SELF_EMPLOYED")).toBeGreaterThan(550);
    expect(count("ORGANISATION")).toBeGreaterThan(80);
  });

  it("are about 0.8 % on a serious list now, in small samples and in the rest of large ones", () => {
    const isListed = (subject: (typeof sample)[number]): boolean =>
      fileOf(subject, anchor).some(
        ({ recordType, status }) =>
          seriousTypes.includes(recordType) && ["IN_FORCE", "ANNOTATED", "SUSPENDED"].includes(status),
      );
    expect(shareOf(sample.filter(isListed).length)).toBeGreaterThanOrEqual(0.007);
    expect(shareOf(sample.filter(isListed).length)).toBeLessThanOrEqual(0.009);
    let listed = 0;
    for (let index = 10_000; index < 20_000; index += 1) {
      const subject = generateSubject(index, options);
      if (subject.incidents.length > 0 && isListed(subject)) listed += 1;
    }
    expect(listed / 10_000).toBeCloseTo(0.008, 4);
  });

  it("are most subjects clean", () => {
    const clean = sample.filter((subject) => !fileOf(subject, anchor).some(isBlemish));
    expect(shareOf(clean.length)).toBeGreaterThan(0.85);
    expect(shareOf(clean.length)).toBeLessThan(0.95);
  });

  it("have some former names and codes replaced by a merger", () => {
    expect(sample.filter(({ names }) => names.length > 1).length).toBeGreaterThan(10);
    expect(sample.filter(({ formerSubjectIds }) => formerSubjectIds.length > 0).length).toBeGreaterThan(2);
  });
});
