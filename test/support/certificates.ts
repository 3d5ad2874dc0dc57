import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** A certificate and its key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority that signs certificates for 127.0.0.1, made in memory: X.509 v3, P-256, good for a day. */
export function createCertificateAuthority(name: string): Certificate & { issue(name: string): Certificate } {
  const own = createKeys();
  const cert = certify(
    { subject: name, issuer: name, publicKey: own.publicKey, isAuthority: true },
    own.privateKey,
  );
  return {
    cert,
    key: pemOfKey(own.privateKey),
    issue(subject) {
      const { publicKey, privateKey } = createKeys();
      const issued = certify({ subject, issuer: name, publicKey, isAuthority: false }, own.privateKey);
      return { cert: issued, key: pemOfKey(privateKey) };
    },
  };
}

interface CertificateParts {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly isAuthority: boolean;
}

/** RFC 5280 §4.1 in DER. */
function certify(
  { subject, issuer, publicKey, isAuthority }: CertificateParts,
  signingKey: KeyObject,
): string {
  const day = 86_400_000;
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    nameOf(issuer),
    sequence(utcTime(new Date(Date.now() - day)), utcTime(new Date(Date.now() + day))),
    nameOf(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(isAuthority ? authorityExtension : loopbackExtension)),
  );
  const signature = sign("sha256", toBeSigned, signingKey);
  const certificate = sequence(toBeSigned, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const base64 = certificate.toString("base64").replace(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}

function createKeys() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

function pemOfKey(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

/** An object identifier from its encoded content, in hex. */
function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(commonName)))));
}

function utcTime(time: Date): Buffer {
  return der(0x17, Buffer.from(`${time.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
}

const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));
const yes = der(0x01, Buffer.from([0xff]));
/** basicConstraints, critical: CA. */
const authorityExtension = sequence(oid("551d13"), yes, der(0x04, sequence(yes)));
/** subjectAltName: the address 127.0.0.1. */
const loopbackExtension = sequence(
  oid("551d11"),
  der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))),
);
