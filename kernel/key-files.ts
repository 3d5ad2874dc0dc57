import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const secrets = [
  "view",
  "register",
  "register-personal",
  "person",
  "person-cipher",
  "development-token",
] as const;
const pairs = ["passport", "job", "register-checkpoint"] as const;
type SecretName = (typeof secrets)[number];
type PairName = (typeof pairs)[number];

/** Makes the keys that are missing in a folder, each in a file of mode 0600; those that are there stay. */
export function createKeyFiles(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of secrets) writeOnce(secretFile(folder, name), () => randomBytes(32).toString("base64"));
  for (const name of pairs) {
    if (existsSync(privateFile(folder, name))) continue;
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeOnce(privateFile(folder, name), () =>
      privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    );
    writeOnce(publicFile(folder, name), () => publicKey.export({ type: "spki", format: "pem" }).toString());
  }
}

/** @throws Error naming the file that is missing or has no 32 bytes */
export function readSecret(folder: string, name: SecretName): Buffer {
  const secret = Buffer.from(readKeyFile(secretFile(folder, name)), "base64");
  if (secret.length !== 32) throw new Error(`密钥文件 ${secretFile(folder, name)} 应为 32 字节的 base64`);
  return secret;
}

export function readSecretKey(folder: string, name: SecretName): KeyObject {
  return createSecretKey(readSecret(folder, name));
}

export function readPrivateKey(folder: string, name: PairName): KeyObject {
  return createPrivateKey(readKeyFile(privateFile(folder, name)));
}

export function readPublicKey(folder: string, name: PairName): KeyObject {
  return createPublicKey(readKeyFile(publicFile(folder, name)));
}

function secretFile(folder: string, name: SecretName): string {
  return join(folder, `${name}.key`);
}

function privateFile(folder: string, name: PairName): string {
  return join(folder, `${name}.private.pem`);
}

function publicFile(folder: string, name: PairName): string {
  return join(folder, `${name}.public.pem`);
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Error(`读不到密钥文件 ${file}；用 fengcha keys create 生成 (key file is missing)`, { cause });
  }
}

function writeOnce(file: string, make: () => string): void {
  if (existsSync(file)) return;
  writeFileSync(file, make(), { mode: 0o600, flag: "wx" });
  chmodSync(file, 0o600);
}
