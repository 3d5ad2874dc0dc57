import { randomUUID, type KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";

/** Issuer of demo tokens; trusted in development on a loopback address only. */
export const developmentIssuer = "fengcha-development";
export const demoRoles = [
  "clerk",
  "procurement",
  "officer",
  "auditor",
  "steward",
  "subject",
  "developer",
  "system",
] as const;
export type DemoRole = (typeof demoRoles)[number];

const units: Record<DemoRole, string> = {
  clerk: "宿迁市政务服务中心",
  procurement: "宿迁市政府采购中心",
  officer: "宿迁市信用办",
  auditor: "宿迁市审计局",
  steward: "宿迁市市场监督管理局",
  subject: "本人",
  developer: "示例开发单位",
  system: "一网通办平台",
};

/** Fictional; a platform is nobody. */
const names: Record<DemoRole, string | undefined> = {
  clerk: "陈静",
  procurement: "周明",
  officer: "顾云",
  auditor: "沈岩",
  steward: "徐朗",
  subject: "林晓",
  developer: "韩示",
  system: undefined,
};

/** 宿迁市 (GB/T 2260). */
const region = "321300";

export function isDemoRole(text: string): text is DemoRole {
  return (demoRoles as readonly string[]).includes(text);
}

/** A demo token (HS256, one hour at most) signed by the local development key. @param subject identifier, for the role `subject` */
export function mintDemoToken(
  { role, subject }: { readonly role: DemoRole; readonly subject?: string },
  now: Date,
  key: KeyObject,
): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = {
    unit: units[role],
    sub: `demo-${role}`,
    name: names[role],
    roles: [role],
    region,
    jti: randomUUID(),
    iss: developmentIssuer,
    aud: "fengcha",
    iat: issuedAt,
    exp: issuedAt + 3600,
    ...(role === "steward" ? { department: "market" } : {}),
    ...(role === "system" ? { onBehalfOf: "demo-clerk" } : {}),
    ...(subject === undefined ? {} : { subject }),
  };
  return jwt.sign(claims, key, { algorithm: "HS256" });
}
