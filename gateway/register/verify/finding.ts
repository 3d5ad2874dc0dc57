/** What somebody did to the register. */
export const findingKinds = [
  "ALTERED",
  "DELETED",
  "INSERTED",
  "REORDERED",
  "TRUNCATED",
  "CHECKPOINT_ALTERED",
  "CHECKPOINT_MISSING",
] as const;
export type FindingKind = (typeof findingKinds)[number];

export interface Finding {
  readonly kind: FindingKind;
  /** Null for checkpoints, and for a receipt of which nobody knows the chain. */
  readonly chain: string | null;
  /** First and last sequence concerned, of the chain or of the checkpoints. */
  readonly from: number;
  readonly to: number;
  /** Chinese; what was found and how it shows. */
  readonly detail: string;
}

const kindsZh: Readonly<Record<FindingKind, string>> = {
  ALTERED: "被篡改",
  DELETED: "被删除",
  INSERTED: "被插入",
  REORDERED: "被调换顺序",
  TRUNCATED: "尾部被截断",
  CHECKPOINT_ALTERED: "检查点被篡改",
  CHECKPOINT_MISSING: "检查点缺失",
};

/** A finding as an auditor reads it. */
export function describeFinding({ kind, chain, from, to, detail }: Finding): string {
  const place = from === to ? `第 ${from} 条` : `第 ${from} 至 ${to} 条`;
  const where = chain === null ? place : `链 ${chain} ${place}`;
  return `${kind} ${kindsZh[kind]}：${where}，${detail}`;
}
