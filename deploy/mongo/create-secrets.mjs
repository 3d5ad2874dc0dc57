#!/usr/bin/env node
/**
 * `node deploy/mongo/create-secrets.mjs <folder>`: makes what the replica set and its accounts need and is missing
 * there: the key file of the members, the password of root, and one address with a password for each account. Files
 * have mode 0600; those that are there stay.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { accounts, hosts, replicaSet } from "./accounts.mjs";

export function createMongoSecrets(folder, members = hosts) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeOnce(join(folder, "mongo.keyfile"), `${randomBytes(512).toString("base64")}\n`);
  writeOnce(join(folder, "mongo-root.password"), newPassword());
  for (const [name, { database }] of Object.entries(accounts)) {
    const options = `replicaSet=${replicaSet}&authSource=${database}&w=majority`;
    const address = `mongodb://${name}:${newPassword()}@${members.join(",")}/${database}?${options}`;
    writeOnce(join(folder, `${name}.mongo-url`), address);
  }
}

/** 256 random bits that need no escaping in an address. */
function newPassword() {
  return randomBytes(32).toString("base64url");
}

function writeOnce(file, text) {
  if (!existsSync(file)) writeFileSync(file, text, { mode: 0o600, flag: "wx" });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    console.error("用法 (usage): node deploy/mongo/create-secrets.mjs <folder>");
    process.exit(2);
  }
  createMongoSecrets(folder);
  console.log(`数据库的密钥和地址在 ${folder} (secrets of the databases are there)`);
}
