/** Who asks, as a verified token says. */
export interface Caller {
  /** Unit that asks, such as 宿迁市政务服务中心. */
  readonly unit: string;
  /** Account of the person in that unit. */
  readonly person: string;
  readonly roles: readonly string[];
  /** Identifier of the subject itself (本人), normalised; only for the role `subject`. */
  readonly subject: string | null;
}
