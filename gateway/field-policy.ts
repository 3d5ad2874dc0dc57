/** Why a field is not disclosed; public, in `extensions.reason`. */
export const denialReasons = {
  NO_SCOPE: "当前角色无权查看",
  EXPIRED_GRANT: "授权已到期",
  NOT_NEEDED_FOR_MATTER: "办理该事项无需查看",
  NOT_YOURS: "只能查看本人或本部门的信息",
} as const;
export type DenialReason = keyof typeof denialReasons;

/** Whether a field may leave: as it is, masked, or not at all. */
export type Disclosure = "GRANTED" | "MASKED" | DenialReason;

/**
 * What one root field may disclose to one caller for one matter: scopes ∩ disclosure list. Never looks at anybody's data,
 * so that a denial cannot tell anything of it.
 */
export interface FieldPolicy {
  /** Policies of one key decide alike. */
  readonly key: string;
  /** @param coordinate `TaxRating.grade` */
  decide(coordinate: string): Disclosure;
  /** Whether a field holds personal data that would be masked for others. */
  isPersonal(coordinate: string): boolean;
  /** Whether only natural persons' values of a field are masked. */
  masksOnlyPersons(coordinate: string): boolean;
  /** The scopes behind it, as a department may know them. */
  readonly scopes: readonly string[];
}

export function isDenied(disclosure: Disclosure): disclosure is DenialReason {
  return disclosure !== "GRANTED" && disclosure !== "MASKED";
}
