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
export type SecretName = (typeof secrets)[number];
export type PairName = (typeof pairs)[number];

/** Makes the keys that are missing in a folder, each in a file of mode 0600; those that are there stay. */
export function createKeyFiles(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of secrets) writeOnce(secretFile(folder, name), createSecretText);
  for (const name of pairs) {
    if (existsSync(privateFile(folder, name))) continue;
    const { privateText, publicText } = createPairTexts();
    writeOnce(privateFile(folder, name), () => privateText);
    writeOnce(publicFile(folder, name), () => publicText);
  }
}

/** The secret in use, the first of its file. @throws Error naming the file that is missing or has no 32 bytes */
export function readSecret(folder: string, name: SecretName): Buffer {
  const file = secretFile(folder, name);
  return firstOf(parseSecrets(readKeyFile(file), file), file);
}

export function readSecretKey(folder: string, name: SecretName): KeyObject {
  return createSecretKey(readSecret(folder, name));
}

export function readPrivateKey(folder: string, name: PairName): KeyObject {
  return createPrivateKey(readKeyFile(privateFile(folder, name)));
}

/** The public key in use, the first of its file. @throws Error naming the file that is missing or holds none */
export function readPublicKey(folder: string, name: PairName): KeyObject {
  return firstOf(readPublicKeys(folder, name), publicFile(folder, name));
}

/** All public keys of a file: the one in use first, then the next and those before. @throws Error naming the file */
export function readPublicKeys(folder: string, name: PairName): KeyObject[] {
  const file = publicFile(folder, name);
  return parsePublicKeys(readKeyFile(file), file);
}

/** Secrets, one line of base64 each. @throws Error naming the file, when one has no 32 bytes */
export function parseSecrets(text: string, file: string): Buffer[] {
  const keys = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => Buffer.from(line, "base64"));
  if (keys.length === 0 || keys.some(({ length }) => length !== 32)) {
    throw new Error(`密钥文件 ${file} 应为 32 字节的 base64，每行一个 (32 bytes of base64 a line)`);
  }
  return keys;
}

/** Public keys, one PEM block after the other. @throws Error naming the file, when it holds none or a broken one */
export function parsePublicKeys(text: string, file: string): KeyObject[] {
  const blocks = text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [];
  try {
    if (blocks.length === 0) throw new Error("no PEM block");
    return blocks.map((block) => createPublicKey(block));
  } catch (cause) {
    throw new Error(`密钥文件 ${file} 应为 PEM 格式的公钥 (public keys in PEM)`, { cause });
  }
}

export function secretFile(folder: string, name: string): string {
  return join(folder, `${name}.key`);
}

export function privateFile(folder: string, name: string): string {
  return join(folder, `${name}.private.pem`);
}

export function publicFile(folder: string, name: string): string {
  return join(folder, `${name}.public.pem`);
}

/** A new secret of 256 bits, as its file has it. */
export function createSecretText(): string {
  return randomBytes(32).toString("base64");
}

/** A new P-256 pair, as its files have it. */
export function createPairTexts(): { readonly privateText: string; readonly publicText: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    privateText: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicText: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

/** @throws Error naming the file and the command that makes it */
export function readKeyFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Error(`读不到密钥文件 ${file}；用 fengcha keys create 生成 (key file is missing)`, { cause });
  }
}

function firstOf<Key>([first]: readonly Key[], file: string): Key {
  if (first === undefined) throw new Error(`密钥文件 ${file} 是空的 (key file is empty)`);
  return first;
}

function writeOnce(file: string, make: () => string): void {
  if (existsSync(file)) return;
  writeFileSync(file, make(), { mode: 0o600, flag: "wx" });
  chmodSync(file, 0o600);
}
