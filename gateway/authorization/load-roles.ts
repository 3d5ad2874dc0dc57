import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const roleSchema = z.strictObject({
  name: z.string().min(1),
  fields: z.array(z.string().min(1)),
  matters: z.union([z.literal("*"), z.array(z.string().min(1))]),
  scopes: z.array(z.string().regex(/^([a-z-]+|\{department\}):(read|personal|amounts)$/)),
  own: z.boolean().default(false),
  past: z.boolean().default(false),
  developmentOnly: z.boolean().default(false),
});

export type Role = Readonly<z.infer<typeof roleSchema>> & {
  /** Its key in roles.yaml, as tokens and grants name it. */
  readonly code: string;
};
export type Roles = Readonly<Record<string, Role>>;

/** The roles of roles.yaml; outside development without those that exist for it only. @throws Error naming each fault */
export function loadRoles(options: { readonly isDevelopment: boolean }): Roles {
  const text = readFileSync(join(import.meta.dirname, "roles.yaml"), "utf8");
  const result = z.strictObject({ roles: z.record(z.string(), roleSchema) }).safeParse(parse(text));
  if (!result.success) throw new Error(`roles.yaml is invalid\n${z.prettifyError(result.error)}`);
  return Object.fromEntries(
    Object.entries(result.data.roles)
      .filter(([, role]) => options.isDevelopment || !role.developmentOnly)
      .map(([code, role]) => [code, { ...role, code }]),
  );
}
