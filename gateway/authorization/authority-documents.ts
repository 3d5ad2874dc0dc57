import type { Day } from "../../kernel/record.js";

/** LEGAL_REPRESENTATIVE 法定代表人 of an organisation; AGENT 代理人, of anybody, by a written authority (《民法典》第六十一条、第一百六十五条). */
export const authorityKinds = ["LEGAL_REPRESENTATIVE", "AGENT"] as const;
export type AuthorityKind = (typeof authorityKinds)[number];

/** A registered authority: an account may look at a subject as the subject itself may. */
export interface StoredAuthority {
  /** Short enough to be typed; made from what the authority is about. */
  readonly _id: string;
  /** Issuer of the account's tokens: accounts of different issuers may bear the same name. */
  readonly issuer: string;
  readonly person: string;
  /** Keyed hash of the identifier, as the register has it. */
  readonly subject: string;
  readonly kind: AuthorityKind;
  /** First and last day, both included (Asia/Shanghai). */
  readonly from: Day;
  readonly until: Day;
  /** Number of the document that proves it. */
  readonly evidence: string;
  readonly registeredAt: Date;
  /** Set for ever: an authority that was revoked is not registered again by the same document. */
  readonly revokedAt: Date | null;
  readonly revocation: string | null;
}
