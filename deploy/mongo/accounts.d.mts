export const hosts: readonly string[];
export const replicaSet: string;
interface OwnRole {
  readonly role: string;
  readonly privileges: (database: string) => readonly object[];
}
export const appendRole: OwnRole;
export const eraseRole: OwnRole;
export const caseReadRole: OwnRole;
export const ownRoles: readonly OwnRole[];
export const accounts: Readonly<Record<string, { readonly database: string; readonly role: string }>>;
