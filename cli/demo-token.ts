import { isDemoRole, demoRoles, mintDemoToken } from "../gateway/identity/development-token.js";
import { readSecretKey } from "../kernel/key-files.js";
import type { Settings } from "./settings.js";

/** The token that a command of the CLI uses: FENGCHA_TOKEN, or a demo token of the local development key. */
export function tokenFor(settings: Settings, role: string, subject?: string): string {
  return settings.FENGCHA_TOKEN ?? mintFor(settings, role, subject);
}

/** A demo token for a role. @throws Error in Chinese when there is no such role, or no development key here */
export function mintFor(settings: Settings, role: string, subject?: string): string {
  if (!isDemoRole(role)) throw new Error(`没有角色 ${role}；可用的角色 (roles): ${demoRoles.join(", ")}`);
  const key = readSecretKey(settings.keyDir, "development-token");
  return mintDemoToken({ role, ...(subject === undefined ? {} : { subject }) }, new Date(), key);
}
