/** What the `fengcha` command tells the shell. */
export const exitCodes = {
  answered: 0,
  /** Refused, or failed. */
  failed: 1,
  wrongUse: 2,
  /** `check` only: the matter stops until a person, or a source, decides. */
  stopped: 3,
} as const;
