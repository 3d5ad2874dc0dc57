/** The same server, another database: mongodb://host/?replicaSet=x → mongodb://host/name?replicaSet=x */
export function databaseUrl(uri: string, database: string): string {
  const url = new URL(uri);
  url.pathname = `/${database}`;
  return url.href;
}
