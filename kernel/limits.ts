/** Most subjects of one check, members of its groups included; a batch takes more. */
export const maxCheckSubjects = 500;

/** Most subjects of one batch. */
export const maxBatchSubjects = 100_000;

/** What a caller reads who asks for too many at once: where, how many, and how to go on. */
export function tooManySubjects(count: number): string {
  return `input.subjects 连同联合体成员共 ${count} 个，一次最多 ${maxCheckSubjects} 个；请分次核查，或使用批量审查 startBatch`;
}
