/** What a token may say of its bearer; `Caller` tells what each means. */
export const claimNames = [
  "unit",
  "person",
  "name",
  "roles",
  "scopes",
  "region",
  "department",
  "subject",
  "onBehalfOf",
  "tokenId",
] as const;
export type ClaimName = (typeof claimNames)[number];

/** Where an issuer's tokens say it, and how their words become ours. */
export interface ClaimsMapping {
  /** Steps into the token, such as `["realm_access", "roles"]`. */
  readonly paths: Readonly<Record<ClaimName, readonly string[]>>;
  /** The issuer's role names → ours; null when it uses ours. Roles that are not named here are ignored. */
  readonly roleNames: ReadonlyMap<string, readonly string[]> | null;
  /** The issuer's names of departments → ours; null when it uses ours. */
  readonly departmentNames: ReadonlyMap<string, string> | null;
}

/** How our own tokens say it; other issuers' files name what differs. */
export const ownClaims: ClaimsMapping = {
  paths: {
    unit: ["unit"],
    person: ["sub"],
    name: ["name"],
    roles: ["roles"],
    scopes: ["scopes"],
    region: ["region"],
    department: ["department"],
    subject: ["subject"],
    onBehalfOf: ["onBehalfOf"],
    tokenId: ["jti"],
  },
  roleNames: null,
  departmentNames: null,
};
