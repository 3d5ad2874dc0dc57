import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

export const suiteNames = ["international", "gm"] as const;
export type SuiteName = (typeof suiteNames)[number];
/** A suite's hash function; it stands in every entry and checkpoint, so that each can be verified by itself. */
export type DigestName = "SHA-256" | "SM3";

/** The hash and the cipher that the register works with. */
export interface CryptoSuite {
  readonly name: SuiteName;
  readonly digest: DigestName;
  /** base64url, 43 characters */
  hash(data: string | Buffer): string;
  /** Encrypts and authenticates; base64url. The same text never gives the same answer twice. */
  seal(text: string, key: Buffer): string;
  /** Reads what either suite sealed. @throws Error when it was sealed with another key, or was altered */
  open(sealed: string, key: Buffer): string;
}

const gcm = { mark: 1, nonceBytes: 12, tagBytes: 16 } as const;
const sm4 = { mark: 2, nonceBytes: 16, tagBytes: 32 } as const;

/**
 * `international`: SHA-256 and AES-256-GCM. `gm` (国密): SM3 (GB/T 32905-2016) and SM4 (GB/T 32907-2016) in counter mode
 * under HMAC-SM3, encrypt-then-MAC, with a key of its own for each: OpenSSL 3.0 has no SM4-GCM.
 */
export const suites: Readonly<Record<SuiteName, CryptoSuite>> = {
  international: {
    name: "international",
    digest: "SHA-256",
    hash: (data) => createHash("sha256").update(data).digest("base64url"),
    seal: sealGcm,
    open: openSealed,
  },
  gm: {
    name: "gm",
    digest: "SM3",
    hash: (data) => createHash("sm3").update(data).digest("base64url"),
    seal: sealSm4,
    open: openSealed,
  },
};

/** The suite whose hash function an entry names. */
export function suiteOf(digest: DigestName): CryptoSuite {
  return digest === "SM3" ? suites.gm : suites.international;
}

function openSealed(sealed: string, key: Buffer): string {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes[0] === gcm.mark) return openGcm(bytes, key);
  if (bytes[0] === sm4.mark) return openSm4(bytes, key);
  throw new Error("not sealed by a suite of ours");
}

function sealGcm(text: string, key: Buffer): string {
  const nonce = randomBytes(gcm.nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.of(gcm.mark), nonce, cipher.getAuthTag(), encrypted]).toString("base64url");
}

function openGcm(bytes: Buffer, key: Buffer): string {
  const { nonce, tag, encrypted } = partsOf(bytes, gcm);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: gcm.tagBytes });
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString("utf8");
}

function sealSm4(text: string, key: Buffer): string {
  const nonce = randomBytes(sm4.nonceBytes);
  const cipher = createCipheriv("sm4-ctr", sm4Key(key), nonce);
  const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const tag = sm4Tag(nonce, encrypted, key);
  return Buffer.concat([Buffer.of(sm4.mark), nonce, tag, encrypted]).toString("base64url");
}

function openSm4(bytes: Buffer, key: Buffer): string {
  const { nonce, tag, encrypted } = partsOf(bytes, sm4);
  if (tag.length !== sm4.tagBytes || !timingSafeEqual(tag, sm4Tag(nonce, encrypted, key))) {
    throw new Error("sealed with another key, or altered");
  }
  const decipher = createDecipheriv("sm4-ctr", sm4Key(key), nonce);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString("utf8");
}

function sm4Key(key: Buffer): Buffer {
  return createHmac("sm3", key).update("fengcha sm4-ctr").digest().subarray(0, 16);
}

function sm4Tag(nonce: Buffer, encrypted: Buffer, key: Buffer): Buffer {
  const macKey = createHmac("sm3", key).update("fengcha hmac-sm3").digest();
  return createHmac("sm3", macKey).update(Buffer.of(sm4.mark)).update(nonce).update(encrypted).digest();
}

/** Mark, nonce, tag, text. */
function partsOf(
  bytes: Buffer,
  { nonceBytes, tagBytes }: { readonly nonceBytes: number; readonly tagBytes: number },
) {
  const tagAt = 1 + nonceBytes;
  return {
    nonce: bytes.subarray(1, tagAt),
    tag: bytes.subarray(tagAt, tagAt + tagBytes),
    encrypted: bytes.subarray(tagAt + tagBytes),
  };
}
