import { z } from "zod";
import { jobIssuer } from "../../kernel/job-token.js";
import { claimNames } from "./claims-mapping.js";
import { developmentIssuer } from "./development-token.js";
import { longestTokenHours, tokenAudience } from "./trusted-issuer.js";

const text = z.string("应为文字").min(1, "不能为空");

/** Steps into a token: `realm_access.roles`, or a list where a claim's own name has dots. */
const claimPath = z
  .union(
    [text.transform((path) => path.split(".")), z.array(text).min(1, "不能为空")],
    "应为路径，如 org.name",
  )
  .refine((path) => path.every((step) => step !== ""), "路径中有空的一段，请核对圆点");

const issuerSchema = z
  .strictObject({
    issuer: text.refine(
      (issuer) => issuer !== jobIssuer && issuer !== developmentIssuer,
      "此名称由逢查自用，请核对令牌的 iss",
    ),
    algorithms: z
      .array(z.enum(["RS256", "ES256"], "应为 RS256 或 ES256"), "应为列表，如 [ES256]")
      .min(1, "至少写一个：RS256 或 ES256"),
    audience: text.default(tokenAudience),
    clockSkewSeconds: z.int("应为整数秒").min(0, "不能小于 0").max(300, "不能大于 300").default(5),
    maxAgeHours: z
      .number("应为小时数")
      .positive("应大于 0")
      .max(longestTokenHours, `不能大于 ${longestTokenHours}`)
      .default(12),
    jwksUri: z
      .url({ protocol: /^https?$/, error: "应为 https 地址" })
      .refine(isSafe, "应为 https 地址（http 只允许用于本机），否则密钥会被替换")
      .optional(),
    jwksCaFile: text.optional(),
    keepKeysHours: z.number("应为小时数").min(0.5, "不能小于 0.5").max(72, "不能大于 72").default(6),
    publicKeyFile: text.optional(),
    claims: z.partialRecord(z.enum(claimNames), claimPath).default({}),
    roleNames: z.record(text, z.union([text.transform((role) => [role]), z.array(text)])).optional(),
    departmentNames: z.record(text, text).optional(),
  })
  .refine(({ jwksUri, publicKeyFile }) => (jwksUri === undefined) !== (publicKeyFile === undefined), {
    error: "须写 jwksUri 或 publicKeyFile 其中之一，且只写一个",
    path: ["jwksUri"],
  })
  .refine(({ jwksUri, jwksCaFile }) => jwksCaFile === undefined || jwksUri !== undefined, {
    error: "只与 jwksUri 一起使用",
    path: ["jwksCaFile"],
  });

/** The file of trusted issuers, as deploy/issuers.example.yaml explains it. */
export const issuersFileSchema = z.strictObject({
  issuers: z
    .array(issuerSchema, "应为列表")
    .min(1, "至少写一个签发方")
    .refine(
      (issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length,
      "同一个 issuer 写了两次，请合并",
    ),
});
export type WrittenIssuer = z.infer<typeof issuerSchema>;

/** Who can answer in the place of a JWKS server can make anybody's token. */
function isSafe(uri: string): boolean {
  const { protocol, hostname } = new URL(uri);
  return protocol === "https:" || ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
}
