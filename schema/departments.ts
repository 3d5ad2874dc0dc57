/**
 * The departments that hold credit data, one line each. Enums, the facts fields and the text of `@requires`
 * are generated from this list; a department joins by copying a folder under `subgraphs/` and adding a line here.
 */
export const departments = [
  { name: "tax", code: "TAX", zh: "税务" },
  { name: "market", code: "MARKET", zh: "市场监管" },
  { name: "hrss", code: "HRSS", zh: "人力资源和社会保障" },
  { name: "ecology", code: "ECOLOGY", zh: "生态环境" },
  { name: "courts", code: "COURTS", zh: "法院" },
] as const satisfies readonly DepartmentLine[];

/** The sixth source of every check: it holds the subject index, the catalogue and its own lists. */
export const creditOffice = {
  name: "credit-office",
  code: "CREDIT_OFFICE",
  zh: "信用办",
} as const satisfies DepartmentLine;

/** All six sources, in the order in which they are shown. */
export const sources = [...departments, creditOffice] as const;

interface DepartmentLine {
  /** Name of the folder, the subgraph, the database and the detail field on `Subject`. */
  readonly name: string;
  /** Value of the public enum `Department`. */
  readonly code: string;
  readonly zh: string;
}

export type DepartmentName = (typeof departments)[number]["name"];
export type SourceName = (typeof sources)[number]["name"];
export type SourceCode = (typeof sources)[number]["code"];

/** Name of the field by which a department hands its facts to the verdict: `taxFacts`. */
export function factsFieldOf(name: DepartmentName): `${DepartmentName}Facts` {
  return `${name}Facts`;
}

/** The selection that the verdict requires of every subject of a check. */
export const requiredFacts = `subjects { ${departments.map(({ name }) => factsFieldOf(name)).join(" ")} }`;

/** The public enum value of a source. */
export function codeOf(name: SourceName): SourceCode {
  const source = sources.find((candidate) => candidate.name === name);
  if (!source) throw new Error(`No such source: ${name as string}`);
  return source.code;
}
