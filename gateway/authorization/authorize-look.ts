import { normaliseIdentifier } from "../../kernel/identifier.js";
import { maxCheckSubjects, tooManySubjects } from "../../kernel/limits.js";
import type { PassportCaller } from "../../kernel/passport.js";
import { GatewayError } from "../errors.js";
import { denialReasons, type DenialReason } from "../field-policy.js";
import type { Caller } from "../identity/caller.js";
import type { LookRequest } from "../looks/look-request.js";
import type { GrantAnswer } from "./grants.js";
import type { Role, Roles } from "./load-roles.js";

/** Unit, matter and case of a look that was registered before. */
export interface EarlierLook {
  readonly unit: string;
  readonly field: string;
}

export interface Authority {
  readonly roles: readonly Role[];
  readonly grantFor: (role: string, matter: string | null) => GrantAnswer;
  /** Whether the caller is registered to act for subjects: their legal representative or agent. */
  readonly mayActFor: (identifiers: readonly string[]) => Promise<boolean>;
}

/** What stands behind a look that is allowed. */
export interface AllowedLook {
  readonly scopes: readonly string[];
  readonly expiredScopes: readonly string[];
  /** Whether the caller looks at itself. */
  readonly isOwn: boolean;
}

/** What a caller may do: the roles that it has and that exist. @throws FORBIDDEN when it has none */
export function rolesOf(caller: Caller, roles: Roles): readonly Role[] {
  const known = Object.entries(roles)
    .filter(([name]) => caller.roles.includes(name))
    .map(([, role]) => role);
  if (known.length === 0) throw refusal("NO_SCOPE", "令牌中的角色未在系统中登记");
  return known;
}

/**
 * Default deny: a root field may be asked for when one of the caller's roles names it and its matter, a grant for that
 * role is in force, and where that role is about the caller only, when it asks about itself.
 * @throws FORBIDDEN, MATTER_REQUIRED, TOO_MANY_SUBJECTS, AS_OF_NOT_ALLOWED
 */
export async function authorizeLook(
  request: LookRequest,
  caller: Caller,
  { roles, grantFor, mayActFor }: Authority,
): Promise<AllowedLook> {
  if (request.caseNumber !== null && request.matter === "") {
    throw new GatewayError("MATTER_REQUIRED", { detail: "matter，请填写事项编码" });
  }
  if (request.identifiers.length > maxCheckSubjects) {
    // Said here already: the register keeps a hash of every identifier of a look.
    throw new GatewayError("TOO_MANY_SUBJECTS", { detail: tooManySubjects(request.identifiers.length) });
  }
  const forField = roles.filter(({ fields }) => fields.includes(request.field));
  if (forField.length === 0) throw refusal("NO_SCOPE");
  const forMatter = forField.filter(({ matters }) => allowsMatter(matters, request.matter));
  if (forMatter.length === 0) throw refusal("NO_SCOPE", "当前角色不办理该事项");
  const granted = forMatter.map((role) => ({ role, grant: grantFor(role.code, request.matter) }));
  const live = granted.flatMap(({ role, grant }) => (grant.state === "LIVE" ? [{ role, grant }] : []));
  if (live.length === 0) {
    const isExpired = granted.some(({ grant }) => grant.state === "EXPIRED");
    throw isExpired ? refusal("EXPIRED_GRANT") : refusal("NO_SCOPE", "本单位未获授权办理该事项");
  }
  const needsOwn = live.every(({ role }) => role.own);
  const isOwn = needsOwn && (isAboutItself(request, caller) || (await mayActFor(request.identifiers)));
  const allowed = live.filter(({ role }) => !role.own || isOwn);
  if (allowed.length === 0) throw refusal("NOT_YOURS", "只能查询本人");
  if (request.asOf !== null && !allowed.some(({ role }) => mayReview(role, grantFor)))
    throw new GatewayError("AS_OF_NOT_ALLOWED");
  const scopes = allowed.flatMap(({ role, grant }) => [...scopesOf(role, caller), ...grant.scopes]);
  return {
    scopes: narrow(scopes, caller),
    expiredScopes: narrow(
      allowed.flatMap(({ grant }) => grant.expiredScopes),
      caller,
    ),
    isOwn,
  };
}

/** An earlier check or batch is seen by its own unit and by those who may look at the past; to others it is not there. */
export function maySeeEarlier(
  request: LookRequest,
  earlier: EarlierLook | undefined,
  caller: Caller,
  { roles, grantFor }: Pick<Authority, "roles" | "grantFor">,
): boolean {
  if (earlier?.field !== fieldsOfEarlier[request.field]) return false;
  return earlier?.unit === caller.unit || roles.some((role) => mayReview(role, grantFor));
}

/** In grants: looking at the past and at other units' receipts, besides the matters of the catalogue. */
export const reviewMatter = "REVIEW";

function mayReview(role: Role, grantFor: Authority["grantFor"]): boolean {
  return role.past && grantFor(role.code, reviewMatter).state === "LIVE";
}

/** The caller as subgraphs may know it, with the scopes that it has for one root. */
export function toPassportCaller(caller: Caller, scopes: readonly string[]): PassportCaller {
  const { unit, person, onBehalfOf } = caller;
  return {
    unit,
    person,
    roles: [...caller.roles],
    scopes: [...scopes],
    ...(onBehalfOf === null ? {} : { onBehalfOf }),
  };
}

/** Scopes of a role for one caller: a data steward has those of its own department. */
export function scopesOf(role: Role, { department }: Pick<Caller, "department">): string[] {
  return role.scopes.flatMap((scope) => {
    if (!scope.startsWith("{department}")) return [scope];
    return department === null ? [] : [scope.replace("{department}", department)];
  });
}

const fieldsOfEarlier: Readonly<Record<string, string>> = { checkByReceipt: "check", batch: "startBatch" };

/** Each once; a token may narrow what its caller's roles allow, never widen it. */
function narrow(scopes: readonly string[], caller: Caller): string[] {
  const all = [...new Set(scopes)];
  return caller.scopes === null ? all : all.filter((scope) => caller.scopes?.includes(scope));
}

function refusal(reason: DenialReason, detail: string = denialReasons[reason]): GatewayError {
  return new GatewayError("FORBIDDEN", { detail, extensions: { reason } });
}

function allowsMatter(matters: Role["matters"], matter: string | null): boolean {
  return matter === null || matters === "*" || matters.includes(matter);
}

function isAboutItself({ identifiers }: LookRequest, { subject }: Caller): boolean {
  if (subject === null) return false;
  const own = normaliseIdentifier(subject);
  return identifiers.every((identifier) => normaliseIdentifier(identifier) === own);
}
