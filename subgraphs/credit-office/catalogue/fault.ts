/** One thing that is wrong with the catalogue's files, told so that a legal officer can mend it. */
export interface Fault {
  readonly file: string;
  /** Id of the row as written, or its place when it has none. */
  readonly row?: string;
  readonly field?: string;
  /** What is wrong. */
  readonly problem: string;
  /** What to do about it. */
  readonly mend: string;
}

/** The catalogue could not be loaded; the message lists every fault in Chinese. */
export class CatalogueError extends Error {
  override readonly name = "CatalogueError";
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(`措施清单有 ${faults.length} 处错误，未载入：\n${faults.map(describe).join("\n")}`);
    this.faults = faults;
  }
}

function describe(fault: Fault, index: number): string {
  const place = [
    `文件 ${fault.file}`,
    ...(fault.row === undefined ? [] : [`行 ${fault.row}`]),
    ...(fault.field === undefined ? [] : [`字段 ${fault.field}`]),
  ];
  return `${index + 1}. ${place.join("，")}：${fault.problem}。${fault.mend}。`;
}
