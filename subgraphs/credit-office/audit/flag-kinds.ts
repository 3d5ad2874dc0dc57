/** What an audit points out; public: add, never rename. In the order in which reports list them. */
export const flagKinds = {
  NO_OUTCOME: "登记后无结果",
  NO_CASE: "无对应办件",
  OUT_OF_HOURS: "非工作时间查询",
  SAME_SURNAME: "与被查自然人同姓",
  BURST: "短时密集查询",
  MANY_SUBJECTS: "一人查询众多主体",
  MANY_UNITS: "一主体被多单位查询",
  MANY_REFUSALS: "多次被拒绝",
} as const;

export type FlagKind = keyof typeof flagKinds;
export const flagKindNames = Object.keys(flagKinds) as readonly FlagKind[];
