/**
 * The same server, another database: mongodb://host/?replicaSet=x → mongodb://host/name?replicaSet=x
 * @throws Error in Chinese when it is no MongoDB URI
 */
export function databaseUrl(uri: string, database: string): string {
  const parts = mongoUri.exec(uri);
  if (!parts)
    throw new Error("MongoDB 地址的写法应如 mongodb://主机:27017/?replicaSet=名称 (not a MongoDB URI)");
  return `${parts[1] ?? ""}/${database}${parts[2] ?? ""}`;
}

/** Scheme with any number of hosts, the path, the options; `URL` knows only one host. */
const mongoUri = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/;
