/** Who asks, as a verified token says. */
export interface Caller {
  /** Unit that asks, such as 宿迁市政务服务中心. */
  readonly unit: string;
  /** Account of the person, or of the business system, in that unit. */
  readonly person: string;
  /** The person's name, where the token tells it: audits compare surnames. Never logged. */
  readonly name: string | null;
  readonly roles: readonly string[];
  /** Narrows what the roles allow; null when the token does not. It never widens. */
  readonly scopes: readonly string[] | null;
  /** Administrative region of the unit, as its issuer writes it. */
  readonly region: string | null;
  /** Department whose data a data steward keeps. */
  readonly department: string | null;
  /** Identifier of the subject itself (本人), normalised; only for the role `subject`. */
  readonly subject: string | null;
  /** Account of the clerk for whom a business system asks (自动触发). */
  readonly onBehalfOf: string | null;
  readonly issuer: string;
  /** `jti`; what a revocation names. */
  readonly tokenId: string | null;
}
