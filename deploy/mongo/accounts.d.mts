export const hosts: readonly string[];
export const replicaSet: string;
export const appendRole: {
  readonly role: string;
  readonly privileges: (database: string) => readonly object[];
};
export const accounts: Readonly<Record<string, { readonly database: string; readonly role: string }>>;
