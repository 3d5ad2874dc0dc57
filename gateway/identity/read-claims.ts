import { parseIdentifier } from "../../kernel/identifier.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { GatewayError } from "../errors.js";
import { isAccountId, isIdNumber } from "./account.js";
import type { Caller } from "./caller.js";
import type { ClaimName, ClaimsMapping } from "./claims-mapping.js";

/**
 * The caller as the payload of a verified token says.
 * @throws GatewayError IDENTITY_REQUIRED naming the claims that are missing or not as they must be, never what they say
 */
export function readClaims(
  payload: Readonly<Record<string, unknown>>,
  { issuer, claims }: { readonly issuer: string; readonly claims: ClaimsMapping },
  now: Date,
): Caller {
  const { paths, roleNames, departmentNames } = claims;
  const wrong = new Set<ClaimName>();
  const optional = <Value>(claim: ClaimName, read: (value: unknown) => Value | undefined): Value | null => {
    const value = valueAt(payload, paths[claim]);
    if (value === undefined || value === null || value === "") return null;
    const found = read(value);
    if (found === undefined) wrong.add(claim);
    return found ?? null;
  };
  const required = <Value>(claim: ClaimName, read: (value: unknown) => Value | undefined): Value | null => {
    const found = optional(claim, read);
    if (found === null) wrong.add(claim);
    return found;
  };

  const unit = required("unit", readText);
  const person = required("person", (value) => readAccount(value, now));
  const theirRoles = required("roles", readList);
  const roles = roleNames ? theirRoles?.flatMap((role) => roleNames.get(role) ?? []) : theirRoles;
  const department = optional("department", readText);
  const subject = roles?.includes("subject") ? optional("subject", (value) => readSubject(value, now)) : null;
  const rest = {
    name: optional("name", readText),
    scopes: optional("scopes", (value) =>
      Array.isArray(value) && value.length === 0 ? [] : readList(value),
    ),
    region: optional("region", readText),
    department: department && (departmentNames ? (departmentNames.get(department) ?? null) : department),
    subject,
    onBehalfOf: optional("onBehalfOf", (value) => readAccountId(value, now)),
    issuer,
    tokenId: optional("tokenId", readText),
  };
  if (unit === null || person === null || !roles || wrong.size > 0) {
    const named = [...wrong].map((claim) => `${chineseOf[claim]}（${paths[claim].join(".")}）`);
    throw new GatewayError("IDENTITY_REQUIRED", { detail: `令牌缺少或写错：${named.join("、")}` });
  }
  return Object.freeze({ unit, person, roles: [...new Set(roles)], ...rest });
}

const chineseOf: Readonly<Record<ClaimName, string>> = {
  unit: "单位",
  person: "账号",
  name: "姓名",
  roles: "角色",
  scopes: "授权范围",
  region: "区划",
  department: "部门",
  subject: "本人代码",
  onBehalfOf: "经办人员账号",
  tokenId: "令牌编号",
};

/** What stands at a path; own properties only. */
function valueAt(payload: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Readonly<Record<string, unknown>>)[step];
  }, payload);
}

/** One line of at most 200 characters; it stands in the register. */
function readText(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text !== "" && text.length <= 200 && !/\p{Cc}/u.test(text) ? text : undefined;
}

/** Identity services write lists as arrays, or in one text with blanks (RFC 8693) or commas between. */
function readList(value: unknown): string[] | undefined {
  const items: unknown[] | undefined = typeof value === "string" ? value.split(/[\s,]+/) : asArray(value);
  const texts = items?.filter((item) => item !== "").map(readText);
  if (!texts || texts.length === 0 || texts.length > 100) return undefined;
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function asArray(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** An identity service that makes ID numbers its accounts must name another claim: the register keeps no such number. */
function readAccount(value: unknown, now: Date): string | undefined {
  const text = readText(value);
  return text === undefined || isIdNumber(text, now) ? undefined : text;
}

function readAccountId(value: unknown, now: Date): string | undefined {
  return typeof value === "string" && isAccountId(value, now) ? value : undefined;
}

function readSubject(value: unknown, now: Date): string | undefined {
  if (typeof value !== "string") return undefined;
  const parsed = parseIdentifier(value, shanghaiDayOf(now));
  return parsed.ok ? parsed.value : undefined;
}
